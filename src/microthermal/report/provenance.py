"""What a result rests on: inputs that were asked for, coefficients of the methods, and the works that both name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.catalog.reading.entries import entry, names
from microthermal.catalog.tracing import LOST, USER, Traced, trace
from microthermal.damage.laws import law
from microthermal.delivery.mechanisms import mechanism
from microthermal.deposition.engines import engine
from microthermal.healing.models import model as healing_model
from microthermal.heat.models import model as heat_model
from microthermal.planning.records import Plan
from microthermal.report.reportable import Reportable
from microthermal.report.wording import best_option, device_title, judgement_of, plain, simulation_of

_CHOICES: Final = (engine, heat_model, law, healing_model, mechanism)
# Words that stand in the place of a source and name no work.
_NO_WORK: Final = frozenset({"", "proposed", "memory", "prototype", "default of the program", USER, LOST, "derived"})


def inputs_of(result: Reportable) -> tuple[tuple[str, Any], ...]:
    """Records that were asked for, each with a name for people."""
    simulation = simulation_of(result)
    found: list[tuple[str, Any]] = [(f"Skin: {plain(result.skin.site)} {result.skin.phototype}", result.skin)]
    found.append((f"Condition: {result.condition.title}", result.condition))
    if isinstance(result, Plan):
        found.append((f"Goal: {result.goal.title}", result.goal))
        devices = dict.fromkeys(option.device for option in (*result.options, *result.refused) if option.lasered)
        found += [(f"Device: {device_title(device)}", device) for device in devices]
        published = (one.published for one in result.beside.published if one.option is not None)
        found += [(f"Published: {one.title}", one) for one in published]
    if simulation is not None:
        found += [("Treatment", simulation.treatment), ("Settings", simulation.settings)]
    return tuple(found)


def coefficients_of(result: Reportable) -> tuple[tuple[str, tuple[Traced, ...]], ...]:
    """Values of the library on which the methods of a result rest, as the library that it was made with states them."""
    library = result.stamp.library
    words = dict.fromkeys(word for method in result.stamp.methods for word in method.split())
    names_of_laws = [word.partition("/")[2] for word in words if word.startswith("law/")]
    found = [(f"Damage law: {plain(name)}", _law(name, library)) for name in names_of_laws]
    simulation = simulation_of(result)
    if simulation is not None:
        removal = simulation.treatment.pulse.removal
        found.append((f"Removal: {plain(removal)}", _rows("removal", removal, library)))
    kinds = (kind for kind in healing_model.kinds() if kind in words)
    found += [(f"Healing: {plain(kind)}", _rows("healing", kind, library)) for kind in kinds]
    return tuple(found)


def _law(name: str, library: Library) -> tuple[Traced, ...]:
    return trace(library.laws[name], library.entries.get) if name in library.laws else _lost("law", name)


def _rows(kind: str, name: str, library: Library) -> tuple[Traced, ...]:
    """Values of an entry that is no record; its file states them for the installed library alone."""
    if name not in names(kind) or library.digest != installed().digest:
        return _lost(kind, name)
    same = ("path", "value", "source", "where", "read", "kind", "note")
    rows = ({field: getattr(row, field) for field in same} for row in entry(kind, name).rows)
    return tuple(Traced(origin=f"{kind}/{name}", meaning="", **row) for row in rows)


def _lost(kind: str, name: str) -> tuple[Traced, ...]:
    return (Traced(f"{kind}/{name}", "", "–", "its coefficients cannot be told", LOST),)


def source_keys(result: Reportable) -> set[str]:
    """Keys of the works that inputs, methods, limits and cautions of a result name."""
    look = result.stamp.library.entries.get
    texts = [line.source for _, record in inputs_of(result) for line in trace(record, look)]
    texts += [line.source for _, lines in coefficients_of(result) for line in lines]
    texts += _of_methods(result.stamp.methods)
    texts += [caution.source for caution in result.cautions]
    judgement = judgement_of(result)
    if judgement is not None:
        texts += [verdict.limit.source for verdict in judgement.verdicts]
        texts += [one.source for rule in judgement.rules for one in rule.statements]
        texts += [target.source for target in judgement.targets]
    option = best_option(result)
    if option is not None:
        texts += [verdict.limit.source for verdict in option.verdicts]
    if isinstance(result, Plan):
        texts += [limit.source for limit in result.goal.limits]
    keys = {key.strip() for text in texts for key in re.split(r"[,;]", text)}
    # An entry of the library, as a caution may name it, is no work; its own sources are already there.
    return {key for key in keys - _NO_WORK if "/" not in key}


def _of_methods(methods: Iterable[str]) -> list[str]:
    words = {word for method in methods for word in method.split()}
    chosen: list[Any] = [choice for registry in _CHOICES for choice in registry]
    return [source for choice in chosen if choice.kind in words for source in choice.sources]
