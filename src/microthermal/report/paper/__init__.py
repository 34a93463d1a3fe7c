"""A page on paper: the same sections, set by Typst as a tagged PDF."""
