"""Reading: a mapping becomes a record, or every fault of it becomes one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from microthermal.documents.earlier import with_names_of_today
from microthermal.documents.sentences import FIRST, sentence
from microthermal.documents.toml import mapping_of
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import fields_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

# A case file is a page of text; anything larger is not one, and is refused before it is parsed.
_LARGEST_FILE = 4_000_000
# Faults of one table that are told one by one; the rest are counted.
_TOLD = 30
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")


def read(record: type[T], mapping: Mapping[str, Any], path: str = "") -> T:
    """Make a record from a mapping of texts and numbers, as TOML or JSON give it.

    Parameters
    ----------
    record : type
        A class made by :func:`microthermal.quantity.record`.
    mapping : Mapping
        Field names to values; numbers that have a unit are texts such as ``"20 mJ"``.
    path : str, optional
        Where the mapping stands in its document, for messages.

    Raises
    ------
    InputError
        With one fault for each thing wrong: unknown or missing fields, wrong units, values out of range.
    """
    if not isinstance(mapping, Mapping):
        raise InputError([Fault(path, f"must be a table of fields, not {brief(mapping)}")])
    from pydantic import ValidationError  # where nothing is read it is not needed

    document = with_names_of_today(dict(mapping))
    try:
        made: T = _adapter(record).validate_python(document)  # type: ignore[arg-type]
    except ValidationError as error:
        raise InputError(_faults(error, record, document, path)) from None
    return made


def readable(record: type, mapping: object) -> dict[str, Any]:
    """Numbers of a record that can be read from a mapping, whatever is wrong with its other fields.

    For checks between fields, so that they are made although another field has a fault.
    """
    if not isinstance(mapping, Mapping):
        return {}
    found: dict[str, Any] = {}
    for field in fields_of(record):
        if field.quantity is None or field.quantity.axes or field.name not in mapping:
            continue
        try:
            reader = field.quantity.read_whole if field.kind is int else field.quantity.read
            found[field.name] = reader(mapping[field.name])
        except InputError:  # a fault that `read` tells
            continue
    return found


def read_toml(path: Path) -> dict[str, Any]:
    """Mapping that a TOML file holds.

    Raises
    ------
    InputError
        If the file is missing, not text, too large or not TOML; the sentence says where.
    """
    try:
        return mapping_of(_text(path))
    except InputError:
        raise
    except UnicodeDecodeError:
        what = "is a saved run, and no case file" if path.suffix == ".nc" else "is not a text file in UTF-8"
        raise InputError(f"'{path}' {what}") from None
    except RecursionError:
        raise InputError(f"'{path}' is nested too deeply to be a case file") from None
    except ValueError as error:  # of TOML, or of an integer with more digits than Python reads
        told = any(word in str(error) for word in ("overwrite", "date", "twice"))
        hint = "" if told else '; text values need quotes, as in energy = "20 mJ"'
        raise InputError(f"'{path}' is not valid TOML: {error}{hint}") from None
    except OSError as error:
        raise InputError(f"'{path}' cannot be read: {error.strerror}") from None


def _text(path: Path) -> str:
    if not path.exists():
        raise InputError(f"there is no file '{path}'")
    if path.is_dir():
        raise InputError(f"'{path}' is a folder; name a TOML file in it")
    if not path.is_file():
        raise InputError(f"'{path}' is not an ordinary file; name a TOML file")
    if path.stat().st_size > _LARGEST_FILE:
        raise InputError(f"'{path}' is larger than {_LARGEST_FILE // 1_000_000} MB; it cannot be a case file")
    return path.read_text(encoding="utf-8-sig")  # some editors put a mark before the first letter


@cache
def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(record)


def _faults(error: ValidationError, record: type, document: object, path: str) -> list[Fault]:
    told, more = _told(error.errors(include_url=False))
    faults: list[Fault] = []
    for item in told:
        where = _where(path, *item["loc"])
        cause = item.get("ctx", {}).get("error")
        if isinstance(cause, InputError):
            faults += [Fault(_join(where, fault.path), fault.text) for fault in cause.faults]
        else:
            faults.append(Fault(where, sentence(item, record, document)))
    return faults + [Fault(_where(path, *place), f"holds {count} more {what}") for (place, what), count in more.items()]


def _told(items: list[Any]) -> tuple[list[Any], dict[tuple[tuple[int | str, ...], str], int]]:
    """Faults to be told one by one, and how many more there are, by place: a file of noise must not flood a screen."""
    told: list[Any] = []
    counts: dict[tuple[tuple[int | str, ...], str], int] = {}
    for item in items:
        unknown = item["type"] in _UNKNOWN
        key = (tuple(item["loc"][:-1]), "fields that are not known" if unknown else "faults")
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= (FIRST if unknown else _TOLD):
            told.append(item)
    limits = {"fields that are not known": FIRST, "faults": _TOLD}
    return told, {key: count - limits[key[1]] for key, count in counts.items() if count > limits[key[1]]}


def _where(*parts: object) -> str:
    return ".".join(_name(part) for part in parts if part != "")


def _name(part: object) -> str:
    text = str(part)
    return text if len(text) <= 60 and text.isprintable() else brief(text)


def _join(where: str, inner: str) -> str:
    # A record checked at birth names itself ("Pulse.energy"); the field alone is what the document shows.
    tail = inner.split(".", 1)[1] if inner[:1].isupper() and "." in inner else inner
    return ".".join(part for part in (where, tail) if part)
