"""Conduction of heat on a cylinder: conductances, blocks of cells, explicit and implicit steps."""
