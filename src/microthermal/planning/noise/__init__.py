"""How sure a score is: what the persons who happen to be followed make of it, and of the difference of two."""
