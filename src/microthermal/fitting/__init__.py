"""What does a user's own histology say of device and skin? A posterior, and files that a simulation can load."""
