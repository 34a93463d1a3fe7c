"""Limits of the therapeutic window, rules and targets: editable text, chosen by skin, condition and class of device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from microthermal.catalog.goals import read_limit, with_unit
from microthermal.catalog.reading.entries import mapping_of, names, read_entry
from microthermal.catalog.reading.values import bare, is_value
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import EXPOSURES, LASER, Exposure, kind_of
from microthermal.domain.inputs.goal import Limit
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.inputs.rule import Criteria, Rule, Target
from microthermal.domain.inputs.skin import PHOTOTYPES, SITES, Skin
from microthermal.errors import InputError, LibraryError
from microthermal.quantity import of_today

# Classes of lasers that `device_class` tells, and those of devices that are no lasers.
_NO_LASERS = tuple(kind for kind in EXPOSURES if kind not in (LASER, "illumination"))
CLASSES = ("ablative", "non_ablative", "selective", "long_pulse", "picosecond", *_NO_LASERS, "low_level")
# Which skins, conditions and devices a limit or a target is for; one without these keys is for all.
_SELECTORS = ("sites", "phototypes", "conditions", "classes")
# Water absorbs so strongly beyond 2.5 µm that tissue leaves, and so weakly below 1.35 µm that pigment and blood count.
_ABLATIVE, _WATER, _PICOSECOND = 2.5e-6, 1.35e-6, 1e-8


def device_class(wavelength: float, duration: float) -> str:
    """Class of a laser by its wavelength [m] and pulse length [s], as limits and rules name it.

    Examples
    --------
    >>> device_class(1550e-9, 3e-3), device_class(10.6e-6, 1e-3)
    ('non_ablative', 'ablative')
    >>> device_class(755e-9, 1e-3), device_class(755e-9, 7e-10)
    ('selective', 'picosecond')
    """
    if duration < _PICOSECOND:
        return "picosecond"
    if wavelength > _ABLATIVE:
        return "ablative"
    return "non_ablative" if wavelength > _WATER else "selective"


def class_of(exposure: Exposure) -> str:
    """Class of what gives an exposure, as limits and rules name it; that of a laser by :func:`device_class`."""
    if exposure.wavelength is None:
        return kind_of(exposure)
    if not exposure.makes_zone:
        return "low_level"
    # A zone that is the share of one follicle in a broad beam is judged by other limits than a microbeam.
    broad = isinstance(exposure, LaserPulse) and exposure.handpiece.spot is not None
    return "long_pulse" if broad else device_class(exposure.wavelength, exposure.duration)


def limits(
    skin: Skin, condition: Condition, kind: str, among: tuple[tuple[Limit, Criteria], ...] | None = None
) -> tuple[Limit, ...]:
    """Limits that hold for every goal, for a skin, a condition and a class of device.

    Parameters
    ----------
    skin : Skin
        Its site and phototype choose among the limits.
    condition : Condition
        Its name chooses among the limits.
    kind : str
        Class of the device, as :func:`device_class` names it.
    among : tuple of (Limit, Criteria), optional
        Limits to choose from, as a library holds them; those of the installed one if left out.

    Returns
    -------
    tuple of Limit
        For each metric and side the strictest that fits. A limit in a folder of the user replaces the one of the same
        ``name`` that is shipped.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    found: dict[tuple[str, bool, bool], Limit] = {}
    for limit, criteria in stated_limits() if among is None else among:
        if not _fits(criteria, skin, condition, kind):
            continue
        held = found.get((limit.metric, limit.lower, limit.under))
        if held is None or (limit.stop > held.stop if limit.lower else limit.stop < held.stop):
            found[limit.metric, limit.lower, limit.under] = limit
    return tuple(found.values())


def _fits(criteria: Criteria, skin: Skin, condition: Condition, kind: str) -> bool:
    asked = (
        (criteria.sites, skin.site), (criteria.phototypes, skin.phototype), (criteria.conditions, condition.name),
        (criteria.classes, kind),
    )  # fmt: skip
    return all(not wanted or there in wanted for wanted, there in asked)


def stated_limits() -> tuple[tuple[Limit, Criteria], ...]:
    """Limits of all skins, conditions and classes of devices, each with those that it is for.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    return tuple((_limit(path, where, item), _criteria(item)) for path, where, item in _items("limits", "limits"))


def every_limit() -> tuple[Limit, ...]:
    """Limits of all skins, conditions and classes of devices; as :func:`stated_limits`."""
    return tuple(limit for limit, _ in stated_limits())


def rules() -> tuple[Rule, ...]:
    """Every rule of the library, shipped and user's.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    return tuple(_rule(path, where, item) for path, where, item in _items("rules", "rules"))


def history_items() -> tuple[str, ...]:
    """Everything that a person's history can name, because some rule asks for it."""
    return tuple(sorted({item for rule in rules() for item in rule.criteria.history}))


def targets(
    skin: Skin, condition: Condition, among: tuple[tuple[Target, Criteria], ...] | None = None
) -> tuple[Target, ...]:
    """Places that a treatment of this skin may want to reach, from the surface down; of each the first that fits.

    Parameters
    ----------
    skin, condition
        Their site and name choose among the places.
    among : tuple of (Target, Criteria), optional
        Places to choose from, as a library holds them; those of the installed one if left out.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    found: dict[str, Target] = {}
    for target, criteria in stated_targets() if among is None else among:
        if _fits(criteria, skin, condition, ""):
            found.setdefault(target.name, target)
    return tuple(sorted(found.values(), key=lambda target: target.depth))


def stated_targets() -> tuple[tuple[Target, Criteria], ...]:
    """Places of all skins and conditions, each with those that it is for; those of one name in the order of the file.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    found, known = [], _known()
    for name in names("targets"):
        path, mapping = mapping_of("targets", name)
        for number, item in enumerate(_listed(path, mapping, "places")):
            _check_names(path, f"places.{number}", item, known)
            found.append((_target(path, f"places.{number}", mapping, item, name), _criteria(item)))
    return tuple(found)


def _criteria(item: Mapping[str, Any]) -> Criteria:
    chosen: dict[str, Any] = {key: tuple(item.get(key, ())) for key in _SELECTORS}
    return Criteria(**chosen)


def _items(kind: str, key: str) -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    """Members of the lists of all files of a kind; a later file replaces what an earlier one named alike."""
    found: dict[str, tuple[Path, str, Mapping[str, Any]]] = {}
    shipped: dict[str, Path] = {}
    known = _known()
    for name in names(kind):
        path, mapping = mapping_of(kind, name)
        for number, stated in enumerate(_listed(path, mapping, key)):
            item, where = of_today(Rule, stated) if kind == "rules" else stated, f"{key}.{number}"
            if not isinstance(item, Mapping) or not isinstance(item.get("name"), str):
                raise LibraryError(f"{path}: {where}.name: every member of {key} needs a name in quotes")
            _check_names(path, where, item, known)
            _check_names(path, f"{where}.criteria", item.get("criteria", {}), known)
            other = shipped.get(item["name"])
            if other is not None and other.parent == path.parent:
                raise LibraryError(f"{path}: {where}.name: '{item['name']}' is named already in {other.name}")
            if other is None or _is_shipped(other):
                found[item["name"]] = (path, where, item)
                shipped[item["name"]] = path
    yield from found.values()


def _listed(path: Path, mapping: Mapping[str, Any], key: str) -> list[Any]:
    """List of a file; a file without it would be taken for one that limits nothing."""
    found = mapping.get(key)
    if not isinstance(found, list):
        raise LibraryError(f"{path}: {key}: this list is missing; write each member as [[{key}]]")
    return found


def _known() -> dict[str, tuple[str, ...]]:
    chosen = {"conditions": names("condition"), "drugs": names("drug")}
    return {"sites": SITES, "phototypes": PHOTOTYPES, "classes": CLASSES, **chosen}


def _check_names(path: Path, where: str, item: object, known: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse names that nothing goes by: the member would never hold, and nobody be told."""
    if not isinstance(item, Mapping):
        raise LibraryError(f"{path}: {where}: must be a table")
    for key, names_known in known.items():
        chosen = item.get(key, [])
        if not isinstance(chosen, list):
            raise LibraryError(f"{path}: {where}.{key}: must be a list of names")
        for name in chosen:
            try:
                read_choice(name, names_known, f"name among {key}")
            except InputError as error:
                raise LibraryError(f"{path}: {where}.{key}: {error}") from None


def _is_shipped(path: Path) -> bool:
    return path.is_relative_to(Path(__file__).resolve().parents[1])


def _limit(path: Path, where: str, item: Mapping[str, Any]) -> Limit:
    plain = {key: value for key, value in read_limit(path, where, item).items() if key not in _SELECTORS}
    return read_entry(Limit, path, plain)


def _rule(path: Path, where: str, item: Mapping[str, Any]) -> Rule:
    criteria = with_unit(path, f"{where}.criteria", item.get("criteria", {}))
    return read_entry(Rule, path, {**item, "criteria": criteria}, origin=f"rules/{path.stem}")


def _target(path: Path, where: str, mapping: Mapping[str, Any], item: Mapping[str, Any], name: str) -> Target:
    table = item.get("depth")
    if not isinstance(table, Mapping) or not is_value(table) or not table.get("source") or not table.get("kind"):
        raise LibraryError(f"{path}: {where}.depth: must be a table with a value, a source and a kind")
    depth, low, high = (table.get(key, table["value"]) for key in ("value", "low", "high"))
    plain = {
        "title": str(mapping.get("title", name)), "depth": depth, "shallow": low, "deep": high,
        "source": str(table["source"]), "kind": str(table["kind"]),
    }  # fmt: skip
    return read_entry(Target, path, bare(plain), name=name, origin=f"targets/{name}")
