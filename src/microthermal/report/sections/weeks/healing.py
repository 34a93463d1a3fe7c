"""The weeks after: small multiples of the healing cascade, treated against untreated."""

from __future__ import annotations

from dataclasses import replace

from microthermal.catalog.calibration import healing_grades
from microthermal.catalog.models import healing_panels
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.results.response import Band
from microthermal.planning.posterior_courses import spread as drawn_band
from microthermal.planning.posterior_courses import undrawn
from microthermal.quantity import Array
from microthermal.report.blocks import Beside, PageBlock, Picture, Words
from microthermal.report.exposure_words import words_of
from microthermal.report.sections import section
from microthermal.report.sections.weeks.course_panels import Curve, Panel, courses
from microthermal.report.wording import rhythm, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

_DECAYED = 1e-6


@section("healing", title="The weeks after", order=70, of=simulation_of)
def healing_section(simulation: Simulation) -> PageBlock | None:
    """Time courses in groups."""
    doses = [delivery.dose for delivery in simulation.deliveries]
    shown = [dose for dose in doses if 0 < dose.time < simulation.settings.until]
    events = tuple(dose.time / DAY for dose in shown)
    pictures = tuple(
        _picture(simulation, panel, f"healing{number}", events) for number, panel in enumerate(panels(simulation))
    )
    reading = (
        "Levels relative to healthy skin. Full lines: treated; dashed: the same skin without treatment. The first "
        "14 days take more room than the months after them (shaded). Lines are the course of the library's own "
        "coefficients; bands: nine tenths of persons, who differ in coefficients, thresholds, disease and answer to "
        "medicine; (scenario): nobody has measured this marker after fractional laser."
    )
    reading += f" {undrawn(simulation)}" if undrawn(simulation) else ""
    if events:
        dotted = (f"{_way(dose)} {rhythm(dose, simulation.settings.until)}" for dose in shown)
        reading += f" Dotted: {'; '.join(dotted)}."
    lead = "Inflammation, vessels, T cells, signals and collagen, from the first hour to the last week."
    return PageBlock((Beside(pictures), Words(reading, "small")), lead=lead)


def _way(dose: Dose) -> str:
    return "film on the skin" if dose.route == "zones" else "injection"


def panels(simulation: Simulation) -> tuple[Panel, ...]:
    """Groups of species that are drawn together, each with its courses and bands; those that concern the skin alone."""
    healing, untreated, spread = simulation.healing, simulation.untreated, drawn_band(simulation)
    grades = healing_grades(simulation.library.healing_model(simulation.settings.healing))
    found = []
    for title, members, concern in healing_panels():
        curves = tuple(
            Curve(
                f"{label} (scenario)" if grades.get(name) == "scenario" else label,
                healing.of(name),
                untreated.of(name),
                _ends(spread, name),
                species=name,
                grade=grades.get(name, ""),
            )
            for name, label in members.items()
            if name in healing.species and name in untreated.species
        )
        if curves and simulation.condition.concerned(concern):
            found.append(Panel(title, curves))
    return tuple(found)


def _ends(spread: Band | None, name: str) -> tuple[Array, Array, Array] | None:
    if spread is None or name not in spread.species:
        return None
    column = spread.species.index(name)
    return spread.time / DAY, spread.low[:, column], spread.high[:, column]


def _picture(simulation: Simulation, panel: Panel, name: str, events: tuple[float, ...]) -> Picture:
    days, untreated = simulation.healing.time / DAY, simulation.untreated.time / DAY
    ends = "; ".join(f"{curve.label} {_told(curve.treated)}" for curve in panel.curves)
    panel = replace(panel, since=words_of(simulation.treatment.exposure).since)
    return Picture(courses(name, panel, days, untreated, events), "", f"{panel.title} over time: {ends}.")


def _told(course: Array) -> str:
    """A course in words: its ends, and the most and the least between them where these go beyond both ends."""
    ends = {_level(course[0]), _level(course[-1])}
    between = [
        f"{name} {_level(level)}"
        for name, level in (("at most", course.max()), ("at least", course.min()))
        if _level(level) not in ends
    ]
    over = f" over {' and '.join(between)}" if between else ""
    return f"from {_level(course[0])}{over} to {_level(course[-1])}"


def _level(value: float) -> str:
    # Remainders of a decay after months are shown as zero.
    return show(float(value) if abs(value) >= _DECAYED else 0.0, "1")
