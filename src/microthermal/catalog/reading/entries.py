"""Entries of the library: what a file says, value by value, and records read from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from microthermal.catalog.reading import folders
from microthermal.catalog.reading.naming import find
from microthermal.catalog.reading.spectra import spectrum_entry
from microthermal.catalog.reading.values import ABOUT, Entry, bare, is_value, rows
from microthermal.documents.reading import read
from microthermal.documents.sentences import hint, meant, read_choice
from microthermal.domain.inputs.exposures import DEVICES, LASER
from microthermal.domain.inputs.medicine import Drug
from microthermal.domain.inputs.skin import PHOTOTYPES, tissue_named
from microthermal.errors import InputError, LibraryError, brief
from microthermal.quantity import fields_of, of_today

T = TypeVar("T")
# Nouns some of whose values stood elsewhere in files of earlier versions: rows go by the paths of today.
_NOUNS = {"drug": Drug}
SINGLES = {"phototypes": "phototypes.toml", "optics": "optics.toml", "scope": "scope.toml"}
KINDS = ("skin", *folders.FOLDERS, *SINGLES)
# What the radii are kept for that a beam of low-level light may have.
_OF_LOW_LEVEL = "what the spot may stand for: of low-level light no zone and no mean dose turns on it"


def kinds() -> tuple[str, ...]:
    """Kinds of entries, as :func:`names` and :func:`entry` take them."""
    return KINDS


def title(kind: str, name: str) -> str:
    """Title of an entry, for lists.

    Raises
    ------
    InputError
        If there is no such kind or name.
    """
    if kind == "skin":
        site, phototype = split_skin(name)
        return f"{title('site', site)}, phototype {phototype}"
    if kind == "spectrum":
        return entry(kind, name).title
    return str(mapping_of(kind, name)[1].get("title", name))


def device_title(origin: str, name: str) -> str:
    """Title of a device by where it comes from; its name in words if the library does not know it."""
    kind, _, entry_name = origin.partition("/")
    if kind == "device" and entry_name in names(kind):
        return title(kind, entry_name)
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def names(kind: str) -> tuple[str, ...]:
    """Names of all entries of a kind, shipped and user's, sorted.

    Raises
    ------
    InputError
        If there is no such kind.
    """
    read_choice(kind, KINDS, "kind of library entry")
    if kind == "skin":
        return tuple(f"{site}_{phototype.lower()}" for site in names("site") for phototype in PHOTOTYPES)
    if kind in SINGLES:
        return (kind,)
    return tuple(sorted(folders.files(kind)))


def mapping_of(kind: str, name: object) -> tuple[Path, Mapping[str, Any]]:
    """File of an entry and the mapping that it holds."""
    if kind in SINGLES:
        path = folders.single(SINGLES[kind])
        return path, folders.load(path)
    path = find(kind, name)
    return path, folders.load(path)


def entry(kind: str, name: str = "") -> Entry:
    """Entry of the library, value by value.

    Parameters
    ----------
    kind : str
        ``"skin"``, ``"device"``, ``"condition"``, ``"drug"``, ``"goal"``, ``"law"``, ``"removal"``,
        ``"site"``, ``"spectrum"``, ``"healing"``, ``"figures"``, ``"cooling"``,
        ``"limits"``, ``"rules"``, ``"structure"``, ``"targets"``, ``"published"``, ``"barred"``, ``"phototypes"``,
        ``"optics"`` or ``"scope"``.
    name : str
        Name of the entry, as listed by :func:`names`.

    Raises
    ------
    InputError
        If there is no such kind or name.
    LibraryError
        If the file is wrong.
    """
    read_choice(kind, KINDS, "kind of library entry")
    if kind == "skin":
        return _skin_entry(name)
    if kind == "spectrum":
        return spectrum_entry(name)
    path, mapping = device_mapping(name) if kind == "device" else mapping_of(kind, name)
    called = kind if kind in SINGLES else path.stem
    noun = device_noun(path, mapping) if kind == "device" else _NOUNS.get(kind)
    stated = mapping if noun is None else of_today(noun, mapping)
    return Entry(kind, called, title(kind, called), str(mapping.get("about", "")), (path,), rows(stated))


def device_mapping(name: object) -> tuple[Path, dict[str, Any]]:
    """File of a device and what it holds, with the spread of its radius as what the nominal spot may stand for.

    Instead of the radius of a spot it may be that of a needle or of the aperture of a bowl.
    """
    path, mapping = mapping_of("device", name)
    needle = mapping.get("electrode", {}).get("radius") if isinstance(mapping.get("electrode"), Mapping) else None
    radius, basis = mapping.get("radius") or needle or mapping.get("aperture"), mapping.get("basis", {})
    if (
        not isinstance(radius, Mapping)
        or not is_value(radius)
        or not {"low", "high"} <= radius.keys()
        or "radius_range" in basis
    ):
        return path, dict(mapping)
    about = {key: item for key, item in radius.items() if key not in ("low", "high", "value", "spread")}
    if mapping.get("kind") == "illumination":
        about["kept_for"] = _OF_LOW_LEVEL
    ends = {end: {"value": radius[end], **about} for end in ("low", "high")}
    return path, {**mapping, "basis": {**basis, "radius_range": ends}}


def device_noun(path: Path, mapping: Mapping[str, Any]) -> type[Any]:
    """Record that the file of a device fills, by the kind that it names; a laser's if it names none.

    Raises
    ------
    LibraryError
        If there is no such kind.
    """
    kind = mapping.get("kind", LASER)
    if isinstance(kind, str) and kind in DEVICES:
        return DEVICES[kind]
    text = f"there is no kind of device {brief(kind)}; {hint(str(kind), tuple(DEVICES))}"
    raise LibraryError(f"{path}: kind: {text}")


def _skin_entry(name: str) -> Entry:
    path, mapping = mapping_of("site", split_skin(name)[0])
    phototypes, _ = mapping_of("phototypes", "")
    merged = skin_mapping(name)
    return Entry("skin", name, title("skin", name), str(mapping.get("about", "")), (path, phototypes), rows(merged))


def split_skin(name: object) -> tuple[str, str]:
    """Site and phototype of a skin's name, such as ``"cheek_iii"``.

    Raises
    ------
    InputError
        If the phototype is missing or unknown, or there is no such site.
    """
    text = folders.safe_name(name, "skin")
    sites = tuple(sorted(folders.files("site")))
    by_name = {phototype.lower(): phototype for phototype in PHOTOTYPES}
    if text in sites:
        raise InputError(
            f"the phototype of skin '{text}' is missing; write '{text}_i' to '{text}_vi', for example '{text}_iii'"
        )
    site, _, ending = text.rpartition("_")
    if site in sites and ending in by_name:
        return site, by_name[ending]
    if site in sites:
        near = meant(ending, tuple(by_name))
        guess = f"; did you mean '{site}_{near}'?" if near else ""
        raise InputError(f"there is no phototype '{ending}' in skin '{text}'; write '{site}_i' to '{site}_vi'{guess}")
    read_choice(text, tuple(f"{known}_{phototype}" for known in sites for phototype in by_name), "skin")
    return site, by_name[ending]


def skin_mapping(name: object) -> dict[str, Any]:
    """Mapping of a skin: the file of the site, with the melanosome fraction of the phototype in the epidermis."""
    site, phototype = split_skin(name)
    path, mapping = mapping_of("site", site)
    _, fractions = mapping_of("phototypes", "")
    if phototype not in fractions:
        raise LibraryError(f"{folders.single('phototypes.toml')}: {phototype}: this phototype is missing")
    melanosome, layers = fractions[phototype]["melanosome"], mapping.get("layers", [])
    if not any(_tissue(layer) == "epidermis" for layer in layers):
        raise LibraryError(f"{path}: layers: there is no layer whose tissue is 'epidermis'")
    coloured = [
        {**layer, "composition": {**layer.get("composition", {}), "melanosome": melanosome}}
        if _tissue(layer) == "epidermis"
        else layer
        for layer in layers
    ]
    return {**mapping, "layers": coloured, "phototype": phototype}


def _tissue(layer: Mapping[str, Any]) -> object:
    """Tissue of a layer of a file, as the record will hold it."""
    return layer.get("tissue") or tissue_named(str(layer.get("name", "")))


def read_entry(record: type[T], path: Path, mapping: Mapping[str, Any], **extra: Any) -> T:
    """Record of a library file.

    Parameters
    ----------
    record : type
        The noun that the file describes.
    path : Path
        The file, for messages.
    mapping : Mapping
        What the file holds.
    **extra
        Fields that the file does not state, such as ``origin``.

    Raises
    ------
    LibraryError
        With file, key and rule of everything that is wrong.
    """
    noun: Any = record
    known = {field.name for field in fields_of(noun)}
    plain = {key: value for key, value in bare(mapping).items() if key not in ABOUT}
    if "title" not in known:
        plain.pop("title", None)
    try:
        return read(record, {**plain, **extra})
    except InputError as error:
        raise LibraryError("\n".join(f"{path}: {fault}" for fault in error.faults)) from None
