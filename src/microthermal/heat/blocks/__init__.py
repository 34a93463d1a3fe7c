"""Heat in blocks of voxels, for what has no axis."""
