"""Where this result may be wrong, before any result is shown."""

from __future__ import annotations

from microthermal.domain.results.caution import Caution
from microthermal.planning.window.rules import caution
from microthermal.report.blocks import Alert, Alerts, Folded, PageBlock, Part, Words
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import judgement_of, simulation_of

_WEIGHTS = {"stop": 0, "warn": 1, "note": 2}
# Folded groups: whether the cautions are warnings, whether the library raised them, and what one of them is called.
_FOLDED = (
    (True, True, "warning about values of the library"),
    (False, False, "note"),
    (False, True, "note about values of the library"),
)


@section("cautions", title="Cautions", order=10)
def cautions_section(result: Reportable) -> PageBlock | None:
    """All cautions: what the stages warn of in full, then the library's and all notes folded."""
    every = _all(result)
    if not every:
        return PageBlock((Words("No stage raised a caution."),))
    parts: list[Part] = []
    open_ones = [one for one in every if one.weight == "stop" or _is(one, warns=True, library=False)]
    if open_ones:
        parts.append(_alerts(open_ones))
    rest = [one for one in every if one not in open_ones]
    for warns, library, name in _FOLDED:
        group = [one for one in rest if _is(one, warns=warns, library=library)]
        if group:
            parts.append(Folded(_counted(len(group), name), (_alerts(group),)))
    lead = "Read these before the numbers: they say where the models or their inputs are weak."
    return PageBlock(tuple(parts), lead=lead)


def _all(result: Reportable) -> list[Caution]:
    simulation = simulation_of(result)
    of_best = () if simulation is None else simulation.cautions
    judgement = judgement_of(result)
    met = tuple(caution(rule) for rule in judgement.rules) if judgement else ()
    return sorted(dict.fromkeys((*result.cautions, *of_best, *met)), key=lambda one: _WEIGHTS[one.weight])


def _is(caution: Caution, *, warns: bool, library: bool) -> bool:
    return (caution.weight != "note") is warns and (caution.stage == "catalog") is library


def _counted(number: int, name: str) -> str:
    word, _, rest = name.partition(" ")
    plural = word if number == 1 else f"{word}s"
    return f"{number} {plural} {rest}".rstrip()


def _alerts(cautions: list[Caution]) -> Alerts:
    return Alerts(tuple(Alert(one.weight, _sentence(one.text), one.stage, one.source) for one in cautions))


def _sentence(text: str) -> str:
    # A sentence that opens with the name of a library entry keeps that name as it is written.
    return text if "/" in text.split(" ", 1)[0] else text[:1].upper() + text[1:]
