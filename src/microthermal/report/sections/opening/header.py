"""What this page is about, the verdict in one sentence, and the chosen settings."""

from __future__ import annotations

from typing import TypeGuard

from microthermal.delivery.schedule import strength
from microthermal.planning.beside.disagreements import disagreement
from microthermal.planning.beside.turning import turning_sentence
from microthermal.planning.ranking import alike
from microthermal.planning.records import Judgement, Option, Plan
from microthermal.planning.window.verdicts import score
from microthermal.planning.window.words import crosses, nearest_words
from microthermal.report.blocks import Card, Cards, PageBlock, Part, Words
from microthermal.report.exposure_words import cards_of, one_of, words_of
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.families.torn_words import torn_words, unburnt, vacuoles_of
from microthermal.report.wording import (
    best_option,
    bridges,
    buried,
    device_of,
    device_title,
    first_of,
    judgement_of,
    medicine_name,
    plain,
    reached_fraction,
    rhythm,
    simulation_of,
    treatment_title,
)
from microthermal.simulation.exposures.dose_run import doses_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

_JUDGED = {
    "ok": "It stays inside every limit.",
    "warn": "It stays below every stop limit, with {warnings}.",
    "stop": "It passes a stop limit: see the therapeutic window.",
}
_BELOW = "Each of the nearest is set against it below, beside published treatments."
_IN_SOME = "in some of the scenarios it passes one: see the therapeutic window"


@section("header", title="Overview", order=0)
def header_section(result: Reportable) -> PageBlock | None:
    """Skin, condition, goal; verdict; settings to be seen from afar."""
    simulation = simulation_of(result)
    said: tuple[str, ...] = ()
    if isinstance(result, Plan) and result.options:
        said = disagreement(result.options, result.beside.published, result.goal)
    # That nobody treats so is told before what is said of the treatment.
    parts: list[Part] = [Words(" ".join((*said[:2], _BELOW)))] if said else []
    parts += [Words(_verdict(result), "verdict")]
    turn = turning_sentence(result.options, result.goal, device_title) if _ranked_by_merit(result) else ""
    parts += [Words(turn)] if turn else []
    if simulation is not None:
        cards = (*_settings(simulation), *_course(best_option(result)))
        parts.append(Cards(cards, title=_heading(result, simulation), big=True))
    return PageBlock(tuple(parts), lead=_subject(result))


def _subject(result: Reportable) -> str:
    subject = f"{plain(result.skin.site)}, phototype {result.skin.phototype} · {result.condition.title}"
    if isinstance(result, Plan):
        return f"{subject} · Goal: {result.goal.title}"
    simulation = simulation_of(result)
    device = device_of(simulation.treatment.pulse) if simulation is not None else ""
    return f"{subject} · {device}" if device else subject


def _verdict(result: Reportable) -> str:
    judgement = judgement_of(result)
    if not isinstance(result, Plan):
        simulation = simulation_of(result)
        said = _JUDGED[judgement.state].format(warnings=_warnings(judgement)) if judgement else ""
        if judgement and judgement.state == "warn" and any(map(crosses, judgement.verdicts)):
            said = f"In nominal skin it stays below every stop limit; {_IN_SOME}."
        return f"{_one_zone(simulation)} {said}" if simulation else said
    option = best_option(result)
    front = result.search.front
    tried = len(result.options) + len(result.refused) if front is None else len(front.evaluations.ended)
    if option is None:
        return f"Of {tried} simulated treatments none stays inside the limits; this plan proposes nothing."
    inside = {
        "ok": "stays inside every limit",
        "warn": f"stays below every stop limit, with {_warnings(option)}",
        "stop": "passes a stop limit",
    }
    judged = judgement.verdicts if judgement else option.verdicts
    if option.state == "warn" and any(map(crosses, judged)):
        inside["warn"] = f"stays below every stop limit in nominal skin, with {_warnings(option)}, but {_IN_SOME}"
    equal = len(alike(result.options)) if front is None else 0
    ties = f" {equal} other{'s have scores that are' if equal > 1 else ' has a score that is'} not told apart from its."
    question = result.search.question
    opening = f"{question} Of" if question else "Of"
    place = "answers that best" if question else "ranks first"
    return (
        f"{opening} {tried} simulated treatments, {_named(option)} {place}: it reaches {reached_fraction(option)} of "
        f"the aims{_nothing(result)} and {inside[option.state]}; {nearest_words(option.verdicts)}."
        f"{ties if equal else ''}"
    )


def _ranked_by_merit(result: Reportable) -> TypeGuard[Plan]:
    return isinstance(result, Plan) and result.search.front is None


def _course(option: Option | None) -> tuple[Card, ...]:
    if option is None or option.sessions == 1:
        return ()
    return (Card("Course", f"{option.sessions} visits", f"{show(option.interval, 's')} apart, or when the gate opens"),)


def _named(option: Option) -> str:
    course = f", {option.course}," if option.course else ""
    if not option.lasered:
        return f"{treatment_title(option)}{course}"
    given = " and ".join(dict.fromkeys(dose.drug.title for dose in option.treatment.doses))
    film = bool(option.treatment.doses) and not option.treatment.injections
    medicine = f" with {given}{' laid on' if film else ''}" if given else ""
    return f"{device_title(option.device)} at {show(option.treatment.pulse.energy, 'J')}{medicine}{course}"


def _warnings(judged: Judgement | Option) -> str:
    count = [*(one.state for one in judged.verdicts), *(rule.action for rule in judged.rules)].count("warn")
    return "one warning" if count == 1 else f"{count} warnings"


def _nothing(plan: Plan) -> str:
    """What untreated skin reaches of the aims, since some of them are met before anything is done."""
    return "" if plan.untreated is None else f" (untreated skin {100 * score(plan.untreated, plan.goal):.0f} %)"


def _one_zone(result: Simulation) -> str:
    if result.treatment.exposure.zoneless:
        return f"It leaves no zone{_dose(result)}."
    zone, lattice, torn = result.zone, result.lattice, vacuoles_of(result)
    opening = f"Each {one_of(result)}"
    tears = "" if torn is None else f" What it tears: {torn_words(torn)}."
    if unburnt(result):
        return f"{opening} leaves no zone of heat.{tears}"
    seen = "the surface" if zone.top.value == 0.0 else "the area, seen from above,"
    if zone.channel_depth.value > 0:
        opening += f" opens a channel {show(zone.channel_depth.value, 'm')} deep and"
    return (
        f"{opening} leaves a zone {show(zone.depth.value, 'm')} deep and {show(2 * zone.radius.value, 'm')} "
        f"wide{buried(zone)}; the lattice covers {show(lattice.coverage, '%')} of {seen} and leaves "
        f"{bridges(result)}.{tears}"
    )


def _heading(result: Reportable, simulation: Simulation) -> str:
    option = best_option(result)
    if option is not None:
        return f"{first_of(result)}: {treatment_title(option)}"
    device = device_of(simulation.treatment.pulse)
    return f"Simulated treatment: {device}" if device else "Simulated treatment"


def _settings(simulation: Simulation) -> tuple[Card, ...]:
    pulse, pattern = simulation.treatment.pulse, simulation.treatment.pattern
    words = words_of(pulse)
    cards = (
        *cards_of(pulse),
        Card("Density of a pass", show(pattern.density, "1/m**2"), pattern.layout),
        Card("Passes", str(pattern.passes), f"{show(simulation.lattice.fluence, 'J/m**2')} in all"),
        Card("Surface in zones", show(simulation.lattice.coverage, "%"), "all passes"),
    )
    cooling, doses = simulation.treatment.cooling, simulation.treatment.doses
    touch = ("none", "still air")
    if cooling is not None:
        touch = (show(cooling.temperature, "K"), show(cooling.coefficient, "W/m**2/K"))
    alone = "; ".join(f"{dose.drug.title}, {rhythm(dose)}" for dose in doses) or f"{words.given} alone"
    name = medicine_name(tuple(dose.route for dose in doses))
    if pulse.zoneless:
        given = (Card(name, strength(dose), dose.drug.title) for dose in doses)
        if pulse.makes_zone:
            return (Card(plain(words.given), "none", "the skin is left whole"), *given)
        spread = Card("Beams on the skin", show(pattern.density, "1/m**2"), pattern.layout)
        none = Card("Zones", "none", "it is too weak for any")
        return (*cards_of(pulse), spread, *_doses(simulation), none, *given)
    return (*cards, Card("Cooling", *touch), Card(name, strength(doses[0]) if doses else "none", alone))


def _dose(simulation: Simulation) -> str:
    """What a session of low-level light gives where hair grows; nothing of a treatment without light."""
    found = [f"{show(dose, 'J/m**2')} at the {place}" for place, dose in doses_of(simulation).items()]
    return f"; a session gives {' and '.join(found)}" if found else ""


def _doses(simulation: Simulation) -> tuple[Card, ...]:
    return tuple(
        Card(f"Dose at the {place}", show(dose, "J/m**2"), "a session, mean over the skin")
        for place, dose in doses_of(simulation).items()
    )
