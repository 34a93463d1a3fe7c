"""What rounding leaves of a level or a rate that is zero."""

# A level below this is zero: what a long decay or round-off leaves of a species that healthy skin has not.
FLOOR = 1e-12
# Rates below this [1/d] are round-off of production and loss that cancel.
STILL = 1e-13
