"""Optical breakdown on plain numbers: free electrons, thresholds over pulse length, microbeams, bubbles."""
