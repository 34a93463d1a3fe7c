"""Results on the terminal: tables and words, one file for each kind of result."""
