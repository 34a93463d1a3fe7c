"""Skin and condition of a request: layers, places in it, and how deep the light of the devices falls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from microthermal import catalog
from microthermal.cases.parts import read_condition, read_skin
from microthermal.catalog.library import library
from microthermal.catalog.reading.entries import mapping_of
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.rule import Target
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.errors import InputError
from microthermal.report.blocks import Heading, Part, Table, Words, cells
from microthermal.report.wording import plain
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.gridding import depth_at
from microthermal.tissue.skin_optics import optics
from microthermal.units import show
from microthermal.web.documents.blocks import parts_document
from microthermal.web.documents.open_skin import open_skin
from microthermal.web.offers import offered_devices
from microthermal.web.pages import Answer, Request

# Beyond this wavelength water takes the light where it enters: how deep it falls is no question of scattering [m].
_ABLATES = 2.5e-6
_GRADES = {"scenario": "a scenario"}


def answer(request: Request) -> Answer:
    """Skin with its condition.

    Returns
    -------
    dict
        ``layers`` with borders [m] and what they are made of, ``places``, ``light`` (wavelength, its devices, depth [m]
        at which diffuse light has fallen to 37 %), and ``parts``: what the page shows of them.

    Raises
    ------
    InputError
        If there is no such skin or condition.
    """
    if set(request) != {"skin", "condition"}:
        raise InputError("a question about skin names a skin and a condition, and nothing else")
    skin, condition = read_skin(request["skin"]), read_condition(request["condition"])
    found = affected(skin, condition)
    places, layers, light = catalog.targets(found, condition), _layers(found), _light(found)
    return {
        "layers": layers, "light": light, "places": [_place(one) for one in places],
        "parts": [
            *parts_document(Words(_about(condition))),
            {"kind": "beside", "parts": [
                open_skin(found.layers, places),
                {"kind": "group", "parts": parts_document(*_facts(found, places, layers, light))},
            ]},
        ],
    }  # fmt: skip


def _place(one: Target) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "depth": one.depth, "shallow": one.shallow, "deep": one.deep,
        "kind": one.kind, "source": one.source,
    }  # fmt: skip


def _facts(
    skin: Skin, places: Sequence[Target], layers: Sequence[dict[str, Any]], light: Sequence[dict[str, Any]]
) -> tuple[Part, ...]:
    reach = [
        cells(one.title, f"{show(one.depth, 'm')} ({show(one.shallow, 'm')} to {show(one.deep, 'm')})",
              f"{_GRADES.get(one.kind, one.kind)}: {one.source}")
        for one in places
    ]  # fmt: skip
    falls = [cells(one["wavelength"], show(one["depth"], "m"), ", ".join(one["devices"])) for one in light]
    made = tuple(cells(one["name"], *one["made"]) for one in layers)
    return (
        Heading("What is to be reached, or spared"), Table(("Place", "Depth", "How that is known"), tuple(reach)),
        Heading("Layers"), Table(("Layer", "Thickness", "Water", "Blood", "Melanosomes"), made),
        Words(
            f"Before a treatment the surface has {show(skin.surface_temperature, 'K')}, blood "
            f"{show(skin.core_temperature, 'K')}.", "small",
        ),
        Heading("How deep light falls to 37 %"), Table(("Wavelength", "Depth", "Devices"), tuple(falls)),
        Words(
            "Diffuse light, by the layers' absorption and scattering. Light of 2.94 and 10.6 µm is taken by the first "
            "micrometres, and removes tissue.", "small",
        ),
    )  # fmt: skip


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
    for name in offered_devices():
        wavelength = catalog.device(name).wavelength
        if wavelength is not None and wavelength < _ABLATES:  # needles and sound send no light
            by_wavelength.setdefault(wavelength, []).append(catalog.title("device", name))
    spectra = library().spectra
    return [
        {"wavelength": show(wavelength, "m", 4), "devices": titles,
         "depth": depth_at(optics(skin, wavelength, spectra), 1.0)}
        for wavelength, titles in sorted(by_wavelength.items())
    ]  # fmt: skip
