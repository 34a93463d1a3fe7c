"""Sound of a spherical bowl in a medium and through plane layers, in harmonic linear acoustics."""
