"""How warm it gets, as a stream of snapshots; what boils, and what leaves."""
