"""Results kept by content, in memory and in files: keeping changes no result."""

from microthermal.cache.disk import forget, kept
from microthermal.cache.folder import FOLDER_VARIABLE, cache_folder
from microthermal.cache.keys import key_of

__all__ = ["FOLDER_VARIABLE", "cache_folder", "forget", "kept", "key_of"]
