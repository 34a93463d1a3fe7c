"""Opening of a page: title, cautions, summary."""
