"""Layers of a fitted skin: their water and scattering at the middle and at the ends of nine tenths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.fitting.records import Fit, FittedParameter
from microthermal.fitting.situations import Situation, situation_at
from microthermal.store.fitted.values import Provenance, in_unit, unit_of

# What each parameter changes of a layer: path in the file, SI unit, and where the record has it.
_CHANGED = {
    "absorption": (("composition", "water", "%"),),
    "scattering": (("scattering", "reduced_500", "1/m"), ("scattering", "anisotropy", "1")),
}


def skin_with(
    layers: list[Mapping[str, Any]], changed: Mapping[str, FittedParameter], found: Fit, about: Provenance
) -> list[dict[str, Any]]:
    """Layers of a library file with what was fitted, each value with its ends and where it comes from."""
    made = [{**layer} for layer in layers]
    for name, one in changed.items():
        skins = [_skin(found, name, end) for end in (one.low, one.value, one.high)]
        for number, layer in enumerate(made):
            for table, key, si in _CHANGED[name]:
                if key in layer.get(table, {}):
                    values = [_of(skin.layers[number], table, key) for skin in skins]
                    layer[table] = {**layer[table], key: _value(layer[table][key], values, si, about)}
    return made


def _skin(found: Fit, name: str, value: float) -> Skin:
    start = Situation.of(found.device, found.skin, found.stamp.library)
    return situation_at(start, {name: value}).skin


def _of(layer: Layer, table: str, key: str) -> float:
    return float(getattr(getattr(layer, table), key))


def _value(known: Mapping[str, Any], values: list[float], si: str, about: Provenance) -> dict[str, Any]:
    unit, (low, high) = unit_of(known["value"]), (min(values), max(values))
    ends = {"value": values[1], "low": low, "high": high}
    return {**{end: in_unit(value, unit, si) for end, value in ends.items()}, **about.columns()}
