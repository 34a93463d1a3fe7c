"""What the library states once for all simulations: spectra of chromophores, and figures of scores and formulas."""
