"""Heat of many zones: sums of Gaussians, modes of a slab."""
