"""One zone: its shape, volumes, heat, injury."""
