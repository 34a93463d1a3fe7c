"""Inputs of a simulation or plan: laser, pattern, skin, medicine, goal."""
