"""Kernels of healing: rates of the compiled model and their time courses."""
