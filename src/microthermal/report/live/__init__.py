"""A zone that can be moved: one page with the portable kernels and the inputs of one case, which needs nothing else."""
