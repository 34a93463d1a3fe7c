"""Guides as scripted transcripts: what a page tells a newcomer to write and to type, read from the page and done."""
