"""Sections of one family of devices each; a section appears where its record is there."""
