"""What micro-thermal zones are said to do: action with this result's numbers, benefit sought, and its doubt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.domain.results.response import Delivery
from microthermal.numerics.ties import first_greatest
from microthermal.planning.course_means import untreated_of
from microthermal.planning.records import Option
from microthermal.report.wording import bridges, rhythm, share
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show
from microthermal.zones.patterns import touching

# A course that stays within two percent of untreated skin has not risen to a reader.
_RISES = 1.02
# Levels below this are no ground for a ratio.
_LEAST = 1e-3
_AT_ONCE = 1800.0


@dataclass(frozen=True)
class Mechanism:
    """One row of the summary: its metrics are shown beside it, ``floor`` is the best grade that it can have."""

    name: str
    action: str
    benefit: str
    metrics: tuple[str, ...] = ()
    floor: Grade = "assumed"


def mechanisms(simulation: Simulation, option: Option | None) -> tuple[Mechanism, ...]:
    """Mechanisms of a simulation in the order in which they follow each other.

    Parameters
    ----------
    simulation : Simulation
        The treatment in full.
    option : Option or None
        Its verdicts, if it comes from a plan.
    """
    return (
        _columns(simulation), _circulation(simulation), _apoptosis(simulation), _collagen(simulation),
        _signals(simulation), _window(simulation, option), *_synergy(simulation), *_delivery(simulation),
    )  # fmt: skip


def _columns(simulation: Simulation) -> Mechanism:
    zone = simulation.zone
    action = f"Zones {show(zone.depth, 'm')} deep and {show(2 * zone.radius, 'm')} wide"
    if zone.channel_depth > 0:
        action += f" around channels {show(zone.channel_depth, 'm')} deep, with a rim of {show(zone.rim, 'm')}"
    action += f"; {bridges(simulation)}."
    benefit = "Healing starts from untouched tissue on all sides."
    if touching(zone.radius, simulation.lattice.pattern) > 0.0:
        benefit = "Healing starts from the untouched tissue that is left; zones that touch have none between them."
    return Mechanism("Columns of injury", action, benefit, ("depth", "coverage", "necrotic_share"), "derived")


def _circulation(simulation: Simulation) -> Mechanism:
    follicle, depth = simulation.skin.follicle, simulation.zone.depth
    targets = (("bulge", follicle.bulge_depth), ("hair papilla", follicle.papilla_depth))
    where = " and ".join(
        f"{'reaches' if depth >= target else 'stays above'} the {name} ({show(target, 'm')})"
        for name, target in targets
    )
    action = f"{_course('Blood flow', simulation, 'perfusion')}. In nominal skin the zone {where}."
    benefit = "Oxygen and nutrients for follicles; what deeper vessels gain is modelled, not measured."
    return Mechanism("Circulation", action, benefit, ("perfusion_gain",))


def _apoptosis(simulation: Simulation) -> Mechanism:
    action = "T cells around each zone are killed by heat."
    shell = next((shell for shell in simulation.zone.shells if shell.name == "t_cell_apoptosis"), None)
    if shell is not None:
        thick = show(shell.thickness, "m", 2)
        action = f"T cells go into apoptosis in a shell {thick} thick at half depth, and die at once inside it."
    benefit = "Less inflammation around follicles"
    if float(np.mean(simulation.healing.of("t_cells"))) > float(np.mean(untreated_of(simulation, "t_cells"))):
        benefit += ", which these numbers do not show: over the weeks T cells rise"
    benefit += "; the shell is thin, and no T-cell data exist for millisecond pulses."
    return Mechanism("T-cell apoptosis", action, benefit, ("apoptotic_share", "t_cell_drop"))


def _collagen(simulation: Simulation) -> Mechanism:
    injury = simulation.injury
    most = first_greatest(injury.denatured)
    action = (
        f"{share(float(injury.denatured[most]))} of the collagen of the {injury.layers[most].replace('_', ' ')} is "
        f"denatured and {share(injury.epidermis_open)} of the epidermis lost; collagenases clear what is dead."
    )
    scarred = float(simulation.untreated.of("fibrotic_collagen")[-1]) >= catalog.figures("scores")["least_fibrosis"]
    benefit = f"New collagen III, then I{', in place of scar tissue' if scarred else ''}."
    return Mechanism("Collagen lysis", action, benefit, ("fibrotic_fall", "new_collagen"))


def _signals(simulation: Simulation) -> Mechanism:
    healing = simulation.healing
    parts = [
        _course(label, simulation, name)
        for name, label in (("tgf_b1", "Active TGF-β1"), ("mmp9", "MMP-9"))
        if name in healing.species
    ]
    benefit = "A pulse of MMP-9 with TGF-β1 back to normal favours ordered collagen; high for long, it favours scars."
    text = "; ".join(parts) + "." if parts else "The healing model follows neither."
    return Mechanism("TGF-β1 and MMP-9", text, benefit, ("mmp9_peak", "tgf_b1_late"))


def _course(label: str, simulation: Simulation, species: str) -> str:
    """The peak of a species against the same skin untreated, as the numbers beside it are told."""
    healing, untreated = simulation.healing, untreated_of(simulation, species)
    course = healing.of(species)
    if float(course.max()) < _LEAST:
        return f"No {label}"
    if float(untreated.min()) < _LEAST:
        return f"{label} comes from nothing and peaks {_day(float(healing.time[first_greatest(course)]))}"
    ratio = course / untreated
    peak = first_greatest(ratio)
    if float(ratio[peak]) <= _RISES:
        return f"{label} stays within {show(_RISES - 1.0, '%')} of untreated skin or below it"
    times = show(float(ratio[peak]), "1")
    return f"{label} peaks at {times} times that of untreated skin {_day(float(healing.time[peak]))}"


def _day(time: float) -> str:
    if time < _AT_ONCE:
        return "right after the laser"
    return f"after {show(time, 's', 2)}" if time < 2 * DAY else f"on day {time / DAY:.0f}"


def _window(simulation: Simulation, option: Option | None) -> Mechanism:
    lattice = simulation.lattice
    action = (
        f"The tissue between the zones warms by {show(lattice.bulk_rise, 'delta_degC')}; the mean fluence is "
        f"{show(lattice.fluence, 'J/m**2')}."
    )
    if option is not None and option.verdicts:
        states = [verdict.state for verdict in option.verdicts]
        action += f" {states.count('ok')} of {len(states)} limits are kept, {states.count('warn')} warn"
        action += f", {states.count('stop')} stop." if "stop" in states else "."
    benefit = "Enough apoptosis and flow without wide necrosis or slow healing."
    metrics = ("closure_time", "erythema_time", "pigment_risk")
    return Mechanism("Therapeutic window", action, benefit, metrics, "derived")


def _synergy(simulation: Simulation) -> tuple[Mechanism, ...]:
    healing, doses = simulation.healing, simulation.treatment.doses
    if not doses or "neutrophils" not in healing.species:
        return ()
    rise = healing.of("neutrophils") - untreated_of(simulation, "neutrophils")
    peak = _day(float(healing.time[first_greatest(rise)]))
    found = []
    for route, name, words, benefit in _WAYS:
        days = ", ".join(rhythm(dose) for dose in doses if dose.route == route)
        if days:
            action = f"Neutrophils peak {peak}; {words}: {days}."
            found.append(Mechanism(name, action, benefit, (), "scenario"))
    return tuple(found)


_WAYS = (
    ("needle", "Inflammation and injection", "injection",
     "The injection should calm late inflammation without blunting repair. No trial compared days: a hypothesis."),
    ("zones", "Inflammation and medicine on the skin", "laid on",
     "What is laid on meets an open surface in the first days. No trial compared days to begin: a hypothesis."),
)  # fmt: skip


def _delivery(simulation: Simulation) -> tuple[Mechanism, ...]:
    return tuple(
        _film(delivery) if delivery.dose.route == "zones" else _depot(delivery) for delivery in simulation.deliveries
    )


def _depot(delivery: Delivery) -> Mechanism:
    action = (
        f"{delivery.dose.drug.title}: {share(delivery.in_dermis)} of the dose enters the dermis, each point acts "
        f"within {show(delivery.reach, 'm')}, {share(delivery.coverage)} of the area is within reach."
    )
    metrics = ("drug_exposure", "drug_leak", "atrophy_exposure")
    return Mechanism("Delivery", action, "The drug where the disease is.", metrics)


def _film(delivery: Delivery) -> Mechanism:
    action = (
        f"{delivery.dose.drug.title}, laid on the skin: {share(delivery.in_dermis)} of it enters the dermis, over the "
        "whole treated area."
    )
    return Mechanism("Delivery", action, "The drug where the disease is.", ("drug_exposure", "atrophy_exposure"))
