"""Parameters of an SBML text and their units; what else it holds is left to the engine that runs it."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ElementTree

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


def declared(sbml: str) -> dict[str, tuple[float, str]]:
    """Each constant parameter with its unit in SI: the factor, and the SI unit.

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
            found[name] = _UNITS[unit]
    return found


def digest(sbml: str) -> str:
    """Short digest of an SBML text, by which compiled rates know what they were made from."""
    return hashlib.sha256(sbml.encode("utf-8")).hexdigest()[:16]
