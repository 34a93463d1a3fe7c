"""The weeks after: small multiples of the healing cascade, treated against untreated."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar, final

from microthermal import catalog
from microthermal.catalog.calibration import healing_grades, healing_posterior
from microthermal.domain.response import Band, Visit
from microthermal.errors import InputError
from microthermal.healing.models.cascade import Cascade
from microthermal.healing.posterior import band
from microthermal.quantity import Array
from microthermal.report.blocks import Beside, Block, Picture, Words
from microthermal.report.figures.courses import Curve, Panel, courses
from microthermal.report.names import PANELS
from microthermal.report.reading import simulation_of
from microthermal.report.sections import Reportable, section
from microthermal.simulation.records import Simulation
from microthermal.units import show

_DAY = 86400.0
# Draws behind the bands of a report: their ends then scatter by a tenth of the band.
_DRAWS = 64


@section
@final
class HealingView:
    """Time courses in groups."""

    kind: ClassVar[str] = "healing"
    title: ClassVar[str] = "The weeks after"
    order: ClassVar[int] = 70

    def applies(self, result: Reportable) -> bool:
        """Needs a whole simulation."""
        return simulation_of(result) is not None

    def render(self, result: Reportable) -> Block:
        """Healing of a simulation."""
        simulation = simulation_of(result)
        if simulation is None:
            return Block(())
        doses = [delivery.dose for delivery in simulation.deliveries]
        events = tuple(dose.time / _DAY for dose in doses if 0 < dose.time < simulation.settings.until)
        pictures = tuple(
            _picture(simulation, panel, f"healing{number}", events) for number, panel in enumerate(_panels(simulation))
        )
        reading = (
            "Levels relative to healthy skin. Full lines: treated; dashed: the same skin without treatment. The first "
            "14 days take more room than the months after them (shaded). Bands: nine tenths of the draws that the "
            "calibration on timings has left; (scenario): nobody has measured this marker after fractional laser."
        )
        if events:
            reading += " Dotted: injection on day " + ", ".join(f"{day:.0f}" for day in events) + "."
        lead = "Inflammation, vessels, T cells, signals and collagen, from the first hour to the last week."
        return Block((Beside(pictures), Words(reading, "small")), lead=lead)


@lru_cache(maxsize=2)
def _band(simulation: Simulation) -> Band | None:
    """Band of the posterior; none where another model, or none of ours, made the course."""
    model = catalog.healing_model()
    if not isinstance(model, Cascade) or model.kind not in simulation.stamp.methods or simulation.condition.start:
        return None
    visits = (Visit(injury=simulation.injury, deliveries=simulation.deliveries),)
    until = float(simulation.healing.time[-1])
    try:
        return band(model, healing_posterior(), visits, simulation.condition, until, draws=_DRAWS)
    except InputError:  # a saved run may name drugs and conditions of a library that is not at hand
        return None


def _panels(simulation: Simulation) -> tuple[Panel, ...]:
    healing, untreated, spread = simulation.healing, simulation.untreated, _band(simulation)
    grades = healing_grades()
    found = []
    for title, members in PANELS:
        curves = tuple(
            Curve(
                f"{label} (scenario)" if grades.get(name) == "scenario" else label,
                healing.of(name),
                untreated.of(name),
                _ends(spread, name),
            )
            for name, label in members
            if name in healing.species and name in untreated.species
        )
        if curves:
            found.append(Panel(title, curves))
    return tuple(found)


def _ends(spread: Band | None, name: str) -> tuple[Array, Array, Array] | None:
    if spread is None or name not in spread.species:
        return None
    column = spread.species.index(name)
    return spread.time / _DAY, spread.low[:, column], spread.high[:, column]


def _picture(simulation: Simulation, panel: Panel, name: str, events: tuple[float, ...]) -> Picture:
    days, untreated = simulation.healing.time / _DAY, simulation.untreated.time / _DAY
    ends = "; ".join(
        f"{curve.label} from {show(float(curve.treated[0]), '1')} over at most {show(float(curve.treated.max()), '1')} "
        f"to {show(float(curve.treated[-1]), '1')}"
        for curve in panel.curves
    )
    return Picture(courses(name, panel, days, untreated, events), "", f"{panel.title} over time: {ends}.")
