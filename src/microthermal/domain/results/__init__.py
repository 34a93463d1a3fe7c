"""What comes out: tissue, flow of heat, zone, lattice, response, cautions."""
