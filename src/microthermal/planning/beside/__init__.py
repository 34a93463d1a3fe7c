"""What stands beside the ranking of a plan: no laser, published treatments, other weights."""
