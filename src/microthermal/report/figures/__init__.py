"""Figures: numbers in, inline SVG out. A figure draws numbers; it never computes them."""
