"""Electric potential in an axisymmetric conductor: conservative links, a direct solution, Joule heat of each cell."""
