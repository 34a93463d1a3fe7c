"""Kernels on plain arrays: photon walk, diffusion, ODE and root wrappers, contours. They know no skin."""
