"""The weeks of vacuoles: what of them is filled and shed by day, what is torn in each scenario, what is laid down."""

from __future__ import annotations

import numpy as np

from microthermal.catalog.calibration import healing_grades
from microthermal.domain.inputs.skin import DERMIS
from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.domain.results.response import Healing
from microthermal.healing.injury_fractions import fraction
from microthermal.planning.posterior_courses import spread
from microthermal.quantity import Array
from microthermal.report.blocks import Picture, Table, TableRow, Words, cells
from microthermal.report.sections.weeks.course_panels import Curve, Panel, courses
from microthermal.simulation.families.torn_courses import torn_courses
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show
from microthermal.zones.families.torn import torn_fractions

# Days of the table; those that are not followed are left out.
_DAYS = (0, 1, 3, 7, 14, 21, 28, 60, 90)
_SPECIES = {"vacuoles": "Torn volume not filled", "vacuole_debris": "Debris in the epidermis not shed"}
_COLLAGEN, _MACROPHAGES = ("new_collagen_3", "new_collagen_1"), ("inflammatory_macrophages", "repair_macrophages")
# Day on which what is laid down is compared between scenarios, or the last one that is followed.
_LATE = 90.0
# New collagen below this fraction of healthy skin's is none that a section shows: our mark.
_SEEN = 0.01


def vacuole_weeks(found: Vacuoles, simulation: Simulation) -> tuple[Picture | Table | Words, ...]:
    """Figure, tables and words of what becomes of vacuoles; nothing where none is expected or none is followed.

    Parameters
    ----------
    found : Vacuoles
        Of one microbeam.
    simulation : Simulation
        With the healing that began with them.
    """
    if found.usual.branch == "none" or not set(_SPECIES) <= set(simulation.healing.species):
        return ()
    return (_course(simulation), _by_day(simulation), _torn(found, simulation), Words(_words(simulation)))


def _left(simulation: Simulation, name: str) -> tuple[Array, tuple[Array, Array, Array] | None]:
    """Course of a species as a fraction of what it is just after the laser, and the band of the persons (day, ends)."""
    course = simulation.healing.of(name)
    first = float(course[0])
    if first <= 0.0:
        return np.zeros(course.size), None
    band = spread(simulation)
    if band is None or name not in band.species:
        return course / first, None
    column = band.species.index(name)
    return course / first, (band.time / DAY, band.low[:, column] / first, band.high[:, column] / first)


def _course(simulation: Simulation) -> Picture:
    curves = []
    for name, title in _SPECIES.items():
        course, band = _left(simulation, name)
        if course.any():
            curves.append(Curve(title, course, np.empty(0), band, species=name, grade=_grade(simulation, name)))
    days = simulation.healing.time / DAY
    svg = courses("vacuole-weeks", Panel("Vacuoles, fraction left", tuple(curves)), days, np.empty(0))
    told = "; ".join(f"{one.label}: half after {_until(days, one.treated, 0.5)}" for one in curves)
    caption = f"{told}. 1 is what the laser left. Bands: nine tenths of persons. Rates are assumed (scenario)."
    return Picture(svg, "Vacuoles over the weeks", told + ".", caption)


def _grade(simulation: Simulation, name: str) -> str:
    return healing_grades(simulation.library.healing_model(simulation.settings.healing)).get(name, "scenario")


def _until(days: Array, left: Array, level: float) -> str:
    """Day on which a fraction falls below a level, in words."""
    below = np.flatnonzero(left <= level)
    if below.size == 0:
        return f"more than {days[-1]:.0f} days"
    last = max(int(below[0]), 1)
    day = float(np.interp(-level, -left[last - 1 : last + 1], days[last - 1 : last + 1]))
    return f"{day:.1f} days"


def _by_day(simulation: Simulation) -> Table:
    days = simulation.healing.time / DAY
    rows = tuple(_row(simulation, days, float(day)) for day in _DAYS if day <= days[-1])
    columns = ("Day", *_SPECIES.values(), "Macrophages", "New collagen (III and I)")
    grades = "; ".join(f"{title.lower()}: {_grade(simulation, name)}" for name, title in _SPECIES.items())
    caption = (
        f"Fractions of what the laser left, with the band of persons; levels of cells and collagen against healthy "
        f"skin. Grades: {grades}; macrophages and collagen as under 'The weeks after'. No one has counted vacuoles "
        "over days in skin: their rates are assumed."
    )
    return Table(columns, rows, caption, (0, 1, 2, 3, 4))


def _row(simulation: Simulation, days: Array, day: float) -> TableRow:
    healing = simulation.healing

    told = []
    for name in _SPECIES:
        course, band = _left(simulation, name)
        text = "–" if not course.any() else _percent(float(np.interp(day, days, course)))
        ends = [] if band is None else [_percent(float(np.interp(day, band[0], end))) for end in band[1:]]
        told.append(f"{text} ({' to '.join(ends)})" if len(set(ends)) > 1 else text)
    return cells(f"{day:.0f}", *told, _level(healing, day, _MACROPHAGES), _level(healing, day, _COLLAGEN))


def _percent(part: float) -> str:
    """A fraction in per cent; what nobody would see is told as less than that."""
    return "< 0.1 %" if 0.0 < part < 1e-3 else show(part, "%", 2)


def _level(healing: Healing, day: float, names: tuple[str, ...]) -> str:
    """Sum of some species on a day; remainders are told as less than a thousandth of healthy skin."""
    value = sum(float(np.interp(day, healing.time / DAY, healing.of(name))) for name in names)
    return "< 0.001" if 0.0 < value < 1e-3 else show(value, "1", 2)


def _torn(found: Vacuoles, simulation: Simulation) -> Table:
    late = min(_LATE, float(simulation.healing.time[-1]) / DAY)
    caption = (
        "Torn of all tissue of a layer, over the treated area; the rest of this page follows the usual scenario. The "
        "fraction that is left on a day is the same in all of them, since filling and shedding are linear; what they "
        "call forth grows with about the third power of the injury in this model."
    )
    columns = (
        "Scenario", "Of the epidermis", "Of the dermis", "Of the skin that answers", "Volume under 1 cm²",
        "Most macrophages", f"New collagen, day {late:.0f}",
    )  # fmt: skip
    followed = torn_courses(simulation, found)
    rows = tuple(_scenario(one, simulation, followed[one.name], late) for one in found.scenarios)
    return Table(columns, rows, caption, (1, 2, 3, 4, 5, 6))


def _scenario(one: VacuoleScenario, simulation: Simulation, healing: Healing, late: float) -> TableRow:
    injury, pattern = simulation.injury, simulation.treatment.pattern
    density = pattern.density * pattern.passes
    torn = torn_fractions(injury, one, density)

    def part(tissues: tuple[str, ...]) -> str:
        inside = np.array([tissue in tissues for tissue in injury.tissues], dtype=np.float64) * injury.thickness
        return show(float(inside @ torn) / float(inside.sum()), "%", 2) if inside.any() else "–"

    volume = one.volume * density * 1e-4
    return cells(
        one.name, part(("epidermis",)), part(tuple(DERMIS)), show(fraction(injury, torn), "%", 2),
        f"{volume * 1e9:.2g} mm³", _peak(healing, _MACROPHAGES), _level(healing, late, _COLLAGEN),
    )  # fmt: skip


def _peak(healing: Healing, names: tuple[str, ...]) -> str:
    return show(float(np.max(sum(healing.of(name) for name in names))), "1", 2)


def _words(simulation: Simulation) -> str:
    days = simulation.healing.time / DAY
    gone = {name: _until(days, _left(simulation, name)[0], 0.05) for name in _SPECIES}
    deep = float(simulation.healing.of("vacuoles")[0]) - float(simulation.healing.of("vacuole_debris")[0])
    dermal = (
        " What is torn in the dermis is taken up by phagocytes like any other debris, which call fibroblasts with it."
        if deep > 0.0
        else ""
    )
    later = _level(simulation.healing, 14.0, _COLLAGEN)
    return (
        f"Vacuoles are filled from their walls: a twentieth is left after {gone['vacuoles']}. Dead cells and pigment "
        f"in those of the epidermis are carried out with it: a twentieth is left after {gone['vacuole_debris']}."
        f"{dermal} While debris lies in the skin it keeps cytokines and macrophages, as after heat; new collagen on "
        f"day 14 is {later} of all collagen of healthy skin (scenario).{_little(simulation)} Seen: vacuoles with "
        "pigment and inflammatory cells in them after 24 h in the back of persons (PicoHistology2021); new collagen "
        "from day 14 on in guinea pigs, without an amount, under a whole epidermis (Rhee2024). Two to three weeks "
        "until they are gone are recalled."
    )


def _little(simulation: Simulation) -> str:
    """What to say where the model lays down next to nothing, although collagen was seen."""
    most = float(np.max(sum(simulation.healing.of(name) for name in _COLLAGEN)))
    if most >= _SEEN:
        return ""
    return " An injury so small lays down next to nothing in this model: what was seen after such arrays is more."
