"""Words for what a document got wrong: what it is, and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias, get_args, get_origin

from microthermal.errors import InputError, brief
from microthermal.quantity import fields_of
from microthermal.registry import Registry

Location: TypeAlias = tuple[int | str, ...]
# Fields that are not known and are told one by one; the rest are counted.
FIRST = 5
# Phototypes are Roman numbers, and often written in digits.
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi"}


def sentence(item: Any, record: type, document: object) -> str:
    """One sentence for one fault that pydantic found.

    Parameters
    ----------
    item : ErrorDetails
        As listed by ``ValidationError.errors()``.
    record : type
        The record that was read at the top; fields are looked up in it along the path.
    document : object
        The mapping that was read; tells which choice stands where a field offers several.
    """
    location: Location = item["loc"]
    match item["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return _unknown(location, record, document)
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return _missing(location, record, document)
        case "literal_error":
            return _not_a_choice(item["input"], str(item["ctx"]["expected"]))
        case "string_type":
            return f"must be a text in quotes, not {brief(item['input'])}"
        case "int_type" | "int_parsing" | "int_from_float":
            return f"must be a whole number, not {brief(item['input'])}"
        case "bool_type" | "bool_parsing":
            return f"must be true or false, not {brief(item['input'])}"
        case "dataclass_type" | "dict_type" | "mapping_type":
            return (
                f"must be a table of fields ({_names(_target(location, record, document))}), not {brief(item['input'])}"
            )
        case "invalid_key":
            return f"a field must be named by a text, not by {brief(item['input'])}"
        case "list_type" | "tuple_type":
            return f"must be a list in [ ], not {brief(item['input'])}"
        case _:
            return f"{brief(item['input'])} cannot be used here: {item['msg']}"


def _target(location: Location, record: type, document: object) -> type | None:
    """Record that stands at a path below a record, as far as the annotations and the document tell."""
    kind: Any = record
    for part in location:
        if isinstance(part, int):
            kind = get_args(kind)[0] if get_origin(kind) is tuple else None
            document = document[part] if isinstance(document, list | tuple) and part < len(document) else None
        else:
            parent = _record(kind, document)
            field = None if parent is None else next((f for f in fields_of(parent) if f.name == part), None)
            kind = None if field is None else field.kind
            document = document.get(part) if isinstance(document, Mapping) else None
    return _record(kind, document)


def _record(kind: Any, document: object) -> type | None:
    if get_origin(kind) is Annotated:  # a choice: which one stands in the document
        family = next((note for note in get_args(kind) if hasattr(note, "member_of")), None)
        if family is not None:
            found: type | None = family.member_of(document)
            return found
        choices = next((note for note in get_args(kind) if isinstance(note, Registry)), None)
        chosen = document.get("kind") if isinstance(document, Mapping) else document
        return choices[chosen] if choices is not None and chosen in choices.kinds() else None
    return kind if hasattr(kind, "__dataclass_fields__") else None


def _names(record: type | None) -> str:
    if record is None:
        return "see the reference"
    return ", ".join(field.name for field in fields_of(record))


def _unknown(location: Location, record: type, document: object) -> str:
    parent = _target(location[:-1], record, document)
    if parent is None:
        return "this field is not known here"
    return f"this field is not known; {hint(location[-1], tuple(field.name for field in fields_of(parent)))}"


def _not_a_choice(given: object, expected: str) -> str:
    near = meant(given, tuple(re.findall("'([^']*)'", expected)))
    guess = f" (did you mean '{near}'?)" if near else ""
    return f"{brief(given)} is not a choice here; write one of {expected}{guess}"


def meant(given: object, choices: Sequence[str]) -> str:
    """The one of some choices that is most likely meant: in other letters, in digits for Roman, misspelt; or none.

    Examples
    --------
    >>> meant("iv", ("III", "IV")), meant(4, ("III", "IV")), meant("chek", ("scalp", "cheek")), meant("x", ("a", "b"))
    ('IV', 'IV', 'cheek', '')
    """
    text = str(given).strip().casefold()
    alike = {choice.casefold(): choice for choice in choices}
    found = alike.get(text) or alike.get(_ROMAN.get(text, ""))
    if found is None and isinstance(given, str):
        found = next((alike[name] for name in difflib.get_close_matches(text, alike, n=1, cutoff=0.6)), None)
    return found or ""


def hint(name: object, known: Sequence[str]) -> str:
    """What could be meant by a name that is not known: the nearest of those that are, or all of them."""
    close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"


def _missing(location: Location, record: type, document: object) -> str:
    parent = _target(location[:-1], record, document)
    field = None
    if parent is not None:
        field = next((field for field in fields_of(parent) if field.name == location[-1]), None)
    if field is not None and field.quantity is not None:
        wanted = f"'{field.quantity.example}'" if field.quantity.unit != "1" else field.quantity.example
        return f"this field is missing; give {field.quantity.meaning}, for example {wanted}"
    if field is not None and (choices := get_args(field.kind)) and all(isinstance(c, str) for c in choices):
        return f"this field is missing; give one of {', '.join(repr(choice) for choice in choices)}"
    return "this field is missing"


def read_choice(text: object, choices: tuple[str, ...], what: str) -> str:
    """Check that a text names one of several things.

    Raises
    ------
    InputError
        With the nearest name, or all of them.
    """
    if isinstance(text, str) and text in choices:
        return text
    raise InputError(f"there is no {what} {brief(text)}; {hint(text, choices)}")
