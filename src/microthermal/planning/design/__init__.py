"""What of a treatment may vary, by which steps, and from where a search starts."""
