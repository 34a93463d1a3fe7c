"""Kernels of healing: rates of the compiled model, their time courses and their states of rest."""
