"""Shelves of the cache: kinds of results with limits of their own, so that many of one displace none of another."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Arrays: TypeAlias = "dict[str, NDArray[np.generic]]"


@dataclass(frozen=True)
class Shelf:
    """Results of one kind: their folder within that of the cache, greatest sizes in memory and in files [bytes]."""

    folder: str
    memory_limit: int
    disk_limit: int
    kept: OrderedDict[str, Arrays] = field(default_factory=OrderedDict)


# Temperatures of all steps of a pulse take 2 to 30 MB.
HISTORIES = Shelf("histories", 64_000_000, 512_000_000)
