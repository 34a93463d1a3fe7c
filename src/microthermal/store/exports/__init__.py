"""A saved result for other programs: one file for each format, all made from the same flat view."""
