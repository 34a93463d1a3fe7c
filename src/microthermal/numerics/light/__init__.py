"""Kernels of light: photon walks, rays, attenuation."""
