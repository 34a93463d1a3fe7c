"""Kernels of heat: conduction, blood, boiling, sums of Gaussians."""
