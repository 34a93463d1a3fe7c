"""Where this result may be wrong: the heaviest cautions for the first page, the others, and those of every report."""

from __future__ import annotations

from collections.abc import Sequence

from microthermal.report.blocks import Alert, Alerts, Folded, PageBlock, Part, Words
from microthermal.report.cautions.telling import Weighed
from microthermal.report.cautions.weighing import weighed
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section

_FIRST = 3


@section("doubts", title="The heaviest cautions", order=7)
def doubts_section(result: Reportable) -> PageBlock | None:
    """The cautions that move this result most; what stops a treatment first, however much of it there is."""
    first, rest, standing = _ranked(result)
    parts: list[Part] = [_alerts(first)] if first else [Words("No stage raised a caution of its own.")]
    if rest:
        more = "One more caution of this result" if len(rest) == 1 else f"{len(rest)} more cautions of this result"
        parts.append(Words(f"{more}, the heavier the earlier", link="#cautions"))
    if standing:
        parts.append(Words(f"{_counted(len(standing))} of every report of this version", link="#standing"))
    return PageBlock(tuple(parts), lead="Ranked by how much of this result hangs on them. Read these first.")


@section("cautions", title="More cautions", order=105)
def cautions_section(result: Reportable) -> PageBlock | None:
    """All other cautions of this result: warnings in full, notes folded."""
    _, rest, _ = _ranked(result)
    warned = [one for one in rest if one.caution.weight != "note"]
    notes = [one for one in rest if one.caution.weight == "note"]
    parts: list[Part] = [_alerts(warned)] if warned else []
    if notes:
        title = "One note" if len(notes) == 1 else f"{len(notes)} notes"
        parts.append(Folded(title, (_alerts(notes),)))
    lead = "Where else the models or their inputs are weak; the heaviest open the page."
    return PageBlock(tuple(parts), lead=lead) if parts else None


@section("standing", title="What every report of this version assumes", order=106)
def standing_section(result: Reportable) -> PageBlock | None:
    """Cautions that do not turn on what is treated with what."""
    _, _, standing = _ranked(result)
    if not standing:
        return None
    lead = "These hold for all that this version computes; they say nothing of this treatment against another."
    return PageBlock((Folded(_counted(len(standing)), (_alerts(standing),)),), lead=lead)


def _ranked(result: Reportable) -> tuple[list[Weighed], list[Weighed], list[Weighed]]:
    """The heaviest cautions of a result, its others, and those of every report."""
    every = weighed(result)
    standing = [one for one in every if one.family.standing and one.caution.weight != "stop"]
    own = [one for one in every if one not in standing]
    first = max(_FIRST, sum(one.caution.weight == "stop" for one in own))
    return own[:first], own[first:], standing


def _counted(number: int) -> str:
    return "One caution" if number == 1 else f"{number} cautions"


def _alerts(every: Sequence[Weighed]) -> Alerts:
    return Alerts(tuple(_alert(one) for one in every))


def _alert(one: Weighed) -> Alert:
    said = one.caution
    moves = f"{one.words[:1].upper()}{one.words[1:]}" if one.words else ""
    return Alert(said.weight, _sentence(said.text), said.stage, said.source, moves, one.family.remedy)


def _sentence(text: str) -> str:
    # A sentence that opens with the name of a library entry keeps that name as it is written.
    return text if "/" in text.split(" ", 1)[0] else text[:1].upper() + text[1:]
