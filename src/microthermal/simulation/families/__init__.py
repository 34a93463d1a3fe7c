"""What a simulation finds beside the chain for one family of devices."""
