"""The first page: the zone in the skin, limits, calendar, what else was weighed, how sure it is."""

from __future__ import annotations

from microthermal.domain.inputs.exposures import made_by
from microthermal.domain.inputs.goal import GRADES, Estimate
from microthermal.domain.inputs.medicine import Injection
from microthermal.planning.estimates import told, value_text
from microthermal.planning.ranking import WARNED, warnings
from microthermal.planning.reasons import best_of_kind
from microthermal.planning.records import CalendarEntry, Option, Plan, Verdict
from microthermal.planning.window.verdicts import used
from microthermal.report.blocks import (
    Beside,
    Cell,
    Heading,
    PageBlock,
    Part,
    Picture,
    Table,
    TableRow,
    Words,
    cells,
)
from microthermal.report.reportable import Reportable, lasered
from microthermal.report.sections import section
from microthermal.report.sections.families.torn_words import unburnt, vacuoles_of
from microthermal.report.sections.opening.skin_picture import Ground, Points, skin_picture
from microthermal.report.sections.plan.calendar import span_of, visits_of
from microthermal.report.wording import (
    band,
    best_option,
    estimates_of,
    first_of,
    injection,
    judgement_of,
    laser_words,
    plain,
    reach,
    reached_fraction,
    simulation_of,
    treatment_title,
)
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.units import show

_LIMITS, _ENTRIES = 6, 8
# Width of the injected skin at most [depths].
_BROADEST = 3.2
# Depth of the picture over that of the zones, at least.
_BELOW = 1.12
# Depth of the picture of skin that is left whole, at least [m].
_SHALLOWEST = 2e-3
# Kinds of entries that a clinic plans by; care and flags stand in the calendar itself.
_DATED = ("laser", "injection", "medicine", "skin", "gate")
# What a candidate costs the patient, told beside what it reaches.
_COSTS = (
    ("downtime", "Closed and no longer red after"),
    ("pigment_course", "Chance of dark spots"),
)
# Kinds of treatment that stand beside the first: whether a laser is used, and whether medicine is given.
_KINDS = (
    ("Best laser with medicine", True, True),
    ("Best laser alone", True, False),
    ("Best medicine alone", False, True),
    ("Nothing", False, False),
)


@section("glance", title="At a glance", order=5)
def glance_section(result: Reportable) -> PageBlock | None:
    """What a clinician asks first, each with the section that tells more."""
    simulation = simulation_of(result)
    if simulation is None:
        return None
    parts: list[Part] = [Beside((_picture(simulation), *_limits(result)))]
    extras = simulation.run.extras
    if lasered(result) and (extras is None or extras.follicle is None):
        parts.append(Words("Temperature and damage of one zone, as a map", link="#zone"))
    entries = _entries(result)
    if entries is not None:
        parts += [Heading("Calendar"), entries]
    others = _others(result)
    if others is not None:
        parts += [Heading("What else could be done"), others]
    parts += [Heading("How sure this is"), Words(_sure(result))]
    return PageBlock(tuple(parts))


def _picture(simulation: Simulation) -> Picture:
    """Zones at their mean distance; points of the injection where no laser is used."""
    skin, zone, lattice = affected(simulation.skin, simulation.condition), simulation.zone, simulation.lattice
    top, layers = 0.0, []
    for layer in skin.layers:
        layers.append((layer.tissue or "", plain(layer.name), top, top + layer.thickness))
        top += layer.thickness
    ground = Ground(tuple(layers), skin.follicle)
    if simulation.treatment.pulse.zoneless:
        return _injected(simulation, ground, top)
    distance = lattice.pitch / simulation.treatment.pattern.passes**0.5
    deepest = max(zone.depth.value, zone.channel_depth.value)
    # Zones that lie deeper than the layers that are stated go on into the lowest of them.
    depth = max(min(max(1.35 * deepest, 1.1 * skin.follicle.bulge_depth, 8e-4), top), _BELOW * deepest)
    if depth > top:
        ground = ground.down_to(depth)
    width = max(4.6 * distance, 1.5 * depth)
    found = vacuoles_of(simulation)
    torn = (found.usual.depth, found.usual.radius) if found is not None and found.usual.joined else None
    svg = skin_picture(ground, min(width, 2.6 * depth), depth, (simulation.damage, distance), None, torn)
    many = f"{made_by(simulation.treatment.pulse)}s"
    what = f"no zone of heat; {many} stand" if unburnt(simulation) else f"zones {show(deepest, 'm')} deep,"
    alt = f"Skin cut open: {what} {show(distance, 'm')} from each other."
    stand = many if unburnt(simulation) else "zones"
    caption = f"To scale; {stand} stand at their mean distance, {show(distance, 'm')}"
    caption += ", though passes fall at random." if simulation.treatment.pattern.passes > 1 else "."
    return Picture(svg, "The treated skin, cut open", alt, caption)


def _injected(simulation: Simulation, ground: Ground, bottom: float) -> Picture:
    found = next((one for one in simulation.deliveries if isinstance(one.dose, Injection)), None)
    if found is None or not isinstance(found.dose, Injection):
        bottom = min(bottom, max(1.5 * ground.follicle.papilla_depth, _SHALLOWEST))
        svg = skin_picture(ground, 2.6 * bottom, bottom, None, None)
        return Picture(svg, "The skin, cut open", "Skin that is left whole.", "To scale.")
    dose = found.dose
    points = Points(dose.depth, dose.spacing, found.spread.reach)
    depth = min(bottom, max(1.5 * dose.depth, 1.1 * ground.follicle.papilla_depth))
    # Points may lie so far apart that two of them would leave the skin a line.
    width = max(min(2.0 * dose.spacing, _BROADEST * depth), 1.3 * depth)
    alt = f"Skin cut open: points {show(dose.spacing, 'm')} from each other, {show(dose.depth, 'm')} deep."
    caption = f"To scale; the drug acts {reach(found)} around the tip of the needle, in the dermis and above it."
    return Picture(skin_picture(ground, width, depth, None, points), "The injected skin, cut open", alt, caption)


def _limits(result: Reportable) -> list[Part]:
    """Limits that are used most, in words."""
    option, judgement = best_option(result), judgement_of(result)
    verdicts = option.verdicts if option is not None else judgement.verdicts if judgement is not None else ()
    rank = {"stop": 0, "warn": 1, "ok": 2}
    # A limit of which nothing is used, as of heat where no laser is, tells nobody anything.
    near = [one for one in verdicts if one.state != "ok" or used(one) > 0.0]
    first = sorted(near, key=lambda one: (rank[one.state], -used(one)))[:_LIMITS]
    if not first:
        return []
    rest = len(verdicts) - len(first)
    nearest = "the one that is nearest" if len(first) == 1 else f"the {len(first)} that are nearest"
    caption = f"Of {len(verdicts)} limits {nearest}" if rest else "All limits"
    table = Table(("Limit", "Here", "Stop", ""), tuple(map(_limit, first)), f"{caption}; all are in the window below.")
    return [table]


def _limit(verdict: Verdict) -> TableRow:
    estimate, limit = told(verdict.estimate), verdict.limit
    words = {"ok": "inside", "warn": "warning", "stop": "stop"}
    side = "below" if limit.lower else "above"
    value = Cell(value_text(estimate), note=band(estimate))
    badge = Cell("", badge=words[verdict.state], tone=verdict.state)
    return cells(plain(estimate.meaning or limit.metric), value, f"{side} {show(limit.stop, estimate.unit)}", badge)


def _entries(result: Reportable) -> Table | None:
    """When the laser, the medicine and the next session come, and how long the skin needs."""
    visits, date = visits_of(result)
    kept = [one for one in visits if one.kind in _DATED]
    if not kept:
        return None
    rows = tuple(_entry(one, date) for one in kept[:_ENTRIES])
    left = len(kept) - len(rows)
    if left:
        more = f"{left} more, care and red flags are in the calendar below."
    else:
        more = "Care and red flags are below." if len(visits) > len(kept) else ""
    return Table(("When", "What", "How"), rows, more, widths=(22, 26, 52))


def _entry(entry: CalendarEntry, date: str) -> TableRow:
    # The calendar below tells the rest of it.
    return cells(span_of(entry, date), entry.title, f"{entry.text.partition('. ')[0].rstrip('.')}.")


def _others(result: Reportable) -> Table | None:
    """The first of a plan beside the best laser alone, the best medicine alone, and nothing."""
    if not isinstance(result, Plan) or not result.options:
        return None
    first = result.options[0]
    rest = [(name, best_of_kind(result.options, light, medicine)) for name, light, medicine in _KINDS]
    rows = [_other(first_of(result), first, strong=True)]
    rows += [_other(name, one) for name, one in rest if one is not None and one is not first]
    known = [(metric, title) for metric, title in _COSTS if metric in estimates_of(result)]
    columns = ("", "Treatment", "Aims reached", *(title for _, title in known), "Limits and rules")
    caption = (
        "Aims reached by the whole course: weighted mean over the aims of the goal, in nominal skin where no band "
        f"stands beside it. The ranking takes {show(1.0 - WARNED, '%')} of it for each harm named in the last column; "
        "other warnings are of a harm that an aim weighs, or of what is not known. What passes a stop limit is refused."
    )
    return Table(columns, tuple(rows), caption)


def _other(name: str, option: Option, strong: bool = False) -> TableRow:
    found = {one.metric: one.estimate for one in option.outcome.results}
    costs = (_cost(told(found[metric])) for metric, _ in _COSTS if metric in found)
    given = "; ".join(injection(dose) for dose in option.treatment.doses if option.lasered)
    told_all = (laser_words(option), given, option.course)
    what = Cell(treatment_title(option), note="; ".join(part for part in told_all if part))
    # As many as the sentence at the top counts.
    count = warnings(option) + sum(rule.action == "warn" for rule in option.rules)
    badge = Cell(
        "", badge="inside" if count == 0 else f"{count} warning{'s' if count > 1 else ''}", tone=option.state,
        note="; ".join(option.harms),
    )  # fmt: skip
    return cells(name, what, reached_fraction(option), *costs, badge, strong=strong)


def _cost(estimate: Estimate) -> str:
    """What a candidate costs; no time and no chance at all are told by a word."""
    return "none" if estimate.value == 0.0 and not estimate.undefined else value_text(estimate)


def _sure(result: Reportable) -> str:
    """Bands, grades and equals of what the page says first, in sentences."""
    judgement, held, option = judgement_of(result), estimates_of(result), best_option(result)
    scenarios = judgement.scenarios if judgement is not None else ()
    if not lasered(result):
        ran = "Scenarios of skin and device change nothing where no zone is made; bands are over persons."
    elif scenarios:
        ran = f"Bands span {len(scenarios)} scenarios of skin, light and device."
    elif option is not None and option.scenario_scores:
        # An answer to a question has the scenarios of its course, though none of a single visit.
        ran = f"Bands span {len(option.scenario_scores)} scenarios of the course: skin, device, medicine and healing."
    else:
        ran = "No scenarios were run: numbers are for nominal skin and device."
    asked = [aim.metric for aim in result.goal.aims] if isinstance(result, Plan) else list(held)
    grades = [held[name].grade for name in asked if name in held]
    weak = sum(GRADES.index(one) > GRADES.index("derived") for one in grades)
    what = "aims" if isinstance(result, Plan) else "numbers"
    said = f"Of {len(grades)} {what}, {weak} rest on values that are assumed or that nobody has measured."
    return f"{ran} {said}" if grades else ran
