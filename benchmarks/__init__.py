"""Timings of named scenarios, stage by stage."""
