"""A record in words for a cell: title, rows of names and values, sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np

from microthermal.domain.results.caution import Caution
from microthermal.planning.records import Judgement, Plan
from microthermal.planning.window.map import Window
from microthermal.quantity import Field, Measured, Range, fields_of
from microthermal.report.exposure_words import words_of
from microthermal.report.wording import title_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

Rows: TypeAlias = list[tuple[str, str]]
Facts: TypeAlias = tuple[str, Rows, list[str]]
_ROWS, _SENTENCES, _LETTERS = 24, 6, 90


def facts(record: Any) -> Facts:
    """Title, rows and sentences of a record.

    Parameters
    ----------
    record : record
        What is shown.
    """
    special = next((function for kind, function in _SPECIAL.items() if isinstance(record, kind)), None)
    return _of_fields(record) if special is None else special(record)


def _of_fields(record: Any) -> Facts:
    fields = fields_of(record.__class__)
    rows = [(_meaning(field), _value(field, getattr(record, field.name))) for field in fields]
    told = [(name, value) for name, value in rows if value]
    left = [("", f"and {len(told) - _ROWS} more")] if len(told) > _ROWS else []
    title = getattr(record, "title", "") or getattr(record, "name", "")
    return f"{type(record).__name__}{f': {title}' if title else ''}", told[:_ROWS] + left, []


def _meaning(field: Field) -> str:
    quantity = fields_of(field.kind)[0].quantity if _compound(field.kind) else field.quantity
    return quantity.meaning if quantity is not None else field.name.replace("_", " ")


def _compound(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Measured | Range)


def _value(field: Field, value: Any) -> str:
    if value is None or (isinstance(value, np.ndarray | tuple | str) and not len(value)):
        return ""
    if isinstance(value, Measured | Range):
        unit = fields_of(field.kind)[0].quantity
        ends = (value.value, value.error) if isinstance(value, Measured) else (value.low, value.high)
        first, second = (show(float(end), unit.unit if unit else "1") for end in ends)
        return f"{first} ± {second}" if isinstance(value, Measured) else f"{first} to {second}"
    if isinstance(value, np.ndarray):
        unit_of = field.quantity.unit if field.quantity is not None else "1"
        size = " × ".join(str(length) for length in value.shape)
        return f"{show(float(value.min()), unit_of)} to {show(float(value.max()), unit_of)} ({size})"
    if field.quantity is not None and isinstance(value, int | float):
        return show(float(value), field.quantity.unit)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        texts = [_plain(one) for one in value[:_SENTENCES]]
        more = f", ... {len(value) - _SENTENCES} more" if len(value) > _SENTENCES else ""
        return ", ".join(texts) + more
    if hasattr(type(value), "__dataclass_fields__"):
        named = (getattr(value, name, "") for name in ("name", "endpoint", "title", "metric"))
        return next((text for text in named if text), type(value).__name__)
    text = str(value)
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}..."


def _of_simulation(simulation: Simulation) -> Facts:
    pulse, pattern = simulation.treatment.pulse, simulation.treatment.pattern
    zone, lattice, words = simulation.zone, simulation.lattice, words_of(pulse)
    rows = [
        ("skin", f"{simulation.skin.site}, phototype {simulation.skin.phototype}; {simulation.condition.title}"),
        (words.given, f"{pulse.device or 'no device named'}, {show(pulse.energy, 'J')} in {show(pulse.duration, 's')}"),
        ("pattern", f"{show(pattern.density, '1/m**2')}, passes: {pattern.passes}"),
        ("zone", f"{show(zone.depth.value, 'm')} deep, {show(2 * zone.radius.value, 'm')} wide"),
        ("covered", show(lattice.coverage, "%")),
        ("rise between the zones", show(lattice.bulk_rise, "delta_degC")),
    ]
    if zone.channel_depth.value > 0.0:
        wide = show(2 * zone.channel_radius.value, "m")
        rows.insert(4, ("channel", f"{show(zone.channel_depth.value, 'm')} deep, {wide} wide"))
    if pulse.zoneless:
        rows = [rows[0], ("laser", "none")] if pulse.makes_zone else [*rows[:3], ("zone", "none")]
    return title_of(simulation), rows, _heavy(simulation.cautions)


def _of_window(window: Window) -> Facts:
    title, rows, cautions = _of_simulation(window.simulation)
    return title, rows, [*_said(window.judgement), *cautions][:_SENTENCES]


def _said(judgement: Judgement) -> list[str]:
    return list(judgement.sentences[:_SENTENCES])


def _of_plan(plan: Plan) -> Facts:
    rows = [
        ("goal", plan.goal.title),
        ("skin", f"{plan.skin.site}, phototype {plan.skin.phototype}; {plan.condition.title}"),
        ("options", f"{len(plan.options)} inside the window, {len(plan.refused)} refused"),
    ]
    for number, option in enumerate(plan.options[:3], start=1):
        pulse, drugs = option.treatment.pulse, ", ".join(dose.drug.name for dose in option.treatment.doses)
        laser = f"{option.device.name}, {show(pulse.energy, 'J')}" if option.lasered else "no laser"
        worth = f"aims {show(option.score, '%')}, harm {show(option.risk, '%')}, {option.state}"
        rows.append((f"{number}.", f"{laser}; {drugs or 'no injection'}; {worth}"))
    return plan.title, rows, [*plan.reasons[:3], *_heavy(plan.cautions)]


def _heavy(cautions: tuple[Caution, ...]) -> list[str]:
    """The gravest cautions, and how many there are."""
    order = {"stop": 0, "warn": 1, "note": 2}
    first = sorted(cautions, key=lambda caution: order[caution.weight])[:3]
    more = [f"{len(cautions) - 3} cautions more in the report."] if len(cautions) > 3 else []
    return [f"Caution: {caution.text}" for caution in first] + more


_SPECIAL: Final[dict[type, Callable[[Any], Facts]]] = {
    Simulation: _of_simulation,
    Window: _of_window,
    Plan: _of_plan,
}
