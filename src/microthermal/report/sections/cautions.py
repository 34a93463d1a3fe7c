"""Where this result may be wrong, before any result is shown."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.caution import Caution
from microthermal.report.blocks import Alert, Alerts, Block, Folded, Part, Words
from microthermal.report.reading import simulation_of
from microthermal.report.sections import Reportable, section

_HEAVY_SHOWN = 8


@section
@final
class Cautions:
    """All cautions, heaviest first; notes folded."""

    kind: ClassVar[str] = "cautions"
    title: ClassVar[str] = "Cautions"
    order: ClassVar[int] = 10

    def applies(self, result: Reportable) -> bool:
        """Every report says where it is weak, or that nothing was found."""
        return True

    def render(self, result: Reportable) -> Block:
        """Cautions by weight."""
        every = _all(result)
        if not every:
            return Block((Words("No stage raised a caution."),))
        heavy = [caution for caution in every if caution.weight != "note"]
        notes = [caution for caution in every if caution.weight == "note"]
        parts: list[Part] = []
        if heavy[:_HEAVY_SHOWN]:
            parts.append(_alerts(heavy[:_HEAVY_SHOWN]))
        if heavy[_HEAVY_SHOWN:]:
            parts.append(Folded(f"{len(heavy) - _HEAVY_SHOWN} further warnings", (_alerts(heavy[_HEAVY_SHOWN:]),)))
        if notes:
            word = "note" if len(notes) == 1 else "notes"
            parts.append(Folded(f"{len(notes)} {word}", (_alerts(notes),)))
        return Block(
            tuple(parts), lead="Read these before the numbers: they say where the models or their inputs are weak."
        )


def _all(result: Reportable) -> list[Caution]:
    simulation = simulation_of(result)
    of_best = () if simulation is None else simulation.cautions
    weights = {"stop": 0, "warn": 1, "note": 2}
    return sorted(dict.fromkeys((*result.cautions, *of_best)), key=lambda caution: weights[caution.weight])


def _alerts(cautions: list[Caution]) -> Alerts:
    return Alerts(
        tuple(Alert(one.weight, one.text[:1].upper() + one.text[1:], one.stage, one.source) for one in cautions)
    )
