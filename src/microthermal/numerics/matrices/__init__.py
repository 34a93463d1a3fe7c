"""Products, factors and solutions of matrices in one order of operations, whatever the machine."""
