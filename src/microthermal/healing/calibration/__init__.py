"""Calibration of the healing model: likelihood, features of studies, posterior."""
