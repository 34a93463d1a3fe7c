"""Text and mappings to records and back, the same for every record."""

from microthermal.documents.pointing import pointing
from microthermal.documents.reading import read, read_toml, readable
from microthermal.documents.writing import write

__all__ = ["pointing", "read", "read_toml", "readable", "write"]
