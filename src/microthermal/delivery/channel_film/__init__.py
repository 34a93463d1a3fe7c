"""A film over open channels: the cell of one zone that it fills, and what becomes of it."""
