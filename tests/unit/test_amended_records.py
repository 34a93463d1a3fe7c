"""``amended`` gives and refuses what ``dataclasses.replace`` does, and looks at new values alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.errors import Fault, InputError
from microthermal.quantity import Array, Measured, Quantity, amended, record

VALUES = (None, float("nan"), 1e300, 0, "a word", ("a word",), np.ones(3), Measured(value=0.0))


@record
class Bar:
    """A record with a rule of its own, an array, a compound, and something worked out of its fields."""

    low: Annotated[float, Quantity("m", "lower end", 0, 10)]
    high: Annotated[float, Quantity("m", "upper end", 0, 10)]
    hit: Annotated[Measured, Quantity("m", "where it was hit", 0, 10)] = Measured(value=1.0)
    marks: Annotated[Array, Quantity("m", "marks", 0, 10, axes=("mark",))] = dataclasses.field(
        default_factory=lambda: np.zeros(2)
    )
    weights: Annotated[Array, Quantity("1", "weights of the marks", 0, 1, axes=("mark",))] | None = None

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise InputError([Fault("Bar.low", "is above high")])

    @cached_property
    def length(self) -> float:
        """From end to end."""
        return self.high - self.low


def records_in(value: Any) -> Iterator[Any]:
    """One record of each class that is reached from a value."""
    seen: set[type] = set()
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, tuple):
            todo += one
        elif dataclasses.is_dataclass(one) and type(one) not in seen:
            seen.add(type(one))
            yield one
            todo += [getattr(one, field.name) for field in dataclasses.fields(one)]


def answer(call: Any, one: Any, **values: Any) -> Any:
    """What changing a record gives: its fields, or the words of a refusal."""
    try:
        made = call(one, **values)
    except (InputError, TypeError) as error:
        return type(error), str(error)
    return type(made), [(field.name, getattr(made, field.name)) for field in dataclasses.fields(made)]


def same(one: Any, other: Any) -> bool:
    """Whether two answers are the same, arrays by their numbers and being writeable."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=True) and one.flags.writeable == other.flags.writeable
    if isinstance(one, (tuple, list)) and type(one) is type(other):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one is other or (type(one) is type(other) and one == other))


BAR = Bar(low=1.0, high=2.0, weights=np.ones(2))


def test_it_gives_and_refuses_what_replace_does():
    classes = 0
    for one in records_in((synthetic.simulation(), catalog.device("er_glass_1550"), catalog.condition("keloid"), BAR)):
        classes += 1
        for field in dataclasses.fields(one):
            for value in (getattr(one, field.name), *VALUES):
                found, expected = (answer(by, one, **{field.name: value}) for by in (amended, dataclasses.replace))
                assert same(found, expected), (type(one).__name__, field.name, value)
    assert classes > 40


def test_a_rule_of_the_record_is_asked():
    with pytest.raises(InputError, match="above high"):
        amended(BAR, low=3.0)
    assert amended(BAR, low=3.0, high=4.0).length == 1.0


def test_what_was_worked_out_is_worked_out_again():
    assert BAR.length == 1.0
    assert amended(BAR, high=5.0).length == 4.0


def test_an_array_is_made_its_own_and_has_to_fit_the_others():
    mine = np.array([0.5, 0.25])
    made = amended(BAR, weights=mine)
    mine[0] = 7.0
    assert made.weights[0] == 0.5
    with pytest.raises(ValueError, match="read-only"):
        made.weights[0] = 1.0
    with pytest.raises(InputError, match="has 3 values along 'mark'"):
        amended(BAR, weights=np.ones(3))


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(TypeError, match="depth"):
        amended(BAR, depth=1.0)
