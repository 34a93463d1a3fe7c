"""Saved or quickly made results, used by many tests."""
