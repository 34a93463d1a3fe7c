"""Words for what a document got wrong: what it is, and what would be right."""

from __future__ import annotations

import difflib
from typing import Any, get_args, get_origin

from microthermal.errors import InputError
from microthermal.quantity import Field, fields_of
from microthermal.units import example


def sentence(item: Any, record: type) -> str:
    """One sentence for one fault that pydantic found.

    Parameters
    ----------
    item : ErrorDetails
        As listed by ``ValidationError.errors()``.
    record : type
        The record that was read at the top; fields are looked up in it along the path.
    """
    location = [part for part in item["loc"] if isinstance(part, str)]
    match item["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return _unknown(location, record)
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return _missing(location, record)
        case "literal_error":
            return f"{_show(item['input'])} is not a choice here; write one of {item['ctx']['expected']}"
        case "string_type":
            return f"must be a text in quotes, not {_show(item['input'])}"
        case "int_type" | "int_parsing" | "int_from_float":
            return f"must be a whole number, not {_show(item['input'])}"
        case "bool_type" | "bool_parsing":
            return f"must be true or false, not {_show(item['input'])}"
        case "dataclass_type" | "dict_type" | "mapping_type":
            return f"must be a table of fields ({_names(_target(location, record))}), not {_show(item['input'])}"
        case "list_type" | "tuple_type":
            return f"must be a list in [ ], not {_show(item['input'])}"
        case _:
            return f"{_show(item['input'])} cannot be used here: {item['msg']}"


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _target(location: list[str], record: type) -> type | None:
    """Record that stands at a path below a record, as far as the annotations tell."""
    current: type | None = record
    for name in location:
        if current is None or not hasattr(current, "__dataclass_fields__"):
            return None
        field = next((field for field in fields_of(current) if field.name == name), None)
        current = None if field is None else _inner(field)
    return current


def _inner(field: Field) -> type | None:
    kinds = get_args(field.kind) if get_origin(field.kind) is tuple else (field.kind,)
    return next((kind for kind in kinds if hasattr(kind, "__dataclass_fields__")), None)


def _names(record: type | None) -> str:
    if record is None or not hasattr(record, "__dataclass_fields__"):
        return "see the reference"
    return ", ".join(field.name for field in fields_of(record))


def _unknown(location: list[str], record: type) -> str:
    parent = _target(location[:-1], record)
    if parent is None or not hasattr(parent, "__dataclass_fields__"):
        return "this field is not known here"
    names = [field.name for field in fields_of(parent)]
    close = difflib.get_close_matches(location[-1], names, n=1, cutoff=0.6)
    hint = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(names)}"
    return f"this field is not known; {hint}"


def _missing(location: list[str], record: type) -> str:
    parent = _target(location[:-1], record)
    field = None
    if parent is not None and hasattr(parent, "__dataclass_fields__"):
        field = next((field for field in fields_of(parent) if field.name == location[-1]), None)
    if field is not None and field.quantity is not None:
        wanted = f"'{example(field.quantity.unit)}'" if field.quantity.unit != "1" else example("1")
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
    close = difflib.get_close_matches(str(text), choices, n=1, cutoff=0.6)
    hint = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(choices)}"
    raise InputError(f"there is no {what} {_show(text)}; {hint}")
