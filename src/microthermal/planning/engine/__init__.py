"""What searches: the engine, which points no other betters, and a search that may be stopped at any moment."""
