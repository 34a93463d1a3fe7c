"""Library files as records: skin, device and its protocol, condition, drug, cooling, published treatment."""

from __future__ import annotations

from typing import Any, TypeVar

from microthermal.catalog.reading.entries import (
    device_mapping,
    device_noun,
    mapping_of,
    names,
    read_entry,
    skin_mapping,
    split_skin,
)
from microthermal.catalog.reading.shelf import held
from microthermal.catalog.reading.state import state_now
from microthermal.catalog.reading.values import rows
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import DEVICES
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.medicine import Drug
from microthermal.domain.inputs.protocol import Protocol
from microthermal.domain.inputs.published import Published
from microthermal.domain.inputs.skin import Skin

T = TypeVar("T")


def _known(record: type[T], kind: str, name: object) -> T | None:
    """The record as the library that was kept holds it; None if there is none of today, or none by this name."""
    library = held(state_now())
    known = None if library is None or not isinstance(name, str) else library.entries.get(f"{kind}/{name}")
    return known.record if known is not None and isinstance(known.record, record) else None


def skin(name: str) -> Skin:
    """Skin of a site and phototype.

    Parameters
    ----------
    name : str
        Site and phototype, such as ``"cheek_iii"``.

    Raises
    ------
    InputError
        If there is no such skin, or its phototype is missing.
    LibraryError
        If the library file is wrong.

    Examples
    --------
    >>> [layer.name for layer in skin("cheek_iii").layers]
    ['stratum_corneum', 'epidermis', 'papillary_dermis', 'reticular_dermis', 'fat']
    """
    if (known := _known(Skin, "skin", name)) is not None:
        return known
    site, phototype = split_skin(name)
    path, _ = mapping_of("site", site)
    return read_entry(Skin, path, skin_mapping(name), origin=f"skin/{site}_{phototype.lower()}")


def device(name: str) -> Any:
    """Device by its name in the library, such as ``"er_glass_1550"``: the record of the kind that its file names.

    Returns
    -------
    Device, CurrentDevice, SoundDevice or LightDevice
        See :mod:`microthermal.domain.inputs.exposures`.

    Raises
    ------
    InputError
        If there is no such device.
    LibraryError
        If the library file is wrong.
    """
    for noun in DEVICES.values():
        if (known := _known(noun, "device", name)) is not None:
            return known
    path, mapping = device_mapping(name)
    noun = device_noun(path, mapping)
    mapping.pop("kind", None)
    return read_entry(noun, path, mapping, name=path.stem, origin=f"device/{path.stem}")


def protocol(name: str) -> Protocol:
    """Published treatment with a device, by the name of the device.

    Raises
    ------
    InputError
        If there is no such device.
    LibraryError
        If the library file is wrong.
    """
    path, mapping = mapping_of("device", name)
    stated = mapping.get("protocol", {"text": "the file of this device names no published treatment"})
    return read_entry(Protocol, path, stated)


def cooling(name: str) -> Cooling:
    """Way of cooling the surface, such as ``"cold_air"``.

    Raises
    ------
    InputError
        If there is no such cooling.
    LibraryError
        If the library file is wrong.
    """
    if (known := _known(Cooling, "cooling", name)) is not None:
        return known
    path, mapping = mapping_of("cooling", name)
    return read_entry(Cooling, path, mapping, origin=f"cooling/{path.stem}")


def condition(name: str) -> Condition:
    """Condition of skin, such as ``"keloid"``.

    Raises
    ------
    InputError
        If there is no such condition.
    LibraryError
        If the library file is wrong.
    """
    if (known := _known(Condition, "condition", name)) is not None:
        return known
    path, mapping = mapping_of("condition", name)
    return read_entry(Condition, path, mapping, name=path.stem, origin=f"condition/{path.stem}")


def drug(name: str) -> Drug:
    """Medicine for injection, such as ``"triamcinolone"``.

    Raises
    ------
    InputError
        If there is no such drug.
    LibraryError
        If the library file is wrong.
    """
    if (known := _known(Drug, "drug", name)) is not None:
        return known
    path, mapping = mapping_of("drug", name)
    return read_entry(Drug, path, mapping, name=path.stem, origin=f"drug/{path.stem}")


def published(name: str) -> Published:
    """Treatment as the literature gives it, such as ``"lee2011"``.

    Raises
    ------
    InputError
        If there is no such entry.
    LibraryError
        If the library file is wrong.
    """
    if (known := _known(Published, "published", name)) is not None:
        return known
    path, mapping = mapping_of("published", name)
    # What the file fills in where its source is silent is told by the kind of its rows.
    filled = tuple(row.path for row in rows(mapping) if row.kind == "assumed")
    return read_entry(Published, path, mapping, name=path.stem, filled=filled, origin=f"published/{path.stem}")


def every_published() -> tuple[Published, ...]:
    """All of them, by their names.

    Raises
    ------
    LibraryError
        If a file is wrong.
    """
    return tuple(published(name) for name in names("published"))
