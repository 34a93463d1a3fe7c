"""Kernels of transport: pressed fluid, drugs that diffuse and are cleared."""
