"""Numbers and choices that went into two simulations and differ: of skin, condition, treatment and settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from microthermal.catalog.reading.values import NAMES, member
from microthermal.quantity import Field, fields_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

NOTHING: Final = "–"
_PARTS: Final = ("skin", "condition", "treatment", "settings")
# Where a record comes from and what it is called is no number that went in.
_ASIDE: Final = ("origin", "title")
# Digits in which two numbers that differ are told, the fewest that tell them apart first.
_DIGITS: Final = (3, 6, 9, 17)


@dataclass(frozen=True)
class InputDifference:
    """One input by its path, and the texts of both sides; a dash where one side has none."""

    path: str
    a: str
    b: str


def input_differences(a: Simulation, b: Simulation) -> tuple[InputDifference, ...]:
    """Every number and choice that went into one of two simulations and is another in the other.

    Parameters
    ----------
    a, b : Simulation
        Both, as they were saved or simulated; numbers of the library that no record holds, such as spectra and
        damage laws, are told by the digests of both libraries alone.

    Returns
    -------
    tuple of InputDifference
        In the order of the records: skin, condition, treatment, settings.
    """
    found: list[InputDifference] = []
    lit = [not one.treatment.exposure.sham for one in (a, b)]
    for part in _PARTS:
        mine, theirs = getattr(a, part), getattr(b, part)
        if part == "treatment" and lit[0] != lit[1]:
            # What gives no light has a pulse and a pattern for form alone: none of their numbers went in.
            found.append(InputDifference("treatment.pulse", *(_given(one) for one in (a, b))))
            mine = replace(mine, pulse=theirs.pulse, pattern=theirs.pattern)
        found += _of_values(mine, theirs, part, None)
    return tuple(found)


def _given(one: Simulation) -> str:
    pulse = one.treatment.exposure
    return "none" if pulse.sham else pulse.device or "a pulse"


def _of_values(one: Any, other: Any, path: str, field: Field | None) -> Iterator[InputDifference]:
    if one == other:
        return
    some = one if other is None else other
    if _is_record(some) and (one is None or other is None or type(one) is type(other)):
        # Of a record that one side has not, every number is told.
        noun: Any = type(some)
        for inner in fields_of(noun):
            if inner.name not in _ASIDE:
                mine, theirs = (None if each is None else getattr(each, inner.name) for each in (one, other))
                yield from _of_values(mine, theirs, f"{path}.{inner.name}", inner)
    elif isinstance(one, tuple) and isinstance(other, tuple):
        mine, theirs = _by_name(one), _by_name(other)
        for name in dict.fromkeys((*mine, *theirs)):
            yield from _of_values(mine.get(name), theirs.get(name), f"{path}.{name}", field)
    else:
        yield InputDifference(path, *_texts(one, other, field))


def _texts(one: Any, other: Any, field: Field | None) -> tuple[str, str]:
    """Texts of two values that differ, which differ, too."""
    for digits in _DIGITS:
        texts = _text(one, field, digits), _text(other, field, digits)
        if texts[0] != texts[1]:
            return texts
    return repr(one), repr(other)


def _text(value: Any, field: Field | None, digits: int) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, float | int) and not isinstance(value, bool):
        quantity = None if field is None else field.quantity
        return show(float(value), quantity.unit, digits) if quantity is not None else f"{value:.{digits}g}"
    if _is_record(value):
        return str(getattr(value, "name", "") or getattr(value, "kind", "") or type(value).__name__)
    return str(value)


def _by_name(items: tuple[Any, ...]) -> dict[str, Any]:
    """Members of a list by their names, else by their numbers; names that come twice count by their numbers."""
    names = [member({key: getattr(item, key, None) or None for key in NAMES}, n) for n, item in enumerate(items)]
    plain = len(set(names)) == len(names)
    return {name if plain else str(number): item for number, (name, item) in enumerate(zip(names, items, strict=True))}


def _is_record(value: Any) -> bool:
    return hasattr(type(value), "__dataclass_fields__")
