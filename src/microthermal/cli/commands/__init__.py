"""One file for each command of ``mtz``."""
