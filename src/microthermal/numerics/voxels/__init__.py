"""Heat on a block of even voxels: conduction, boiling, blood and the surface, by super-time-steps."""
