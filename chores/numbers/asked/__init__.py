"""Questions to a library, by what they ask."""
