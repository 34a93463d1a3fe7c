"""Work side by side: cores that may be used, threads and processes that end when they are told to."""
