"""Reading results: what sections ask of a simulation or a plan, in words for people."""

from __future__ import annotations

import math

from microthermal.catalog.reading.entries import device_title as titled
from microthermal.catalog.reading.state import remembered
from microthermal.delivery.schedule import strength
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.goal import Estimate, Goal
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.results.response import Delivery
from microthermal.domain.results.zone import Zone
from microthermal.planning.beside.turning import turning_sentence
from microthermal.planning.estimates import band_text, fraction_text
from microthermal.planning.reasons import laser
from microthermal.planning.records import Judgement, Option, Plan
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.map import Window
from microthermal.quantity import Measured
from microthermal.report.reportable import Reportable
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show
from microthermal.zones.patterns import touching

# As sections call them: a fraction in percent, and the band of a number over the scenarios, empty if it has none.
fraction, band = fraction_text, band_text


def simulation_of(result: Reportable) -> Simulation | None:
    """The simulation itself, the best one of a plan, or that of a window."""
    if isinstance(result, Window):
        return result.simulation
    return result.best if isinstance(result, Plan) else result


def judgement_of(result: Reportable) -> Judgement | None:
    """What the window says about a result: with bands where scenarios were run."""
    if isinstance(result, Window) or (isinstance(result, Plan) and result.judgement is not None):
        return result.judgement
    simulation = simulation_of(result)
    return None if simulation is None else _judged(simulation, result.goal if isinstance(result, Plan) else None)


@remembered(4)
def _judged(simulation: Simulation, goal: Goal | None) -> Judgement:
    # Several sections of one page ask for the same judgement.
    return judged(simulation, goal=goal)


def spanned(judgement: Judgement) -> str:
    """What the bands of a judgement span, for captions."""
    if not judgement.scenarios:
        return "No scenarios were run: nominal skin and device only."
    return f"Pale: the band over {len(judgement.scenarios)} scenarios ({'; '.join(judgement.scenarios)})."


def first_of(result: Reportable) -> str:
    """What the first of a plan is called: it leads a ranking, or answers a question."""
    asked = isinstance(result, Plan) and bool(result.search.question)
    return "What was asked for" if asked else "First of the ranking"


def best_option(result: Reportable) -> Option | None:
    """First option of a plan; nothing for a simulation."""
    return result.options[0] if isinstance(result, Plan) and result.options else None


def estimates_of(result: Reportable) -> dict[str, Estimate]:
    """Every metric of the best option, or of a simulation, by its name."""
    option = best_option(result)
    if option is not None:
        return {one.metric: one.estimate for one in option.outcome.results}
    judgement = judgement_of(result)
    return {one.metric: one.estimate for one in judgement.outcome.results} if judgement is not None else {}


def layers_of(simulation: Simulation) -> tuple[tuple[str, float, float], ...]:
    """Layers of the skin that was heated, as the condition has changed it: name, upper and lower border [m]."""
    found, top = [], 0.0
    for layer in affected(simulation.skin, simulation.condition).layers:
        found.append((plain(layer.name), top, top + layer.thickness))
        top += layer.thickness
    return tuple(found)


def title_of(result: Reportable) -> str:
    """Title of the page."""
    if isinstance(result, Plan):
        return result.title
    one = result.simulation if isinstance(result, Window) else result
    return one.title or f"{plain(one.condition.title)}, {one.skin.site}, phototype {one.skin.phototype}"


def plain(name: str) -> str:
    """A name of the library or of a species as words."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def device_title(device: AnyDevice) -> str:
    """Title of a device in the library; its name in words if the library does not know it."""
    return titled(device.origin, device.name)


def reasons_of(plan: Plan) -> tuple[str, ...]:
    """Reasons of a plan, with titles of devices where a plan, which opens no library, has their names."""
    own = turning_sentence(plan.options, plan.goal)
    shown = turning_sentence(plan.options, plan.goal, device_title)
    return tuple(shown if own and one == own else one for one in plan.reasons)


def treatment_title(option: Option) -> str:
    """What an option is: its device, or the medicine that is given without one, or that nothing is done."""
    if not option.treatment.exposure.sham:
        return device_title(option.device)
    names = dict.fromkeys(dose.drug.title for dose in option.treatment.doses)
    return f"{' and '.join(names)} alone" if names else "Nothing done"


def laser_words(option: Option) -> str:
    """Energy, density and passes of an option in a few words; empty where no laser is used."""
    if not option.lasered:
        return ""
    pulse, pattern = option.treatment.pulse, option.treatment.pattern
    passes = f"{pattern.passes} passes" if pattern.passes > 1 else "one pass"
    return f"{show(pulse.energy, 'J')}, {show(pattern.density, '1/m**2')}, {passes}"


def device_of(pulse: Exposure) -> str:
    """Title of the device that gives a pulse; its name if the library does not know it, empty for no device."""
    return titled(pulse.origin, pulse.device)


def bridges(simulation: Simulation) -> str:
    """Living tissue between the zones in words: its mean, and how many zones have none."""
    lattice = simulation.lattice
    closed = touching(lattice.zone.radius.value, lattice.pattern)
    if closed >= 1.0:
        return "no living tissue between neighbours: they touch or overlap"
    if closed <= 0.0:
        return f"{show(lattice.bridge, 'm')} of living tissue between neighbours"
    return (
        f"on average {show(lattice.bridge, 'm')} of living tissue from a zone to its nearest neighbour, which "
        f"{fraction(closed)} of the zones touch or overlap"
    )


def buried(zone: Zone) -> str:
    """Clause on what lives on above a zone that begins below the surface, with its comma; nothing for others."""
    if zone.top.value == 0.0:
        return ""
    return f", beginning {show(zone.top.value, 'm')} below the surface, under tissue that lives on"


def reaches(simulation: Simulation, depth: Estimate | None) -> str:
    """Whether zones reach bulge and papilla, in one clause, and where the band of their depth doubts it."""
    follicle, nominal = affected(simulation.skin, simulation.condition).follicle, simulation.zone.depth.value
    begins = simulation.zone.top.value
    places = (("the bulge", follicle.bulge_depth), ("the hair papilla", follicle.papilla_depth))
    said = {"reach": "", "stay above": "", "lie below": ""}
    for name, place in places:
        verb = "stay above" if nominal < place else "lie below" if begins > place else "reach"
        said[verb] += f"{' and ' if said[verb] else ''}{name} ({show(place, 'm')})"
    text = " and ".join(f"{verb} {names}" for verb, names in said.items() if names)
    doubted = [name for name, place in places if depth is not None and depth.low < place <= depth.high]
    if depth is None or not doubted or not band(depth):
        return text
    return f"{text}; over the scenarios, {band(depth)}, some reach {' and '.join(doubted)} and some do not"


def laser_alone(result: Reportable) -> dict[str, Estimate]:
    """Metrics of the laser treatment of the first without its medicine, if it was among the candidates of a plan."""
    best = best_option(result)
    if best is None or not isinstance(result, Plan) or not best.treatment.doses:
        return {}
    every = (*result.options, *result.refused)
    alone = next((one for one in every if laser(one) == laser(best) and not one.treatment.doses), None)
    return {} if alone is None else {one.metric: one.estimate for one in alone.outcome.results}


def medicine_name(routes: tuple[str, ...]) -> str:
    """What medicine by these routes is called: an injection, or what is laid on the skin, or both."""
    names = {"needle": "Injection", "zones": "Medicine on the skin"}
    found = [names[route] for route in dict.fromkeys(routes)]
    return " and ".join([found[0], *(name.lower() for name in found[1:])]) if found else "Injection"


def reached_fraction(option: Option) -> str:
    """How far an option reaches the aims, with its band over the scenarios if there is one to be seen."""
    value = f"{100 * option.score:.0f} %"
    if option.spread is None:
        return value
    low, high = f"{100 * option.spread.low:.0f}", f"{100 * option.spread.high:.0f}"
    return value if low == high else f"{value} ({low} to {high} % over the scenarios)"


def reach(delivery: Delivery) -> str:
    """How far one injection point acts; where it acts up to the edge of its cell, that is the least."""
    return f"{'at least ' if delivery.spread.reaches_edge else ''}{show(delivery.spread.reach, 'm')}"


def injection(dose: Dose, until: float = math.inf) -> str:
    """A round of injections, or what is laid on the skin, in a few words; ``until`` [s] as for :func:`rhythm`."""
    if dose.route == "zones":
        return f"{dose.drug.title} {strength(dose)} on the skin, {rhythm(dose, until)}"
    return f"{dose.drug.title} {strength(dose)}, {when(dose.time)}"


def rhythm(dose: Dose, until: float = math.inf) -> str:
    """When a dose is given, in words; of one that goes on to the end of what is followed [s], only its start."""
    if dose.route == "needle" or dose.every is None:
        return when(dose.time)
    often = "every day" if dose.every == DAY else f"every {show(dose.every, 's')}"
    if dose.end + dose.every >= until - 1.0:
        return f"from {when(dose.time)} on, {often}"
    return f"{when(dose.time)} to {round(dose.end / DAY)}, {often}"


def when(time: float) -> str:
    """A time after the laser in words."""
    days = round(time / DAY)
    if abs(time) < 43200:
        return "same day"
    return f"day {days}" if days > 0 else f"{-days} d before"


def with_error(length: Measured) -> str:
    """Text of a length with its numerical error."""
    return f"{show(length.value, 'm')} ± {show(length.error, 'm', 2)}"


def volume_with_error(volume: Measured) -> str:
    """Text of a volume with its numerical error in percent, since the two may lie a thousand units apart."""
    text = show(volume.value, "m**3")
    return f"{text} ± {show(volume.error / volume.value, '%', 2)}" if volume.value > 0.0 else text
