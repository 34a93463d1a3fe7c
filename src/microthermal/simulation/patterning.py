"""Reading a pattern: density, pitch or coverage, each turned into a density with its definition named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from microthermal.documents import read
from microthermal.domain.pattern import Layout, Pattern
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record
from microthermal.units import show
from microthermal.zones.patterns import density_of_coverage, density_of_pitch

_WAYS = ("density", "pitch", "coverage")


@record
class CoverageChoice:
    """A coverage as a maker states it: of one pass, by discs of a stated diameter, overlaps counted once."""

    share: Annotated[float, Quantity("%", "share of the surface that one pass covers", 1e-4, 0.95)]
    diameter: Annotated[float, Quantity("m", "diameter of the discs that are counted", 1e-5, 1e-2)]


@record
class PitchChoice:
    """A pitch: distance of nearest neighbours in one pass."""

    pitch: Annotated[float, Quantity("m", "distance of neighbours in one pass", 1e-5, 2e-2)]


def read_pattern(value: Any) -> Pattern:
    """Pattern from a table that states its density, its pitch or its coverage.

    Raises
    ------
    InputError
        If none or several of them are stated, if a coverage does not say of which diameter, or if a value is wrong.
    """
    if not isinstance(value, Mapping):
        raise InputError(f'must be a table, for example {{ density = "250 / cm**2", passes = 4 }}, not {brief(value)}')
    stated = [way for way in _WAYS if way in value]
    if len(stated) != 1:
        found = f"names {' and '.join(stated)}" if stated else "names none of them"
        raise InputError(f"give one of density, pitch and coverage; this pattern {found}")
    way = stated[0]
    if way == "density":
        return read(Pattern, value)
    rest = {key: item for key, item in value.items() if key != way}
    layout: Layout = read(Pattern, {**rest, "density": "100 / cm**2"}).layout
    density = _density(way, value[way], layout)
    try:
        return read(Pattern, {**rest, "density": f"{density!r} / m**2"})
    except InputError as error:
        # The density is ours: the fault belongs to what it was made from.
        text = f"comes to a density of {show(density, '1/m**2')}; "
        raise InputError(Fault(way, text + fault.text) for fault in error.faults) from None


def _density(way: str, value: Any, layout: Layout) -> float:
    if way == "pitch":
        return density_of_pitch(layout, read(PitchChoice, {"pitch": value}).pitch)
    if not isinstance(value, Mapping):
        text = 'does not say of which discs; write for example { share = "5 %", diameter = "120 um" }'
        raise InputError([Fault("coverage", text)])
    try:
        choice = read(CoverageChoice, value)
    except InputError as error:
        raise InputError(Fault(f"coverage.{fault.path}", fault.text) for fault in error.faults) from None
    return density_of_coverage(layout, choice.share, 0.5 * choice.diameter)
