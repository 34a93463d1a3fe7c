"""Pairs of numbers and words that once contradicted each other on one page, asked of any result and its page."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree

from microthermal.delivery.depot import grid_fraction
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.results.response import Delivery
from microthermal.healing.injury_fractions import fractions
from microthermal.heat.budget import budget
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.estimates import fraction_text, risk_text, value_text
from microthermal.planning.front.robust import ROBUST_RULE
from microthermal.planning.ranking import RULE, drugs_of, lacks, rounded
from microthermal.planning.records import Option, Plan
from microthermal.planning.window.calendar import recovery_calendar
from microthermal.planning.window.retreatment import gate
from microthermal.planning.window.verdicts import outcome, reached, used
from microthermal.report.reportable import Reportable
from microthermal.report.wording import device_of, estimates_of, fraction, judgement_of, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.store.summary import summary
from microthermal.units import parse, show
from microthermal.zones.patterns import touching

DAY = 86400.0
# Units and signals as programs write them, not as pages do.
_SPELLINGS = re.compile(r"degC|\*\*|\b[cm]?m[23]\b|\d um\b|TGF-b|IL-1b|\d / (?:cm|mm|m|s|min|h|hour|d|day|K|mL)\b")


def words(page: str) -> str:
    """All words of a page that people read, without those inside figures."""
    tree = ElementTree.fromstring(page.replace("<!DOCTYPE html>", "").strip())
    found: list[str] = []

    def walk(node: ElementTree.Element) -> None:
        if node.tag.endswith("svg") or node.tag == "style":
            return
        found.append(node.attrib.get("aria-label", ""))
        found.append(node.text or "")
        for child in node:
            walk(child)
            found.append(child.tail or "")

    walk(tree)
    # Numbers are looked for as programs write them.
    return re.sub(r"\s+", " ", " ".join(found).replace("\u00a0", " ").replace("\u2212", "-"))


def contradictions(result: Reportable, page: str, whole: bool = True) -> list[str]:
    """Pairs that contradict each other on the page of a result.

    Parameters
    ----------
    result : Simulation, Window or Plan
        What the page shows.
    page : str
        The page.
    whole : bool, optional
        Whether the first option of a plan comes from its best simulation; made-up plans do not have that.
    """
    text, simulation = words(page), simulation_of(result)
    found = [name for name, wrong in _of_words(text) if wrong]
    if simulation is not None:
        found += [name for name, wrong in _of_simulation(result, simulation, text, whole) if wrong]
        found += [name for name, wrong in _of_medicine(simulation, text) if wrong]
    if isinstance(result, Plan) and result.options:
        found += [name for name, wrong in _of_plan(result, text) if wrong]
    return found


def _of_words(text: str) -> list[tuple[str, bool]]:
    fractions = [float(number) for number in re.findall(r"(?<![\d.])(\d[\d.]*(?:e[-+]?\d+)?) %", text)]
    papilla = set(re.findall(r"[Hh]air papilla \(?([\d.]+ [µm]m)", text))
    plexus = set(re.findall(r"[Pp]apillary plexus (?:[A-Za-z]\w+ )?([\d.]+ [µm]m)", text))
    return [
        ("a fraction beyond what can be read", any(number > 1000.0 for number in fractions)),
        ("two depths of one papilla", len(papilla) > 1),
        ("a fall that is negative", bool(re.search(r"[Ff]all of [^.;%|]{0,90} -\d", text))),
        ("two depths of one plexus", len(plexus) > 1),
        ("a warning on the day of the next session not to treat", "do not treat" in text),
        ("nothing with an error of nothing", "0 m ± 0 m" in text),
        ("a dead horny layer that dies", bool(re.search(r"[Ss]tratum corneum: [^;.]*dead", text))),
        ("two spellings of a unit", bool(_SPELLINGS.search(text))),
        ("an input without a name", ".." in re.sub(r"\.{3}|…", "", text)),
        ("one passes", bool(re.search(r"\b1 passes", text))),
    ]


def _of_simulation(result: Reportable, simulation: Simulation, text: str, whole: bool) -> list[tuple[str, bool]]:
    lattice, device = simulation.lattice, device_of(simulation.treatment.pulse)
    closed = touching(lattice.zone.radius.value, lattice.pattern)
    some = 0.0 < closed < 1.0
    asked = [
        ("no device on the page", bool(device) and device not in text),
        ("living tissue beside closed bridges", some and f"{fraction(closed)} of the zones touch" not in text),
        ("bands that are not told apart", bool(re.search(r"\bband grade\b|\bBand\b (?:Warn|Nothing)", text))),
        ("a gate before its time", _early_gate(simulation, text)),
        ("energy that is nowhere", _lost_energy(simulation)),
        ("healing that starts from another injury", _other_injury(simulation, text)),
        ("microbeams that are not summed", _left_out(simulation, text)),
        ("two rises at the end of the last pass", _two_ends(simulation)),
    ]
    asked += _of_course(result, simulation) if whole else []
    return asked + _of_metrics(result, simulation, text) if whole else asked


def _of_course(result: Reportable, simulation: Simulation) -> list[tuple[str, bool]]:
    """Care that ends before the last session, a rule that the calendar forgets, ablative words for another laser."""
    judgement = judgement_of(result)
    rules = judgement.rules if judgement else ()
    found = outcome(simulation)
    visits = result.calendar if isinstance(result, Plan) else recovery_calendar(simulation, found, rules)
    gates = [visit.day for visit in visits if visit.kind == "gate" and "treatment" in visit.title]
    said = " ".join(f"{visit.title} {visit.text}" for visit in visits)
    last = {visit.title: visit.until for visit in visits}
    injected = sum(visit.kind == "injection" for visit in visits)
    needles = sum(dose.route == "needle" for dose in simulation.treatment.doses)
    if simulation.treatment.pulse.zoneless:
        later = sum(visit.kind == "gate" for visit in visits)
        return [
            ("injections of some sessions only", injected != needles * (1 + later)),
            ("care of a wound that is none", any(visit.kind in ("laser", "care", "flag") for visit in visits)),
        ]
    cared = min(last["Sun protection"], last["Watch for pigment"])
    asked = any(rule.test_spot is not None for rule in rules)
    watch = next(visit.day for visit in visits if visit.title == "Watch for pigment")
    return [
        ("care that ends before the last session", cared <= max((0.0, *gates))),
        ("spots looked for after the first gate", any(gate < watch for gate in gates)),
        ("injections of some sessions only", injected != needles * (1 + len(gates))),
        ("a test spot that no rule asks for, or none", asked != ("Test spot" in last)),
        ("a gate before a rule lets it", any((rule.interval or 0.0) > min(gates, default=math.inf) for rule in rules)),
        ("ablative words", simulation.zone.channel_depth.value <= 0.0
         and bool(re.search("bleeding|Epidermis open", said))),
    ]  # fmt: skip


def _of_metrics(result: Reportable, simulation: Simulation, text: str) -> list[tuple[str, bool]]:
    held, lattice = estimates_of(result), simulation.lattice
    shown = {
        "depth": show(simulation.zone.depth.value, "m"), "coverage": fraction(lattice.coverage),
        "bridge": show(lattice.bridge, "m"), "bulk_rise": show(lattice.bulk_rise, "delta_degC"),
        "fluence": show(lattice.fluence, "J/m**2"),
    }  # fmt: skip
    closure, pale, away = (held[name] for name in ("closure_time", "erythema_time", "downtime"))
    # What zones do is told in words of the first visit, as its caption says; numbers beside them are of the course.
    judgement = judgement_of(result)
    first = {one.metric: one.estimate for one in judgement.outcome.results} if judgement is not None else held
    flow, mmp9 = held["perfusion_gain"], first["mmp9_peak"]
    peak = f"MMP-9 peaks at {value_text(mmp9)} "
    return [
        *((f"two values of {name}", _told_twice(held[name], other)) for name, other in shown.items()),
        ("closure twice", _differs(closure, f"Closed after {value_text(closure)}; ", text)),
        # Without a laser the calendar has no visit at which redness is looked for.
        (
            "redness twice",
            not simulation.treatment.pulse.zoneless and _differs(pale, f"Faded by {value_text(pale)}", text),
        ),
        ("downtime that ends before closure or redness", away.value < max(closure.value, pale.value)),
        ("blood flow that does not rise", flow.value > 1.02 and "Blood flow stays" in text),
        ("MMP-9 twice", mmp9.value > 1.02 and peak not in text),
        (
            "a course whose words are not said to be of its first visit",
            isinstance(result, Plan)
            and result.options[0].sessions > 1
            and "in words are of the first visit" not in text,
        ),
        ("bands of JSON and of the page", _other_bands(result)),
    ]


def _told_twice(found: Estimate, other: str) -> bool:
    """Whether a value reads otherwise in two places; nothing is the same in every unit."""
    return value_text(found) != other and not (found.value == 0.0 and other.startswith("0 "))


def _differs(time: Estimate, words_of_it: str, text: str) -> bool:
    return time.value > 0.0 and not time.beyond and words_of_it not in text


def _lost_energy(simulation: Simulation) -> bool:
    """Whether parts of the pulse do not add up to it, or the field sums another heat than the budget leaves."""
    spent = budget(simulation.run.deposited, simulation.run.balance, simulation.treatment.pulse)
    gone = spent.reflected + spent.transmitted + spent.vapour + spent.ejected + spent.heat
    warming = simulation.lattice.warming
    other = warming is not None and not math.isclose(warming.heat.of_one, spent.heat, rel_tol=1e-6)
    return other or not math.isclose(gone - spent.over, spent.sent, rel_tol=1e-9)


def _left_out(simulation: Simulation, text: str) -> bool:
    """Whether fewer microbeams are summed than fall, and nothing is said of it."""
    pattern, warming = simulation.treatment.pattern, simulation.lattice.warming
    if warming is None or simulation.treatment.pulse.zoneless:
        return False
    asked = pattern.density * pattern.passes * pattern.treated_area
    return abs(warming.heat.zones - asked) > 0.5 * pattern.passes and f"s summed up {warming.heat.zones} of" not in text


def _other_injury(simulation: Simulation, text: str) -> bool:
    """Whether the page tells another start of healing than the model has; without a laser it tells none."""
    if simulation.treatment.pulse.zoneless:
        return False
    start = {level.name: level.value for level in fractions(simulation.injury)}
    removed, dead = (fraction(start[f"injury_{name}"]) for name in ("removed", "necrotic"))
    return not re.search(rf"healing starts from [\d.]+ [µm]m {re.escape(removed)} {re.escape(dead)} ", text)


def _two_ends(simulation: Simulation) -> bool:
    """Whether the curve over time never comes to the rise that is told of the end of the last pass."""
    warming = simulation.lattice.warming
    if warming is None or warming.trace.size < 2:
        return False
    end = float(warming.end[int(warming.peak.argmax())])
    return float(abs(warming.trace - end).min()) > 1e-6 * max(end, 1.0)


def _early_gate(simulation: Simulation, text: str) -> bool:
    ready = gate(simulation).ready / DAY
    days = [int(day) for day in re.findall(r"day (\d+) (?:, [\d-]+ )?Gate to a next one", text)]
    return any(day < ready - 1.0 / 24.0 for day in days)


def _other_bands(result: Reportable) -> bool:
    found = summary(result)
    metrics = (found["best"] if isinstance(result, Plan) else found)["metrics"]
    for name, one in estimates_of(result).items():
        if one.undefined:
            if metrics[name].get("undefined") != one.undefined:
                return True
            continue
        band = metrics[name]["over_scenarios"]
        ends = [metrics[name]["value"], band["low"], band["high"]]
        read = [end if isinstance(end, float) else parse(end, one.unit) for end in ends]
        if read != [one.value, one.low, one.high]:
            return True
    return False


def _of_medicine(simulation: Simulation, text: str) -> list[tuple[str, bool]]:
    routes = {dose.route for dose in simulation.treatment.doses}
    film = routes == {"zones"}
    last = set(re.findall(r"day \d+ to (\d+), every day", text))
    return [
        (
            "an injection where a film is laid on",
            film and bool(re.search(r"Injection into|; injection:|injection day", text)),
        ),
        ("tissue that holds a drug stronger than it was injected", any(map(_too_strong, simulation.deliveries))),
        ("two last days of one film", film and len(last) > 1),
        ("a reach that does not cover its area", any(_uncovered(one, text) for one in simulation.deliveries)),
        ("a leak of channels where nothing is open", _leak_of_nothing(simulation)),
    ]


def _used_up(option: Option) -> bool:
    return option.risk < 1.0 and risk_text(option.risk).startswith("1")


def _of_aims(plan: Plan, text: str) -> list[tuple[str, bool]]:
    """Aims that are called reached and are not, or want a value and do not say so; scenarios that were not run."""
    first, wanted = plan.options[0], "Nothing reached at"
    near = [aim for aim in plan.goal.aims if aim.want == "near"]
    fractions = [reached(aim, first.outcome.of(aim.metric)) for aim in plan.goal.aims]
    run = plan.judgement.scenarios if plan.judgement else ()
    named = re.search(r"Bands of the first are over these scenarios: ([^.]*)\.", text)
    return [
        (
            "reached, but not all of it",
            text.count("Aim reached:") > sum(fraction >= 1.0 - WHOLE for fraction in fractions),
        ),
        ("a value wanted that reads as more is better", bool(near) and wanted in text and "near " not in text),
        ("scenarios that were not run", bool(run) and named is not None and named[1] != "; ".join(run)),
        ("the best day is a hypothesis, again and again", text.count("the best day is a hypothesis.") > 1),
    ]


def _uncovered(delivery: Delivery, text: str) -> bool:
    """Whether circles of the reach around each point cover another fraction than is told."""
    if delivery.dose.route == "zones":
        return False
    if delivery.spread.reaches_edge:
        return delivery.spread.coverage < 1.0 or f"at least {show(delivery.spread.reach, 'm')}" not in text
    fraction_of_cell = min(math.pi * delivery.spread.reach**2 / delivery.dose.spacing**2, 1.0)
    low = min(grid_fraction(delivery.spread.reach, delivery.dose.spacing), fraction_of_cell)
    return not low - 1e-6 <= delivery.spread.coverage <= fraction_of_cell + 1e-6


def _too_strong(delivery: Delivery) -> bool:
    return delivery.dose.route == "needle" and delivery.concentration.max() > delivery.dose.concentration * (1 + 1e-9)


def _leak_of_nothing(simulation: Simulation) -> bool:
    return simulation.zone.channel_depth.value == 0.0 and any(one.channel_leak > 0.0 for one in simulation.deliveries)


def _adds_too_little(option: Option, first: Option) -> bool:
    same = option.lasered and not first.lasered and drugs_of(option) == drugs_of(first)
    return same and lacks(option, first) > 0.0


def _of_plan(plan: Plan, text: str) -> list[tuple[str, bool]]:
    first = plan.options[0]
    mine = rounded(first.score), rounded(first.risk)
    # A laser that adds too little to the medicine of the first does not beat it (decision 75).
    rivals = [option for option in plan.options[1:] if not _adds_too_little(option, first)]
    others = [(rounded(option.score), rounded(option.risk)) for option in rivals]
    nearest = max((used(verdict) for verdict in first.verdicts), default=0.0)
    return [
        ("a rule that is not told", (RULE if plan.search.front is None else ROBUST_RULE) not in text),
        # A front is ranked by its robust value, which is another one.
        ("a first that is beaten", plan.search.front is None and any(s > mine[0] and r < mine[1] for s, r in others)),
        (
            "a nearest limit that is not the nearest",
            math.isfinite(nearest) and f"limit {fraction_text(nearest)} is used" not in text,
        ),
        ("a stop limit that is used up on one line and not on the next", any(_used_up(row) for row in plan.options)),
        *_of_aims(plan, text),
    ]
