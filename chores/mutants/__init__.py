"""Mutants: the program with one small thing changed, and whether the tests notice; ``make mutants``."""
