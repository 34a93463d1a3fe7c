"""The therapeutic window."""
