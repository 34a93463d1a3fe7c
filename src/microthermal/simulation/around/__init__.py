"""Zones around follicles and vessels: their grid, their light, what a broad beam is for one of them."""
