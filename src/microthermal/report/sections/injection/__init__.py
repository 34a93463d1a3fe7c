"""An injection: where its drug goes, and what its day changes."""
