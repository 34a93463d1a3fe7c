"""microthermal: simulate and plan micro-thermal zones made in skin by fractional lasers. Research only."""
