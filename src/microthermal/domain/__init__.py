"""Frozen records of inputs and results, each field with unit, meaning and plausible range."""
