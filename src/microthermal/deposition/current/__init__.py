"""Electric current in skin: what conducts, where the needle and its return are, what the generator does."""
