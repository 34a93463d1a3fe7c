"""Heat that many microbeams leave together between the zones."""
