"""Where this result may be wrong, before any result is shown."""

from __future__ import annotations

from microthermal.domain.results.caution import Caution
from microthermal.planning.window.rules import caution
from microthermal.report.blocks import Alert, Alerts, Folded, PageBlock, Part, Words
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import judgement_of, simulation_of

_WEIGHTS = {"stop": 0, "warn": 1, "note": 2}
# Groups: whether the cautions are warnings, and whether the library raised them; what one of a folded group is called.
_OPEN = (True, False)
_FOLDED = {
    (True, True): "warning about values of the library",
    (False, False): "note",
    (False, True): "note about values of the library",
}


@section("cautions", title="Cautions", order=10)
def cautions_section(result: Reportable) -> PageBlock | None:
    """All cautions: what the stages warn of in full, then the library's and all notes folded."""
    every = _all(result)
    if not every:
        return PageBlock((Words("No stage raised a caution."),))
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
    lead = "Read these before the numbers: they say where the models or their inputs are weak."
    return PageBlock(tuple(parts), lead=lead)


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
