"""Optical breakdown in skin: light at depth against the thresholds of pigment and of clean tissue, and vacuoles."""
