"""Nouns: frozen records, each field with unit, meaning and plausible range."""
