"""Command line: words in, words and files out; no physics."""
