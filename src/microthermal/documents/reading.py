"""Reading: a mapping becomes a record, or every fault of it becomes one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from microthermal.documents.sentences import sentence
from microthermal.errors import Fault, InputError

T = TypeVar("T")

# A case file is a page of text; anything larger is not one, and is refused before it is parsed.
_LARGEST_FILE = 4_000_000


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
    try:
        made: T = _adapter(record).validate_python(dict(mapping))  # type: ignore[arg-type]
    except ValidationError as error:
        raise InputError(_faults(error, record, path)) from None
    return made


def read_toml(path: Path) -> dict[str, Any]:
    """Mapping that a TOML file holds.

    Raises
    ------
    InputError
        If the file is missing, not text, too large or not TOML; the sentence says where.
    """
    if not path.exists():
        raise InputError(f"there is no file '{path}'")
    if path.is_dir():
        raise InputError(f"'{path}' is a folder; name a TOML file in it")
    if path.stat().st_size > _LARGEST_FILE:
        raise InputError(f"'{path}' is larger than {_LARGEST_FILE // 1_000_000} MB; it cannot be a case file")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"'{path}' is not a text file in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"'{path}' is not valid TOML: {error}; text values need quotes, as in energy = \"20 mJ\""
        ) from None
    except RecursionError:
        raise InputError(f"'{path}' is nested too deeply to be a case file") from None
    except OSError as error:
        raise InputError(f"'{path}' cannot be read: {error.strerror}") from None


@cache
def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def _faults(error: ValidationError, record: type, path: str) -> list[Fault]:
    faults: list[Fault] = []
    for item in error.errors(include_url=False):
        where = ".".join(str(part) for part in (path, *item["loc"]) if part != "")
        cause = item.get("ctx", {}).get("error")
        if isinstance(cause, ValidationError):  # a choice read inside a field has faults of its own
            faults += _faults(cause, record, where)
        elif isinstance(cause, InputError):
            faults += [Fault(_join(where, fault.path), fault.text) for fault in cause.faults]
        else:
            faults.append(Fault(where, sentence(item, record)))
    return faults


def _join(where: str, inner: str) -> str:
    # A record checked at birth names itself ("Pulse.energy"); the field alone is what the document shows.
    tail = inner.split(".", 1)[1] if inner[:1].isupper() and "." in inner else inner
    return ".".join(part for part in (where, tail) if part)
