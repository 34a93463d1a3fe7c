"""Coefficients from the library handed to the models that use them: damage laws, removal of tissue, healing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

from microthermal.catalog.reading import folders, naming
from microthermal.catalog.reading.entries import mapping_of, names, read_entry
from microthermal.catalog.reading.values import bare, in_si, rows
from microthermal.damage.laws import DamageLaw, law
from microthermal.deposition.engines import DepositionEngine, engine
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.condition import Concern, Level
from microthermal.errors import InputError, LibraryError, brief
from microthermal.healing.exchange.levels import Word
from microthermal.healing.models import HealingModel
from microthermal.healing.models import model as healing
from microthermal.heat.models import HeatModel, model
from microthermal.quantity import amended
from microthermal.registry import Registry


def default_laws() -> dict[str, str]:
    """Default law of each endpoint, by name.

    Raises
    ------
    LibraryError
        If a library file is wrong, or an endpoint has two defaults.
    """
    found: dict[str, str] = {}
    for name in names("law"):
        path, mapping = mapping_of("law", name)
        if mapping.get("default") is True:
            endpoint = str(mapping.get("endpoint", ""))
            if endpoint in found:
                raise LibraryError(f"{path}: default: '{found[endpoint]}' is the default law of {endpoint} already")
            found[endpoint] = name
    return found


def heat_model(removal: str) -> HeatModel:
    """Heat model that removes tissue in a way, with the coefficients of the library.

    Parameters
    ----------
    removal : str
        Name in the library, such as ``"boil_off"`` or ``"ejection"``, as devices and pulses state it.

    Raises
    ------
    InputError
        If there is no such way.
    LibraryError
        If the library file is wrong.
    """
    path, mapping = mapping_of("removal", removal)
    found = _choice(model, "removal", removal, aside=("vessels",))
    if "vessels" in mapping:
        frequency, energy = _first_order(path, mapping["vessels"])
        found = amended(found, vessel_frequency=frequency, vessel_energy=energy)
    return cast(HeatModel, found)


def deposition_engine(name: str) -> DepositionEngine:
    """Engine of deposition with the coefficients of the library, such as ``"joule"``.

    Raises
    ------
    InputError
        If the library states none of this name.
    LibraryError
        If the library file is wrong.
    """
    found = folders.safe_name(name, "deposition")
    return cast(DepositionEngine, _choice(engine, "deposition", found, origin=f"deposition/{found}"))


def _first_order(path: Path, name: object) -> tuple[float, float]:
    """Frequency factor [1/s] and activation energy [J/mol] of the law by which vessels close."""
    try:
        pair = known_law(read_choice(name, names("law"), "damage law")).first_order
    except InputError as error:
        raise LibraryError(f"{path}: vessels: {error}") from None
    if pair is None:
        raise LibraryError(
            f"{path}: vessels: '{name}' has no frequency factor and activation energy; name a law that has"
        )
    return pair


def _choice(registry: Registry, kind: str, name: str, aside: tuple[str, ...] = (), **extra: Any) -> Any:
    """Object of a registry from the library file that names its ``kind``; keys that are no field of it stand aside."""
    path, mapping = mapping_of(kind, name)
    try:
        cls = registry[str(bare(mapping).get("kind", ""))]
    except InputError as error:
        raise LibraryError(f"{path}: kind: {error}") from None
    rest = {key: item for key, item in mapping.items() if key not in ("kind", *aside)}
    return read_entry(cls, path, rest, **extra)


def known_law(name: str) -> DamageLaw:
    """One damage law by its name in the library.

    Raises
    ------
    InputError
        If there is no such law.
    LibraryError
        If the library file is wrong.
    """
    found = folders.safe_name(name, "law")
    return cast(DamageLaw, _choice(law, "law", found, origin=f"law/{found}"))


def healing_model(name: str = "cascade") -> HealingModel:
    """Healing model with the coefficients of the library.

    Parameters
    ----------
    name : str, optional
        Name in the library; its equations stand beside its values in a file of SBML.

    Raises
    ------
    InputError
        If there is no such model.
    LibraryError
        If a library file is wrong.
    """
    path = naming.find("healing", name)
    return _healing(path, folders.text_of(path), folders.text_of(path.with_suffix(".xml")))


@lru_cache(maxsize=4)  # it holds a hundred numbers with their units
def _healing(path: Path, text: str, sbml: str) -> HealingModel:
    mapping = folders.parsed(path, text)
    levels = tuple(
        Level(name=key, value=_level(path, key, table)) for key, table in mapping.get("parameters", {}).items()
    )
    try:
        cls = healing[str(mapping.get("kind", ""))]
    except InputError as error:
        raise LibraryError(f"{path}: kind: {error}") from None
    return cast(HealingModel, cls(sbml=sbml, parameters=levels))


def healing_words(name: str = "cascade") -> dict[str, Word]:
    """What the species and coefficients of the healing model are, in words, for exports.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    path, mapping = mapping_of("healing", name)
    words = {key: read_entry(Word, path, {**table}) for key, table in mapping.get("species", {}).items()}
    for row in rows(mapping.get("parameters", {})):
        note = f"{row.note}. " if row.note else ""
        told = f"{note}Source: {row.source}{', ' + row.where if row.where else ''}; {row.kind}."
        words[row.path] = Word(title=row.path.replace("_", " "), note=told)
    return words


class HealingPanel(NamedTuple):
    """Species drawn together, each with the label of its curve, and what of the skin they are about, if not of all."""

    title: str
    curves: dict[str, str]
    concern: Concern | None


def healing_panels(name: str = "cascade") -> tuple[HealingPanel, ...]:
    """Groups in which reports draw the species of the healing model.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    path, mapping = mapping_of("healing", name)
    panels, found = mapping.get("panels", {}), []
    for title, curves in panels.items() if isinstance(panels, dict) else [("", panels)]:
        if not isinstance(curves, dict) or not all(isinstance(label, str) for label in curves.values()):
            raise LibraryError(f"{path}: panels.{title}: must be a table of species with the labels of their curves")
        labels = dict(curves)
        concern = labels.pop("concern", None)
        if concern not in (None, *get_args(Concern)):
            raise LibraryError(
                f"{path}: panels.{title}.concern: must be one of {get_args(Concern)}, not {brief(concern)}"
            )
        found.append(HealingPanel(title, labels, cast(Concern | None, concern)))
    return tuple(found)


def _level(path: Path, key: str, table: object) -> float:
    """Value of a parameter in SI: a pure number, a rate, a time or a length."""
    if not isinstance(table, dict) or "value" not in table:
        raise LibraryError(f"{path}: parameters.{key}: must be a table with a value, a source and a kind")
    try:
        return in_si(str(table["value"]))
    except InputError as error:
        raise LibraryError(f"{path}: parameters.{key}: {error}") from None
