"""Errors carry every fault, survive a process boundary, and show any value in few words."""

from __future__ import annotations

import pickle

import pytest

from microthermal.errors import ConvergenceError, Fault, InputError, LibraryError, MicrothermalError, brief


def test_one_sentence_is_one_fault_without_a_path():
    error = InputError("the value cannot be meant")
    assert error.faults == (Fault("", "the value cannot be meant"),)
    assert str(error) == "the value cannot be meant"


def test_each_fault_is_one_line():
    error = InputError([Fault("pulse.energy", "is too high"), Fault("", "no skin")])
    assert str(error).splitlines() == ["pulse.energy: is too high", "no skin"]


def test_faults_may_come_from_a_generator():
    assert len(InputError(Fault(name, "wrong") for name in "abc").faults) == 3


def test_input_error_survives_pickling():
    # Worker processes of a plan hand their errors back through pickle.
    error = pickle.loads(pickle.dumps(InputError([Fault("a", "b"), Fault("c", "d")])))
    assert isinstance(error, InputError)
    assert error.faults == (Fault("a", "b"), Fault("c", "d"))


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [(InputError, ValueError), (ConvergenceError, RuntimeError), (LibraryError, Exception)],
)
def test_callers_may_catch_ours_or_pythons(kind, builtin):
    assert issubclass(kind, MicrothermalError)
    assert issubclass(kind, builtin)


def _nested(depth: int) -> dict:
    inner: dict = {}
    for _ in range(depth):
        inner = {"a": inner}
    return inner


@pytest.mark.parametrize(
    "value",
    ["x" * 10_000, 1 << 100_000, -(10**5000), _nested(50_000), [[1] * 1000] * 1000, b"\0" * 9999, object()],
    ids=["text", "integer", "negative", "nested", "lists", "bytes", "object"],
)
def test_brief_is_short_for_any_value(value):
    assert 0 < len(brief(value)) < 300


def test_brief_shows_small_values_as_they_are():
    assert brief("20 mJ") == "'20 mJ'"
    assert brief({"energy": 20}) == "{'energy': 20}"
    assert brief(2**31) == "2147483648"
