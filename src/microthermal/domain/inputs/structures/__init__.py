"""Hair follicles and vessels on the axis of a zone: what they are made of, and where they lie."""
