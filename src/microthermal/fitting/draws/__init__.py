"""Draws from a posterior: where to draw, what the draws weigh, how likely the data are."""
