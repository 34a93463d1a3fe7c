"""Quantities that carry their unit, as pint makes them, turned into plain SI numbers."""

from __future__ import annotations

from typing import Any

from microthermal.errors import InputError, brief
from microthermal.units.examples import example

# Names that every registry of pint knows, for units that we write in another way.
_NAMES = {"%": "dimensionless", "1": "dimensionless", "K": "kelvin"}


def is_quantity(value: object) -> bool:
    """Whether a value carries a unit as quantities of pint do; their own registry converts them."""
    return all(hasattr(value, name) for name in ("magnitude", "units", "to"))


def from_quantity(value: Any, unit: str) -> Any:
    """Magnitude in SI of a quantity that carries its unit: a number or an array, as the quantity holds it.

    Parameters
    ----------
    value : quantity
        As :func:`is_quantity` knows it, of any registry.
    unit : str
        SI unit as in :func:`microthermal.units.parse`.

    Raises
    ------
    InputError
        If it is of another dimension.
    """
    try:
        return value.to(_NAMES.get(unit, unit)).magnitude
    except Exception as error:  # the registry is the caller's, and so are its exceptions
        text = f"{brief(str(value))} is not in a unit of this quantity; write for example '{example(unit)}'"
        raise InputError(text) from error
