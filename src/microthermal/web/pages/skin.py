"""Skin and condition of a request: layers, places in it, and how deep the light of the devices falls."""

from __future__ import annotations

from typing import Any

from microthermal import catalog
from microthermal.cases.parts import read_condition, read_skin
from microthermal.catalog.library import library
from microthermal.catalog.reading.entries import mapping_of
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.errors import InputError
from microthermal.report.wording import plain
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.gridding import depth_at
from microthermal.tissue.skin_optics import optics
from microthermal.units import show
from microthermal.web.pages import Answer, Request

# Beyond this wavelength water takes the light where it enters: how deep it falls is no question of scattering [m].
_ABLATES = 2.5e-6


def answer(request: Request) -> Answer:
    """Skin with its condition.

    Returns
    -------
    dict
        ``layers`` with borders [m] and what they are made of, ``places``, ``light`` (wavelength, its devices, depth [m]
        at which diffuse light has fallen to 37 %), temperatures, and what the condition is.

    Raises
    ------
    InputError
        If there is no such skin or condition.
    """
    if set(request) != {"skin", "condition"}:
        raise InputError("a question about skin names a skin and a condition, and nothing else")
    skin, condition = read_skin(request["skin"]), read_condition(request["condition"])
    found = affected(skin, condition)
    return {
        "about": _about(condition), "layers": _layers(found), "light": _light(found),
        "surface": show(found.surface_temperature, "K"), "core": show(found.core_temperature, "K"),
        "places": [
            {"name": one.name, "title": one.title, "depth": one.depth, "shallow": one.shallow, "deep": one.deep,
             "kind": one.kind, "source": one.source}
            for one in catalog.targets(found, condition)
        ],
    }  # fmt: skip


def _about(condition: Condition) -> str:
    kind, _, name = condition.origin.partition("/")
    return str(mapping_of(kind, name)[1].get("about", "")) if name else ""


def _layers(skin: Skin) -> list[dict[str, Any]]:
    found, top = [], 0.0
    for layer in skin.layers:
        found.append({"name": plain(layer.name), "tissue": layer.tissue, "top": top, "bottom": top + layer.thickness,
                      "made": _made(layer)})  # fmt: skip
        top += layer.thickness
    return found


def _made(layer: Layer) -> list[str]:
    parts = layer.composition
    return [show(layer.thickness, "m"), *(show(one, "%") for one in (parts.water, parts.blood, parts.melanosome))]


def _light(skin: Skin) -> list[dict[str, Any]]:
    by_wavelength: dict[float, list[str]] = {}
    for name in catalog.names("device"):
        wavelength = catalog.device(name).wavelength
        if wavelength < _ABLATES:
            by_wavelength.setdefault(wavelength, []).append(catalog.title("device", name))
    spectra = library().spectra
    return [
        {"wavelength": show(wavelength, "m", 4), "devices": titles,
         "depth": depth_at(optics(skin, wavelength, spectra), 1.0)}
        for wavelength, titles in sorted(by_wavelength.items())
    ]  # fmt: skip
