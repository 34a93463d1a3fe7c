"""What medicine is said to do beside micro-thermal zones, and the rows that tell it."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.domain.inputs.goal import Grade
from microthermal.domain.results.response import Delivery
from microthermal.numerics.ties import first_greatest
from microthermal.planning.course_means import untreated_of
from microthermal.report.wording import fraction, reach, rhythm
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

_AT_ONCE = 1800.0
# Route of a medicine: title of its row, what is done with it, and the benefit sought with its doubt.
_WAYS = {
    "needle": (
        "Inflammation and injection",
        "injection",
        "The injection should act on what the laser leaves without blunting repair. No trial compared days: a "
        "hypothesis.",
    ),
    "zones": (
        "Inflammation and medicine on the skin",
        "laid on",
        "What is laid on meets an open surface in the first days. No trial compared days to begin: a hypothesis.",
    ),
}


@dataclass(frozen=True)
class MechanismRow:
    """One row of the summary: its metrics are shown beside it, ``floor`` is the best grade that it can have."""

    name: str
    action: str
    benefit: str
    metrics: tuple[str, ...] = ()
    floor: Grade = "assumed"


def medicine(simulation: Simulation) -> tuple[MechanismRow, ...]:
    """Rows of what medicine does: none where there is none."""
    return (*_synergy(simulation), *map(_delivery, simulation.deliveries))


def day(time: float) -> str:
    """A time after the treatment in words."""
    if time < _AT_ONCE:
        return "right after the treatment"
    return f"after {show(time, 's', 2)}" if time < 2 * DAY else f"on day {time / DAY:.0f}"


def _synergy(simulation: Simulation) -> tuple[MechanismRow, ...]:
    healing, doses = simulation.healing, simulation.treatment.doses
    if not doses or simulation.treatment.pulse.zoneless or "neutrophils" not in healing.species:
        return ()
    rise = healing.of("neutrophils") - untreated_of(simulation, "neutrophils")
    peak = day(float(healing.time[first_greatest(rise)]))
    found = []
    for route, (name, words, benefit) in _WAYS.items():
        days = ", ".join(rhythm(dose) for dose in doses if dose.route == route)
        if days:
            action = f"Neutrophils peak {peak}; {words}: {days}."
            found.append(MechanismRow(name, action, benefit, (), "scenario"))
    return tuple(found)


def _delivery(delivery: Delivery) -> MechanismRow:
    drug, enters, metrics = delivery.dose.drug, fraction(delivery.in_dermis), ["drug_exposure"]
    if delivery.dose.route == "zones":
        action = f"{drug.title}, laid on the skin: {enters} of it enters the dermis, over the whole treated area."
    else:
        metrics.append("drug_leak")
        action = (
            f"{drug.title}: {enters} of the dose enters the dermis; where a point hits it, the drug acts within "
            f"{reach(delivery)}, and {fraction(delivery.spread.coverage)} of the area would be within reach if all did."
        )
    if drug.atrophy_level is not None:
        metrics.append("atrophy_exposure")
    return MechanismRow("Delivery", action, "The drug where the disease is.", tuple(metrics))
