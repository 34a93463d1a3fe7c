"""What makers of devices advise."""
