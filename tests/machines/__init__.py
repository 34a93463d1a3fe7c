"""The same questions under other processors' arithmetic: variants, answers, and how far they differ."""
