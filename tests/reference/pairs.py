"""Pairs of numbers and words that once contradicted each other on one page, asked of any result and its page."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree

from microthermal.domain.inputs.goal import Estimate
from microthermal.planning.estimates import share_text, value_text
from microthermal.planning.ranking import RULE, rounded
from microthermal.planning.records import Plan
from microthermal.planning.window.retreatment import gate
from microthermal.planning.window.score import used
from microthermal.report.reportable import Reportable
from microthermal.report.wording import device_of, estimates_of, share, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.store.summary import summary
from microthermal.units import parse, show
from microthermal.zones.patterns import touching

DAY = 86400.0


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
    return re.sub(r"\s+", " ", " ".join(found).replace("\u00a0", " "))


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
    shares = [float(number) for number in re.findall(r"(?<![\d.])(\d[\d.]*(?:e[-+]?\d+)?) %", text)]
    plexus = set(re.findall(r"[Pp]apillary plexus (?:[A-Za-z]\w+ )?([\d.]+ [µm]m)", text))
    return [
        ("a share beyond what can be read", any(number > 1000.0 for number in shares)),
        ("a fall that is negative", bool(re.search(r"[Ff]all of [^.;%|]{0,90} -\d", text))),
        ("two depths of one plexus", len(plexus) > 1),
        ("a warning on the day of the next session not to treat", "do not treat" in text),
        ("nothing with an error of nothing", "0 m ± 0 m" in text),
        ("a dead horny layer that dies", bool(re.search(r"[Ss]tratum corneum: [^;.]*dead", text))),
        ("two spellings of a unit", bool(re.search(r"degC|\*\*|\b[cm]?m[23]\b|\d um\b|TGF-b|IL-1b|\d / \w+\b", text))),
        ("an input without a name", ".." in re.sub(r"\.{3}|…", "", text)),
        ("one passes", bool(re.search(r"\b1 passes", text))),
    ]


def _of_simulation(result: Reportable, simulation: Simulation, text: str, whole: bool) -> list[tuple[str, bool]]:
    lattice, device = simulation.lattice, device_of(simulation.treatment.pulse)
    closed = touching(lattice.zone.radius, lattice.pattern)
    some = 0.0 < closed < 1.0
    asked = [
        ("no device on the page", bool(device) and device not in text),
        ("living tissue beside closed bridges", some and f"{share(closed)} of the zones touch" not in text),
        ("bands that are not told apart", bool(re.search(r"\bband grade\b|\bBand\b (?:Warn|Nothing)", text))),
        ("a gate before its time", _early_gate(simulation, text)),
    ]
    return asked + _of_metrics(result, simulation, text) if whole else asked


def _of_metrics(result: Reportable, simulation: Simulation, text: str) -> list[tuple[str, bool]]:
    held, lattice = estimates_of(result), simulation.lattice
    shown = {
        "depth": show(simulation.zone.depth, "m"), "coverage": share(lattice.coverage),
        "bridge": show(lattice.bridge, "m"), "bulk_rise": show(lattice.bulk_rise, "delta_degC"),
        "fluence": show(lattice.fluence, "J/m**2"),
    }  # fmt: skip
    closure, pale, away = (held[name] for name in ("closure_time", "erythema_time", "downtime"))
    flow, mmp9 = held["perfusion_gain"], held["mmp9_peak"]
    peak = f"MMP-9 peaks at {value_text(mmp9)} "
    return [
        *((f"two values of {name}", value_text(held[name]) != other) for name, other in shown.items()),
        ("closure twice", _differs(closure, f"after {value_text(closure)}; keep", text)),
        ("redness twice", _differs(pale, f"Faded by {value_text(pale)}", text)),
        ("downtime that ends before closure or redness", away.value != max(closure.value, pale.value)),
        ("blood flow that does not rise", flow.value > 1.02 and "Blood flow stays" in text),
        ("MMP-9 twice", mmp9.value > 1.02 and peak not in text),
        ("bands of JSON and of the page", _other_bands(result)),
    ]


def _differs(time: Estimate, words_of_it: str, text: str) -> bool:
    return time.value > 0.0 and not time.beyond and words_of_it not in text


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
        ("two last days of one film", film and len(last) > 1),
    ]


def _of_plan(plan: Plan, text: str) -> list[tuple[str, bool]]:
    first = plan.options[0]
    mine = rounded(first.score), rounded(first.risk)
    others = [(rounded(option.score), rounded(option.risk)) for option in plan.options[1:]]
    nearest = max((used(verdict) for verdict in first.verdicts), default=0.0)
    return [
        ("a rule that is not told", RULE not in text),
        ("a first that is beaten", any(s >= mine[0] and r <= mine[1] and (s, r) != mine for s, r in others)),
        (
            "a nearest limit that is not the nearest",
            math.isfinite(nearest) and f"limit {share_text(nearest)} is used" not in text,
        ),
    ]
