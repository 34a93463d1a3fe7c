"""Medicine in the skin: from a dose and the state of the tissue to its course in time."""
