"""Sections that speak of one family of devices."""
