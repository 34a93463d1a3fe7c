"""What the chain does for some exposures alone: portions of one that dries tissue, dose of one that makes no zone."""
