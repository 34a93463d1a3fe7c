"""The lattice of zones and the heat between them."""
