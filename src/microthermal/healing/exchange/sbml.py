"""Parameters of an SBML text and their units; what else it holds is left to the engine that runs it."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ElementTree
from typing import NamedTuple

from microthermal.errors import LibraryError
from microthermal.units import DAY

# What one unit of an SBML parameter is in SI, and the SI unit; a cascade in days must be told rates in 1/s.
_UNITS = {
    "per_day": (1.0 / DAY, "1/s"),
    "day": (DAY, "s"),
    "micrometre": (1e-6, "m"),
    "dimensionless": (1.0, "1"),
}
_CORE = "{http://www.sbml.org/sbml/level3/version2/core}"


class Constant(NamedTuple):
    """A constant parameter: its value in the unit of the text, what one such unit is in SI, and the SI unit."""

    value: float
    scale: float
    unit: str


def declared(sbml: str) -> dict[str, Constant]:
    """Each constant parameter of an SBML text by its name.

    Raises
    ------
    LibraryError
        If a parameter has a unit that we do not know.
    """
    found = {}
    for item in ElementTree.fromstring(sbml).iter(f"{_CORE}parameter"):
        if item.get("constant") == "true":
            name, unit = str(item.get("id")), str(item.get("units"))
            if unit not in _UNITS:
                raise LibraryError(f"healing: parameter '{name}' has the unit '{unit}'; known are {', '.join(_UNITS)}")
            found[name] = Constant(float(item.get("value", "nan")), *_UNITS[unit])
    return found


def digest(sbml: str) -> str:
    """Short digest of an SBML text, by which compiled rates know what they were made from."""
    return hashlib.sha256(sbml.encode("utf-8")).hexdigest()[:16]
