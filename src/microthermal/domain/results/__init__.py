"""Results of the stages: tissue, flow of heat, zone, lattice, response, cautions."""
