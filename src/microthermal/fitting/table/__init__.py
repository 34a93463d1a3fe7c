"""A user's table of measured zones: its columns, its rows, and rows that contradict each other."""
