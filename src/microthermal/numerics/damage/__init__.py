"""Kernels of damage: rates folded over a history, contours, coverage of a lattice."""
