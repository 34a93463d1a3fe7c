"""``amended``: a record with other values of some fields, of which only these are looked at."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

from microthermal.quantity.fitting import held_of

T = TypeVar("T")


def amended(record: T, **values: Any) -> T:
    """The same record with other values of some fields.

    Parameters
    ----------
    record : record
        A record, which was checked when it was made; another frozen dataclass is taken as well.
    **values
        New values by field.

    Returns
    -------
    record
        What ``dataclasses.replace`` gives, in every field and in every refusal.

    Raises
    ------
    InputError
        As for a record that is made: with every fault of the new values, and of what they make of the others.
    TypeError
        If there is no such field.

    Notes
    -----
    Inside of a simulation records are changed hundreds of times: cautions are added, errors set, powers scaled. Each of
    the other fields was checked before and cannot have changed, so only the new values are held against their fields,
    and the record's own rule, if it has one, is asked. Values that do not fit as they are, which the check may still
    turn into what a record holds, take the way of a record that is made. It is the function to change records with
    inside of the program; what users hand over makes records, each of which is checked as a whole.
    """
    cls: type = record.__class__
    names, own = _names_and_rule(cls)
    held = record.__dict__
    found = held_of(cls, values, held) if names else None
    if found is None:
        return replace(record, **values)  # type: ignore[type-var]
    made: T = object.__new__(cls)
    made.__dict__.update({name: found[name] if name in found else held[name] for name in names})
    if own is not None:
        own(made)
    return made


@cache
def _names_and_rule(cls: type) -> tuple[tuple[str, ...], Any]:
    # Fields of a record and what it asks of itself beyond them; no fields for other dataclasses. What a record has
    # worked out of its fields since it was made is no field, and stays behind.
    if "__own_check__" not in cls.__dict__:
        return (), None
    return tuple(field.name for field in fields(cls)), cls.__dict__["__own_check__"]
