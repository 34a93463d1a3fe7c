"""Numbers that belong together and share a unit: a value with its error, a range with its step."""

from __future__ import annotations

import dataclasses
import types
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, ClassVar

from microthermal.errors import Fault, InputError
from microthermal.quantity.quantity import Quantity


class Compound(ABC):
    """Base of small records whose numbers share the quantity of the field that holds them.

    Such a field is annotated like a number, ``depth: Annotated[Measured, Quantity("m", "depth of the zone", 0, 0.1)]``.
    It holds a record made by :meth:`of`, whose numbers are read, written and checked like those of all records.
    """

    # What makes a class a record. It needs the fields of records, which may be compounds, so it enters itself here.
    record: ClassVar[Callable[[type], type]]

    @classmethod
    @cache
    def of(cls, quantity: Quantity) -> type:
        """Record of this compound whose numbers have a unit and a plausible range."""

        def fill(namespace: dict[str, Any]) -> None:
            namespace["__annotations__"] = cls.parts(quantity)
            namespace["__module__"], namespace["__doc__"] = cls.__module__, cls.__doc__
            # A class made here has no place in a module: another process makes it again.
            namespace["__reduce__"] = lambda self: (_remade, (cls, quantity, _values(self)))
            namespace["__post_init__"] = cls.check

        made: type = cls.record(types.new_class(cls.__name__, (cls,), exec_body=fill))
        return made

    @classmethod
    def taken(cls, value: Any) -> Any:
        """The same numbers as a record of this class, which :meth:`of` has made.

        Raises
        ------
        InputError
            If the numbers are not plausible in the unit of this class, or the value is no such compound.
        """
        general = cls.__mro__[1]
        if type(value) is cls:
            return value
        if not isinstance(value, general):
            raise InputError(f"must be a {cls.__name__}, not {type(value).__name__}")
        try:
            return cls(**_values(value))
        except InputError as error:
            raise InputError(Fault(fault.path.partition(".")[2], fault.text) for fault in error.faults) from None

    @abstractmethod
    def check(self) -> None:
        """Refuse numbers that do not fit together; asked once each of them is known to be one.

        Raises
        ------
        InputError
            With one fault for each thing wrong.
        """

    @staticmethod
    @abstractmethod
    def parts(quantity: Quantity) -> dict[str, Any]:
        """Annotations of the numbers."""

    @staticmethod
    @abstractmethod
    def earlier(name: str) -> dict[str, str]:
        """What files of earlier versions call each number, beside the fields of the record that holds them."""


@dataclass(frozen=True, kw_only=True)
class Measured(Compound):
    """A value with its numerical or standard error."""

    value: float
    error: float = 0.0

    def check(self) -> None:
        """Any value may have any error."""

    @staticmethod
    def parts(quantity: Quantity) -> dict[str, Any]:
        """Annotations of the numbers; an error is as large as the value may be, and never negative."""
        error = replace(quantity, meaning=f"error of the {quantity.meaning}", low=0.0)
        return {"value": Annotated[float, quantity], "error": Annotated[float, error]}

    @staticmethod
    def earlier(name: str) -> dict[str, str]:
        """What files of earlier versions call each number."""
        return {"value": name, "error": f"{name}_error"}


@dataclass(frozen=True, kw_only=True)
class Range(Compound):
    """Least and greatest value, and the step between values that can be chosen where there is one."""

    low: float
    high: float
    step: float | None = None

    def check(self) -> None:
        """Refuse exchanged ends."""
        if self.low > self.high:
            raise InputError([Fault("Range.low", "is greater than high; exchange them")])

    @staticmethod
    def parts(quantity: Quantity) -> dict[str, Any]:
        """Annotations of the numbers; a step may be less than any plausible value."""
        low, high = (replace(quantity, meaning=f"{end} {quantity.meaning}") for end in ("least", "greatest"))
        step = replace(quantity, meaning=f"step of the {quantity.meaning}", low=1e-3 * quantity.low)
        return {"low": Annotated[float, low], "high": Annotated[float, high], "step": Annotated[float, step] | None}

    @staticmethod
    def earlier(name: str) -> dict[str, str]:
        """What files of earlier versions call each number."""
        return {part: f"{name}_{part}" for part in ("low", "high", "step")}


def _values(compound: Any) -> dict[str, Any]:
    return {field.name: getattr(compound, field.name) for field in dataclasses.fields(compound)}


def _remade(general: type[Compound], quantity: Quantity, values: dict[str, Any]) -> Any:
    return general.of(quantity)(**values)
