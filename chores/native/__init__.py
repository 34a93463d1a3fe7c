"""Kernels in machine code for a wheel: compiled by running the usual commands once for each level of processors."""
