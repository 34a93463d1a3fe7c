"""Injections: the depot over weeks, its reach, what leaks, and the day of the injection."""

from __future__ import annotations

import numpy as np

from microthermal.delivery.schedule import given, measured, times
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.response import Delivery
from microthermal.numerics.ties import first_greatest
from microthermal.planning.ranking import apart
from microthermal.planning.reasons import injected, laser
from microthermal.planning.records import Option, Plan
from microthermal.quantity import Array
from microthermal.report.blocks import Beside, Card, Cards, Heading, PageBlock, Part, Picture, Words
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.injection.exposure import by_day, exposure, exposure_volume, whereabouts
from microthermal.report.wording import (
    best_option,
    device_title,
    fraction,
    injection,
    medicine_name,
    reach,
    rhythm,
    simulation_of,
)
from microthermal.units import DAY, show

_DEPOT = "A depot between the zones: where it is, what its target feels, and when to place it."
_NOT_CHOSEN = "The first of the ranking is the laser alone; what an injection on each day would change is told here."
_FILM = "Medicine laid on the skin: how much of it enters, and what the dermis feels."


@section("injection", title="Injection", order=80)
def injection_section(result: Reportable) -> PageBlock | None:
    """Exposure of each dose, and benefit against its day."""
    simulation = simulation_of(result)
    given_here = () if simulation is None else simulation.deliveries
    days = _days(result)
    if not given_here and len(days) < 2:
        return None
    parts: list[Part] = []
    for number, delivery in enumerate(given_here):
        parts += _depot(delivery, number)
    films = bool(given_here) and all(one.dose.route == "zones" for one in given_here)
    if len(days) > 1:
        parts += [Heading("Day of the injection"), _calendar(days, best_option(result))]
        text = "No trial compared injection days after fractional laser: the best day is a hypothesis of the model."
        best = max(days.values(), key=lambda option: option.score)
        if not any(apart(best, other) for other in days.values()):
            text = f"The scores of these days are not told apart. {text}"
        parts.append(Words(text, "small"))
    lead = _FILM if films else _DEPOT if given_here else _NOT_CHOSEN
    doses = () if simulation is None else simulation.treatment.doses
    heading = medicine_name(tuple(dose.route for dose in doses)) if doses else "Injections that were tried"
    return PageBlock(tuple(parts), lead=lead, heading=heading)


def _depot(delivery: Delivery, number: int) -> list[Part]:
    dose = delivery.dose
    mass = given(dose, float(delivery.time[-1]))
    peak = first_greatest(delivery.concentration)
    level = measured(dose.drug, show(float(delivery.concentration[peak]), "kg/m**3"))
    cards = _film_cards(delivery, mass) if dose.route == "zones" else _point_cards(delivery, dose, mass)
    return [
        Heading(injection(dose, float(delivery.time[-1]))),
        Cards((*cards, Card("Highest unbound level", level, f"day {delivery.time[peak] / DAY:.3g}"))),
        Beside((_exposure(delivery, number), _whereabouts(delivery, number, mass))),
        *_histogram(delivery, number),
    ]


def _point_cards(delivery: Delivery, dose: Injection, mass: float) -> tuple[Card, ...]:
    # What runs out because the tip ended above the dermis is told where it can be seen.
    above = float(delivery.leaked[-1]) / mass - delivery.channel_leak
    missed = Card("Runs out above the dermis", fraction(above), "of the dose: tips too shallow")
    where = f"{show(dose.volume, 'm**3')} at {show(dose.depth, 'm')} depth"
    return (
        Card("Drug per point", measured(dose.drug, show(mass, "kg")), where),
        Card("Points every", show(dose.spacing, "m"), "reach " + reach(delivery)),
        Card("Area within reach", fraction(delivery.spread.coverage), "of the treated area, if every point hits"),
        Card("Enters the dermis", fraction(delivery.in_dermis), "of the dose"),
        Card("Leaks from channels", fraction(delivery.channel_leak), "of the dose"),
        *((missed,) if above > 5e-5 else ()),
    )


def _film_cards(delivery: Delivery, mass: float) -> tuple[Card, ...]:
    """A film has no points: what is laid on a square centimetre, how often, and how much of it enters."""
    dose = delivery.dose
    laid_on = f"{show(100.0 * dose.concentration * (dose.volume / dose.area), '1')} mg/cm²"
    applied, rest = times(dose, float(delivery.time[-1])).size, float(delivery.leaked[-1]) / mass
    return (
        Card("Drug on the skin", measured(dose.drug, laid_on), "each time"),
        Card("Applications", str(applied), rhythm(dose, float(delivery.time[-1]))),
        Card("Enters the dermis", fraction(delivery.in_dermis), "of what is laid on"),
        Card("Wiped off", fraction(rest), "of what is laid on"),
    )


def _exposure(delivery: Delivery, number: int) -> Picture:
    drug = delivery.dose.drug
    time, level = _shown(delivery)
    svg = exposure(str(number), time / DAY, level, drug.measured_as or "drug", drug.atrophy_level)
    most = measured(drug, show(float(delivery.concentration.max()), "kg/m**3"))
    alt = f"Unbound {drug.title}, at most {most}."
    place = "mean of the dermis" if delivery.dose.route == "zones" else "in the wetted dermis, of a point that hits it"
    place += " from one application to the next" if delivery.dose.repeated else ""
    return Picture(svg, "Exposure", alt, f"Unbound drug, {place}; 0 is the day of the laser.")


def _shown(delivery: Delivery) -> tuple[Array, Array]:
    """Levels to draw over time: of a film laid on again and again the mean of each application, not every ripple."""
    dose, starts = delivery.dose, times(delivery.dose, float(delivery.time[-1]))
    if dose.route == "needle" or dose.every is None or starts.size < 2:
        return delivery.time, delivery.concentration
    edges = np.append(starts, min(starts[-1] + dose.every, delivery.time[-1]))
    step = 0.5 * np.diff(delivery.time) * (delivery.concentration[1:] + delivery.concentration[:-1])
    whole = np.interp(edges, delivery.time, np.concatenate([[0.0], np.cumsum(step)]))
    return 0.5 * (edges[1:] + edges[:-1]), np.diff(whole) / np.diff(edges)


def _histogram(delivery: Delivery, number: int) -> list[Part]:
    """Targets that a resolved depot tells apart; the reduced one has none."""
    felt = delivery.exposures
    if not felt:
        return []
    alt = "; ".join(f"{one.target.replace('_', ' ')}: {show(one.time_above, 's')} on average" for one in felt)
    film = delivery.dose.route == "zones"
    whose, where = ("", "dermis") if film else (", of a point that hits the dermis", "wetted dermis")
    caption = (
        f"Fraction of each target that is above half the effect for at least a time{whose}. Means are over whole "
        f"targets, so that they may differ from the time of the mean level in the {where}."
    )
    return [Picture(exposure_volume(str(number), felt), "Exposure by target", alt, caption)]


def _whereabouts(delivery: Delivery, number: int, mass: float) -> Picture:
    film = delivery.dose.route == "zones"
    fractions = {
        "undissolved depot": delivery.depot / mass,
        "dissolved": delivery.amount.sum(axis=1) / mass,
        "cleared": delivery.systemic / mass,
        "wiped off" if film else "ran out": delivery.leaked / mass,
    }
    svg = whereabouts(str(number), delivery.time / DAY, fractions)
    alt = f"At the end {fraction(float(fractions['cleared'][-1]))} of the dose is cleared."
    part = "all that is laid on" if film else "one injection point's dose"
    return Picture(svg, "Fate of the dose", alt, f"Fractions of {part}.")


def _days(result: Reportable) -> dict[float, Option]:
    """Each injection day that was tried with one laser treatment and one drug, so that days alone differ.

    The laser treatment is that of the first of the ranking, or of the first with an injection; so is the drug.
    """
    options = tuple(one for one in result.options if one.lasered) if isinstance(result, Plan) else ()
    first = next((option for option in options if injected(option)), None)
    if first is None:
        return {}
    here = [option for option in options if laser(option) == laser(options[0])]
    named = next((option for option in here if injected(option)), first)
    same: dict[float, Option] = {}
    for option in options:
        for dose in injected(option)[:1]:
            if laser(option) == laser(named) and dose.drug == injected(named)[0].drug:
                same.setdefault(round(dose.time / DAY, 1), option)
    return dict(sorted(same.items()))


def _calendar(days: dict[float, Option], chosen: Option | None) -> Picture:
    scores = np.array([option.score for option in days.values()])
    risks = np.array([option.risk for option in days.values()])
    doses = injected(chosen) if chosen is not None else ()
    shown = next(iter(days.values()))
    day = doses[0].time / DAY if chosen is not None and doses and laser(chosen) == laser(shown) else None
    alt = "; ".join(f"day {one:g}: score {option.score:.2f}" for one, option in days.items())
    pulse, pattern = shown.treatment.pulse, shown.treatment.pattern
    passes = f"{pattern.passes} passes" if pattern.passes > 1 else "one pass"
    caption = (
        f"Every bar is the same laser treatment ({device_title(shown.device)}, {show(pulse.energy, 'J')}, "
        f"{show(pattern.density, '1/m**2')}, {passes}) and the same drug ({injected(shown)[0].drug.title}) in nominal "
        "skin; only the day differs."
    )
    if day is not None:
        caption += " Green: the day of the first of the ranking."
    return Picture(by_day(np.array(list(days)), scores, risks, day), "Benefit against injection day", alt, caption)
