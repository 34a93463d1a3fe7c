"""Chores of developers: what makes files of the package, and what the package itself does not need."""
