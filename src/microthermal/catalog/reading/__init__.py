"""Reading library files: where they lie, what they are called, value by value."""
