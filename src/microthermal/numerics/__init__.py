"""Kernels on plain arrays: photon walk, diffusion, ODE and root wrappers, contours. They know no skin."""

# Before any kernel: what was compiled from other sources must go before it is found.
from microthermal.numerics import sources

__all__ = ["sources"]
