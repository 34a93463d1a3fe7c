"""Where this result may be wrong: the heaviest cautions for the first page, and all of them."""

from __future__ import annotations

from microthermal.domain.results.caution import Caution
from microthermal.planning.window.rules import caution
from microthermal.report.blocks import Alert, Alerts, Folded, PageBlock, Part, Words
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import judgement_of, simulation_of

_FIRST = 3
_WEIGHTS = {"stop": 0, "warn": 1, "note": 2}
# Groups: whether the cautions are warnings, and whether the library raised them; what one of a folded group is called.
_OPEN = (True, False)
_FOLDED = {
    (True, True): "warning about values of the library",
    (False, False): "note",
    (False, True): "note about values of the library",
}


@section("doubts", title="The heaviest cautions", order=7)
def doubts_section(result: Reportable) -> PageBlock | None:
    """The cautions that weigh most: what the stages warn of before what the library does, notes last."""
    first, rest = _ranked(result)
    if not first:
        return PageBlock((Words("No stage raised a caution."),))
    more = "one more stands" if len(rest) == 1 else f"{len(rest)} more stand"
    lead = f"Read these before the numbers; {more} near the end of the page." if rest else "Read these first."
    return PageBlock((_alerts(first),), lead=lead)


@section("cautions", title="More cautions", order=105)
def cautions_section(result: Reportable) -> PageBlock | None:
    """All other cautions: what the stages warn of in full, then the library's and all notes folded."""
    _, every = _ranked(result)
    if not every:
        return None
    kinds: dict[tuple[bool, bool], list[Caution]] = {}
    for one in every:
        kind = (one.weight != "note", one.stage == "catalog" and one.weight != "stop")
        kinds.setdefault(kind, []).append(one)
    parts: list[Part] = [_alerts(kinds[_OPEN])] if _OPEN in kinds else []
    parts += [
        Folded(_counted(len(kinds[kind]), name), (_alerts(kinds[kind]),))
        for kind, name in _FOLDED.items()
        if kind in kinds
    ]
    return PageBlock(tuple(parts), lead="Where else the models or their inputs are weak; the heaviest open the page.")


def _ranked(result: Reportable) -> tuple[list[Caution], list[Caution]]:
    """The heaviest cautions and the rest, each the heavier and the nearer to this result the earlier."""
    ranked = sorted(_all(result), key=lambda one: (_WEIGHTS[one.weight], one.stage == "catalog"))
    # What stops a treatment is told at once, however much of it there is.
    first = max(_FIRST, sum(one.weight == "stop" for one in ranked))
    return ranked[:first], ranked[first:]


def _all(result: Reportable) -> list[Caution]:
    simulation = simulation_of(result)
    of_best = () if simulation is None else simulation.cautions
    judgement = judgement_of(result)
    met = tuple(caution(rule) for rule in judgement.rules) if judgement else ()
    return sorted(dict.fromkeys((*result.cautions, *of_best, *met)), key=lambda one: _WEIGHTS[one.weight])


def _counted(number: int, name: str) -> str:
    word, _, rest = name.partition(" ")
    plural = word if number == 1 else f"{word}s"
    return f"{number} {plural} {rest}".rstrip()


def _alerts(cautions: list[Caution]) -> Alerts:
    return Alerts(tuple(Alert(one.weight, _sentence(one.text), one.stage, one.source) for one in cautions))


def _sentence(text: str) -> str:
    # A sentence that opens with the name of a library entry keeps that name as it is written.
    return text if "/" in text.split(" ", 1)[0] else text[:1].upper() + text[1:]
