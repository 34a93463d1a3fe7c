"""Reading a pattern: density, pitch or coverage, each turned into a density with its definition named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_args

from microthermal.cases.parts import tried
from microthermal.documents import read, readable
from microthermal.domain.inputs.exposures import AnyDevice, kind_of
from microthermal.domain.inputs.pattern import Layout, Pattern, Polygon
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record
from microthermal.units import show
from microthermal.zones.patterns import density_of_coverage, density_of_pitch

_WAYS = ("density", "pitch", "coverage")
_LAYOUTS = get_args(Layout)


@record
class CoverageChoice:
    """A coverage as a maker states it: of one pass, by discs of a stated diameter, overlaps counted once."""

    fraction: Annotated[float, Quantity("%", "fraction of the surface that one pass covers", 1e-4, 0.95, was="share")]
    diameter: Annotated[float, Quantity("m", "diameter of the discs that are counted", 1e-5, 1e-2)]


@record
class PitchChoice:
    """A pitch: distance of nearest neighbours in one pass."""

    pitch: Annotated[float, Quantity("m", "distance of neighbours in one pass", 1e-5, 2e-2)]


def read_pattern(value: Any, device: AnyDevice | None = None) -> Pattern:
    """Pattern from a table that states its density, its pitch or its coverage.

    Parameters
    ----------
    value : object
        What the document holds.
    device : AnyDevice, optional
        The device that lays it: in its own layout, unless the table names one.

    Raises
    ------
    InputError
        With every fault: none or several of density, pitch and coverage are stated, a coverage does not say of which
        diameter, a value is wrong, or the device does not offer this.
    """
    if not isinstance(value, Mapping):
        raise InputError(f'must be a table, for example {{ density = "250 / cm**2", passes = 4 }}, not {brief(value)}')
    stated = [way for way in _WAYS if way in value]
    if len(stated) != 1:
        found = f"names {' and '.join(stated)}" if stated else "names none of them"
        text = f"give one of density, pitch and coverage; this pattern {found}"
        raise InputError([Fault("", text), *_of_the_rest(value)])
    way, table = stated[0], dict(value)
    if device is not None:
        table.setdefault("layout", device.basis.layout)
        if kind_of(device) == "illumination":
            table.setdefault("sparse", True)
    rest = {key: item for key, item in table.items() if key != way}
    faults: list[Fault] = []
    if way != "density":
        layout = table.get("layout", "hexagonal")
        try:
            density = _density(way, value[way], layout if layout in _LAYOUTS else "hexagonal")
            table = {**rest, "density": f"{density!r} / m**2"}
        except InputError as error:
            faults, table = list(error.faults), {**rest, "density": "100 / cm**2"}
    try:
        pattern = read(Pattern, table)
    except InputError as error:
        pattern, faults = None, faults + _of_way(error.faults, way, table)
    if device is not None and not any(fault.path.startswith(way) for fault in faults):
        known = readable(Pattern, table)
        # The passes matter only where all of them are counted together.
        passes = known.get("passes", 1 if "passes" not in table or device.basis.density == "pass" else 0)
        if "density" in known and passes:
            found_here = density_faults(known["density"], passes, device)
            faults += _of_way(found_here, way, table)
    if faults or pattern is None:
        raise InputError(faults)
    return pattern


def _of_the_rest(value: Mapping[str, Any]) -> list[Fault]:
    """Faults of a table beside those of density, pitch and coverage."""
    faults: list[Fault] = []
    rest = {key: item for key, item in value.items() if key not in _WAYS}
    tried(faults, "", read, Pattern, {**rest, "density": "100 / cm**2"})
    return faults


def _of_way(faults: Sequence[Fault], way: str, table: Mapping[str, Any]) -> list[Fault]:
    """Faults of a density that was made from a pitch or a coverage belong to that."""
    if way == "density":
        return list(faults)
    made = readable(Pattern, {"density": table["density"]}).get("density")
    text = (
        "" if made is None else f"comes to a density of {show(made, '1/m**2')} ({table.get('layout', 'hexagonal')}); "
    )
    return [Fault(way, text + fault.text) if fault.path == "density" else fault for fault in faults]


def density_faults(density: float, passes: int, device: AnyDevice) -> list[Fault]:
    """Fault of a density [1/m²] in a number of passes that a device does not offer; its path is ``density``."""
    whole = device.basis.density == "treatment"
    low, high = device.density.low, device.density.high
    counted = density * passes if whole else density
    if low * 0.999 <= counted <= high * 1.001:
        return []
    offers = f"it must be between {show(low, '1/m**2')} and {show(high, '1/m**2')} {'in all' if whole else 'a pass'}"
    what = show(density, "1/m**2")
    if whole and passes > 1:
        what = f"{what} in each of {passes} passes, {show(counted, '1/m**2')} in all,"
    return [Fault("density", f"{what} is beyond what {device.name} offers; {offers}")]


def area_of(value: Any) -> float | None:
    """Treated area [m²] that a pattern's table states, or takes by default; None if it cannot be read."""
    if not isinstance(value, Mapping):
        return None
    if "outline" in value:
        try:
            return read(Polygon, value["outline"]).area
        except InputError:  # told with the pattern
            return None
    return readable(Pattern, value).get("area", None if "area" in value else Pattern(density=1e6).area)


def _density(way: str, value: Any, layout: Layout) -> float:
    if way == "pitch":
        return density_of_pitch(layout, read(PitchChoice, {"pitch": value}).pitch)
    if not isinstance(value, Mapping):
        text = 'does not say of which discs; write for example { fraction = "5 %", diameter = "120 um" }'
        raise InputError([Fault("coverage", text)])
    try:
        choice = read(CoverageChoice, value)
    except InputError as error:
        raise InputError(Fault(f"coverage.{fault.path}", fault.text) for fault in error.faults) from None
    return density_of_coverage(layout, choice.fraction, 0.5 * choice.diameter)
