"""What micro-thermal zones are said to do: action with this result's numbers, benefit sought, and its doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from microthermal.domain.inputs.exposures import made_by
from microthermal.domain.inputs.goal import Estimate
from microthermal.numerics.ties import first_greatest
from microthermal.planning.course_means import untreated_of
from microthermal.planning.estimates import told, value_text
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import each_person
from microthermal.planning.records import Option
from microthermal.report.mechanisms_of_medicine import MechanismRow, day, medicine
from microthermal.report.reportable import Reportable
from microthermal.report.sections.families.torn_words import torn_words, unburnt, vacuoles_of
from microthermal.report.wording import best_option, bridges, buried, estimates_of, fraction, laser_alone, reaches
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.zones.patterns import touching

# Metrics by their names.
Held: TypeAlias = Mapping[str, Estimate]
# A course within two percent of untreated skin counts as not risen.
_RISES = 1.02
# A relative fall or rise below this is told as none.
_LITTLE = 0.01
# Levels below this are too small for a ratio.
_LEAST = 1e-3


def mechanisms(result: Reportable, simulation: Simulation) -> tuple[MechanismRow, ...]:
    """Mechanisms of a simulation in the order in which they follow each other.

    Parameters
    ----------
    result : Simulation, Plan or Window
        What the page shows.
    simulation : Simulation
        The treatment in full.
    """
    held, alone = estimates_of(result), laser_alone(result)
    if simulation.treatment.pulse.zoneless:
        return (_signals(simulation), *medicine(simulation))
    burnt = not unburnt(simulation)
    return (
        *((_columns(simulation),) if burnt else ()),
        *_torn(simulation),
        _circulation(simulation, held),
        *((_apoptosis(simulation, held, alone),) if burnt else ()),
        _collagen(simulation, held, alone),
        _signals(simulation),
        _window(simulation, best_option(result)),
        *medicine(simulation),
    )


def _columns(simulation: Simulation) -> MechanismRow:
    zone = simulation.zone
    action = f"Zones {show(zone.depth.value, 'm')} deep and {show(2 * zone.radius.value, 'm')} wide{buried(zone)}"
    if zone.channel_depth.value > 0:
        deep, rim = show(zone.channel_depth.value, "m"), show(zone.rim.value, "m")
        action += f" around channels {deep} deep, with a rim of {rim}"
    action += f"; {bridges(simulation)}."
    benefit = "Healing starts from untouched tissue on all sides."
    if touching(zone.radius.value, simulation.lattice.pattern) > 0.0:
        benefit = "Healing starts from the untouched tissue that is left; zones that touch have none between them."
    return MechanismRow("Zones of injury", action, benefit, ("depth", "coverage", "necrotic_fraction"), "derived")


def _torn(simulation: Simulation) -> tuple[MechanismRow, ...]:
    """Vacuoles, where the engine of light looked for any."""
    found = vacuoles_of(simulation)
    if found is None:
        return ()
    one = made_by(simulation.treatment.pulse)
    action = f"A {one} tears: {torn_words(found)}. No collagen is denatured by it, and the horny layer stays whole."
    benefit = "Debris is cleared and the wound repaired as one that is not burnt; what that drives was not measured."
    return (MechanismRow("Vacuoles", action, benefit, ("necrotic_fraction",)),)


def _circulation(simulation: Simulation, held: Held) -> MechanismRow:
    hair, flow = "hair" in simulation.condition.concerns, held.get("perfusion_gain")
    action = f"{_course('Blood flow', simulation, 'perfusion')}."
    if hair and not unburnt(simulation):
        action += f" The zones {reaches(simulation, held.get('depth'))}."
    benefit = f"Oxygen and nutrients for {'follicles' if hair else 'repair'}"
    if flow is not None and flow.value <= _RISES:
        least = show(_RISES - 1.0, "%")
        benefit += f", which these numbers do not show: over the weeks blood flow does not rise by more than {least}"
    benefit += "; what deeper vessels gain is modelled, not measured."
    return MechanismRow("Circulation", action, benefit, ("perfusion_gain",))


def _apoptosis(simulation: Simulation, held: Held, alone: Held) -> MechanismRow:
    action = "T cells around each zone are killed by heat."
    shell = next((shell for shell in simulation.zone.shells if shell.name == "t_cell_apoptosis"), None)
    if shell is not None:
        thick = show(shell.thickness.value, "m", 2)
        action = f"T cells go into apoptosis in a shell {thick} thick at half depth, and die at once inside it."
    follicles = " around follicles" if "hair" in simulation.condition.concerns else ""
    shared = _fraction_of_laser("t_cell_drop", "T cells", simulation, held, alone)
    thin = "The shell is thin, and no T-cell data exist for millisecond pulses."
    benefit = f"Less inflammation{follicles}.{shared} {thin}"
    return MechanismRow("T-cell apoptosis", action, benefit, ("apoptotic_fraction", "t_cell_drop"))


def _collagen(simulation: Simulation, held: Held, alone: Held) -> MechanismRow:
    injury = simulation.injury
    most = first_greatest(injury.denatured)
    action = (
        f"{fraction(float(injury.denatured[most]))} of the collagen of the {injury.layers[most].replace('_', ' ')} is "
        f"denatured and {fraction(injury.epidermis_open)} of the epidermis lost; collagenases clear what is dead."
    )
    if float(injury.denatured[most]) == 0.0:
        action = "No collagen is denatured: none is cleared for that."
    scarred = (
        float(simulation.untreated.of("fibrotic_collagen")[-1]) >= simulation.library.figures.scores.least_fibrosis
    )
    benefit = f"New collagen III, then I{', in place of scar tissue' if scarred else ''}"
    laid = held.get("new_collagen")
    if laid is not None and laid.value < _LITTLE:
        benefit += f", which these numbers do not show: less than {show(_LITTLE, '%')} of new collagen"
    benefit += "."
    if scarred:
        benefit += _fraction_of_laser("fibrotic_fall", "fibrotic collagen", simulation, held, alone)
    shown = ("fibrotic_fall", "new_collagen")
    told = tuple(name for name in shown if simulation.condition.concerned(metrics[name].concern))
    return MechanismRow("Collagen lysis", action, benefit, told)


def _fraction_of_laser(metric: str, what: str, simulation: Simulation, held: Held, alone: Held) -> str:
    """A sentence on how much of a fall is the laser's own: what the drug does must not be credited to it."""
    found = held.get(metric)
    if found is not None and not found.undefined and found.value < 0.0:
        own = f"; the same laser alone gives {_fall(alone[metric])}" if metric in alone else ""
        return f" These numbers do not show it: of {what} there is {_fall(found)}{own}."
    if metric in alone:
        return f" Any fall of {what} is by laser and drug together; the same laser alone gives {_fall(alone[metric])}."
    if simulation.treatment.doses:
        return f" Any fall of {what} is by laser and drug together: these numbers do not tell them apart."
    if found is None or found.undefined or found.value >= _LITTLE:
        return ""
    return f" These numbers do not show it: of {what} there is {_fall(found)}."


def _fall(found: Estimate) -> str:
    turned = told(found)
    return f"a {'fall' if turned is found else 'rise'} of {value_text(turned)}"


def _signals(simulation: Simulation) -> MechanismRow:
    labels = {"tgf_b1": "Active TGF-β1", "mmp9": "MMP-9"}
    known = simulation.healing.species
    parts = [_course(label, simulation, name) for name, label in labels.items() if name in known]
    benefit = "A pulse of MMP-9 with TGF-β1 back to normal favours ordered collagen; high for long, it favours scars."
    text = "; ".join(parts) + "." if parts else "The healing model follows neither."
    return MechanismRow("TGF-β1 and MMP-9", text, benefit, ("mmp9_peak", "tgf_b1_late"))


def _course(label: str, simulation: Simulation, species: str) -> str:
    """The peak of a species against the same skin untreated, as the numbers beside it are told: mean over persons."""
    healing, untreated = simulation.healing, untreated_of(simulation, species)
    course = healing.of(species)
    if float(course.max()) < _LEAST:
        return f"No {label}"
    if float(untreated.min()) < _LEAST:
        return f"{label} comes from nothing and peaks {day(float(healing.time[first_greatest(course)]))}"
    ratios = [one.healing.of(species) / untreated_of(one, species) for one in each_person(simulation) or (simulation,)]
    most = float(np.mean([ratio.max() for ratio in ratios]))
    if most <= _RISES:
        return f"{label} stays within {show(_RISES - 1.0, '%')} of untreated skin or below it"
    when = float(np.mean([healing.time[first_greatest(ratio)] for ratio in ratios]))
    return f"{label} peaks at {show(most, '1')} times that of untreated skin {day(when)}"


def _window(simulation: Simulation, option: Option | None) -> MechanismRow:
    lattice = simulation.lattice
    light = "energy per area" if simulation.treatment.pulse.wavelength is None else "fluence"
    action = (
        f"The tissue between the zones warms by {show(lattice.bulk_rise, 'delta_degC')}; the mean {light} is "
        f"{show(lattice.fluence, 'J/m**2')}."
    )
    if option is not None and option.verdicts:
        states = [verdict.state for verdict in option.verdicts]
        action += f" {states.count('ok')} of {len(states)} limits are kept, {states.count('warn')} warn"
        action += f", {states.count('stop')} stop." if "stop" in states else "."
    benefit = "Enough apoptosis and flow without wide necrosis or slow healing."
    metrics = ("closure_time", "erythema_time", "pigment_risk")
    return MechanismRow("Therapeutic window", action, benefit, metrics, "derived")
