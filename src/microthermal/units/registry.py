"""The one pint registry; loaded only when text has to be read, because pint starts slowly."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pint


@cache
def registry() -> pint.UnitRegistry[Any]:
    """Return the registry of units: pint's own, plus the few of our field."""
    import pint

    units: pint.UnitRegistry[Any] = pint.UnitRegistry(autoconvert_offset_to_baseunit=False)
    # A drug measured by activity keeps its own dimension, so that it can never be mistaken for a mass.
    units.define("USP_U = [usp_activity]")
    units.define("PhEur_IU = [european_activity]")
    units.define("ONA_U = [onabotulinum_activity]")
    units.define("zone = 1 = MTZ = spot = microbeam")
    return units
