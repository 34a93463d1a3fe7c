"""Cache of results by a digest of their inputs, in memory and in files; it changes no result."""

from microthermal.cache.disk import cached, forget, in_memory
from microthermal.cache.folder import FOLDER_VARIABLE, cache_folder
from microthermal.cache.keys import key_of
from microthermal.cache.shelves import HISTORIES, Shelf

__all__ = ["FOLDER_VARIABLE", "HISTORIES", "Shelf", "cache_folder", "cached", "forget", "in_memory", "key_of"]
