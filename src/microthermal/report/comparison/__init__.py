"""The page of two treatments side by side."""
