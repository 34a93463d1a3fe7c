"""A result as flat variables on named coordinates: what NetCDF, Zarr, tables and xarray are all made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from microthermal.errors import ConvergenceError
from microthermal.quantity import Array

# Other programs take "%" for hundredths and know no differences of temperatures: fractions are stored from 0 to 1.
_UNITS = {"%": "1", "delta_degC": "K"}
Attributes: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Variable:
    """Numbers or names along named dimensions; one that is named like its only dimension says where its points lie.

    ``values`` are floats in the unit, or texts (an array of objects), whose unit is 1: other programs ask for one.
    """

    name: str
    dimensions: tuple[str, ...]
    values: np.ndarray
    unit: str
    meaning: str
    more: Attributes = field(default_factory=dict)

    @property
    def named(self) -> bool:
        """Whether it holds texts."""
        return self.values.dtype.kind == "O"

    @property
    def coordinate(self) -> bool:
        """Whether it says where the points of a dimension lie."""
        return self.dimensions == (self.name,)

    @property
    def attributes(self) -> Attributes:
        """Unit, meaning and what else other programs look for."""
        return {"units": shared_unit(self.unit), "long_name": self.meaning, **self.more}


@dataclass(frozen=True)
class View:
    """Variables, coordinates first, and what the whole says of itself."""

    variables: tuple[Variable, ...]
    attributes: Attributes

    def __getitem__(self, name: str) -> Variable:
        """Variable of a name.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {one.name: one for one in self.variables}[name]

    @property
    def sizes(self) -> dict[str, int]:
        """Length of each dimension."""
        return {
            name: size for one in self.variables for name, size in zip(one.dimensions, one.values.shape, strict=True)
        }


def shared_unit(unit: str) -> str:
    """Unit of a field as other programs know it, in which its numbers are the same."""
    return _UNITS.get(unit, unit)


def numbers(name: str, axes: str, values: Array, unit: str, meaning: str, **more: str) -> Variable:
    """Variable of numbers.

    Parameters
    ----------
    name : str
        Its name.
    axes : str
        Dimensions, with spaces between.
    values : Array
        In the unit.
    unit, meaning : str
        As fields of records state them.
    **more : str
        Further attributes.

    Raises
    ------
    ConvergenceError
        If a number is not finite.
    """
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ConvergenceError(f"{meaning} ({name}) holds values that are not finite; such a result is not written")
    return Variable(name, tuple(axes.split()), array, unit, meaning, more)


def names(name: str, axis: str, values: Any, meaning: str) -> Variable:
    """Variable of texts along one dimension."""
    return Variable(name, (axis,), np.array([str(value) for value in values], dtype=object), "1", meaning)
