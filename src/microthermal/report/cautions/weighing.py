"""How much a caution moves one result: what it bears on, and how near that is to a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from microthermal.domain.results.caution import Caution
from microthermal.planning.metrics import metrics
from microthermal.planning.records import DepthShare, Judgement, Plan
from microthermal.planning.window.rules import caution
from microthermal.planning.window.verdicts import used
from microthermal.report.cautions.families import Family, family_of
from microthermal.report.cautions.telling import WEIGHTS, Weighed, told
from microthermal.report.reportable import Reportable
from microthermal.report.wording import best_option, judgement_of, plain, simulation_of
from microthermal.units import show

# Metrics that settings fix, whatever skin, light and healing do.
_SET: Final = frozenset({"fluence", "beam_coverage", "drug_dose"})
# Metrics whose subject is not that of their file: temperature alone, which no law of damage moves, and what healing
# follows.
_SUBJECTS: Final = {
    "bulk_rise": "warmth", "residual_rise": "warmth", "closure_time": "recovery", "erythema_time": "recovery",
    "downtime": "recovery", "pigment_risk": "recovery",
}  # fmt: skip
# Shares of a band below this say nothing.
_LITTLE: Final = 0.01


@dataclass(frozen=True)
class Number:
    """A number that a result is judged by: its metric, its name, how much it weighs (0 to 1), an aim or a limit."""

    metric: str
    name: str
    weight: float
    kind: str


def weighed(result: Reportable) -> tuple[Weighed, ...]:
    """Every caution of a result once, those that say the same as one, the heavier and the more moving the earlier.

    Notes
    -----
    What a caution moves is the part of this result that hangs on it: the limits (or aims) that it bears on, each
    weighed by how much of it is used, over all of them. Where the scenarios have moved what it tells of alone, times
    the share that this makes of the band of the zone's depth.
    """
    judgement = judgement_of(result)
    asked, shares = _asked(result, judgement), judgement.depth_shares if judgement is not None else ()
    found = told([_weighed(one, asked, shares) for one in _merged(_every(result, judgement))])
    return tuple(sorted(found, key=_rank))


def _rank(one: Weighed) -> tuple[int, bool, float, str]:
    return WEIGHTS[one.caution.weight], not one.family.foremost, -one.moves, one.caution.text


def _every(result: Reportable, judgement: Judgement | None) -> tuple[Caution, ...]:
    simulation = simulation_of(result)
    of_best = () if simulation is None else simulation.cautions
    met = tuple(map(caution, judgement.rules)) if judgement else ()
    return tuple(dict.fromkeys((*result.cautions, *of_best, *met)))


def _merged(every: Sequence[Caution]) -> list[Caution]:
    """Cautions about the values of one library entry as one of their greatest weight."""
    found: dict[tuple[str, str], Caution] = {}
    for number, one in enumerate(every):
        entry, colon, rest = one.text.partition(": ")
        about = one.stage == "catalog" and colon and "/" in entry
        key = (one.stage, entry) if about else ("", str(number))
        held = found.get(key)
        if held is None:
            found[key] = one
            continue
        sources = ", ".join(dict.fromkeys(part for part in (held.source, one.source) if part))
        weight = min(held.weight, one.weight, key=WEIGHTS.__getitem__)
        found[key] = replace(held, text=f"{held.text}; {rest}", weight=weight, source=sources)
    return list(found.values())


def _asked(result: Reportable, judgement: Judgement | None) -> tuple[Number, ...]:
    """Numbers that this result is judged by: aims by their weight, limits by how much of each is used."""
    option = best_option(result)
    verdicts = judgement.verdicts if judgement is not None else option.verdicts if option is not None else ()
    limits = [
        Number(one.limit.metric, plain(one.estimate.meaning or one.limit.metric), min(used(one), 1.0), "limit")
        for one in verdicts
    ]
    aims = result.goal.aims if isinstance(result, Plan) and option is not None else ()
    most = max((aim.weight for aim in aims), default=1.0)
    held = [Number(aim.metric, plain(metrics[aim.metric].meaning), aim.weight / most, "aim") for aim in aims]
    return (*held, *limits)


def _weighed(one: Caution, asked: Sequence[Number], shares: Sequence[DepthShare]) -> Weighed:
    family = family_of(one)
    borne = [number for number in asked if _bears(family, number.metric)]
    whole = sum(number.weight for number in asked)
    moves = sum(number.weight for number in borne) / whole if whole > 0.0 else 0.0
    held = [share for share in shares if share.cause in family.causes]
    if not held:
        return Weighed(one, family, moves, _borne(borne, asked))
    widest = min(max(share.fraction for share in held), 1.0)
    first, *others = held
    made = [
        f"{first.cause} makes {_part(first.fraction)}",
        *(f"{share.cause} {_part(share.fraction)}" for share in others),
    ]
    return Weighed(one, family, moves * widest, f"{' and '.join(made)} of the band of the zone's depth")


def _part(fraction: float) -> str:
    return "less than 1 %" if fraction < _LITTLE else show(fraction, "%", 2)


def _bears(family: Family, metric: str) -> bool:
    if metric in _SET or metric not in metrics.kinds():
        return False
    subject = _SUBJECTS.get(metric) or metrics[metric].function.__module__.rpartition(".of_")[2]
    return subject in family.bears_on


def _borne(borne: Sequence[Number], asked: Sequence[Number]) -> str:
    if not borne:
        return ""
    counts = [
        f"{sum(one.kind == kind for one in borne)} of {sum(one.kind == kind for one in asked)} {kind}s"
        for kind in dict.fromkeys(one.kind for one in borne)
    ]
    heaviest = max(borne, key=lambda one: one.weight).name.partition(";")[0]
    return f"bears on {' and '.join(counts)}, most on: {heaviest[:1].lower()}{heaviest[1:]}"
