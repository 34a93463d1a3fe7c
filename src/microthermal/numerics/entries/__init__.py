"""Kernels as Python calls them: machine code that is kept in files and takes the place of one block of numbers."""
