"""Records by address, and kernels that kernels call: the same numbers as by value, whoever calls."""

from __future__ import annotations

import gc
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest

from microthermal.numerics.compiling import njit
from microthermal.numerics.records import by_address
from microthermal.numerics.slots import ByAddress

typeof: Any = numba.typeof
compiled = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="kernels are not compiled")


class Plain(NamedTuple):
    plane: Any
    whole: int


@by_address
class Inner(NamedTuple):
    line: Any
    counts: Any


@by_address
class Outer(NamedTuple):
    scale: float
    count: int
    holds: bool
    plane: Any
    inner: Inner
    cube: Any


@njit()
def _grow(inner, by):
    for k in range(inner.line.size):
        inner.line[k] += by
    inner.counts[0] += 1
    return inner.line[inner.line.size - 1]


@njit()
def _follow(record):
    if record.count < 0:
        raise ValueError("fewer than none")
    grown = _grow(record.inner, record.scale)
    plane, cube = record.plane, record.cube
    total = 0.0
    for i in range(plane.shape[0]):
        for j in range(plane.shape[1]):
            plane[i, j] = 2.0 * plane[i, j] if record.holds else -plane[i, j]
            total += (record.count + 1) * plane[i, j]
    for i in range(cube.shape[0]):
        total += cube[i, cube.shape[1] - 1, 1] * cube.nbytes
    return grown, total, plane.size, plane.strides[0]


def a_record(plane=None, count=3):
    plane = np.arange(6.0).reshape(2, 3) if plane is None else plane
    inner = Inner(line=np.array([1.0, 2.0, 4.0]), counts=np.zeros(1, np.int64))
    return Outer(0.5, count, True, plane, inner, np.arange(24.0).reshape(3, 4, 2))


@compiled
def test_a_kernel_does_with_a_record_what_its_source_says():
    record, by_hand = a_record(), a_record()
    assert isinstance(typeof(record), ByAddress)
    assert _follow(record) == _follow.py_func(by_hand)
    for ours, theirs in ((record.plane, by_hand.plane), (record.inner.line, by_hand.inner.line)):
        assert ours.tolist() == theirs.tolist()
    assert record.inner.counts[0] == 1


@compiled
@pytest.mark.parametrize("plane", [np.zeros((2, 0)), np.zeros((0, 3))])
def test_an_array_may_be_empty(plane):
    assert _follow(a_record(plane))[2] == 0


@compiled
def test_elements_that_lie_apart_are_handed_by_value():
    apart = np.arange(12.0).reshape(2, 6)[:, ::2]
    record, by_hand = a_record(apart.copy()[:, :]), a_record(apart.copy())
    apart_record = a_record(apart)
    assert not isinstance(typeof(apart_record), ByAddress)
    assert _follow(apart_record)[:3] == _follow.py_func(by_hand)[:3] == _follow(record)[:3]
    assert apart_record.plane.tolist() == by_hand.plane.tolist()


@compiled
def test_records_of_different_kinds_have_different_names():
    kinds = {typeof(a_record()), typeof(a_record(np.zeros((2, 3), np.int64))), typeof(a_record().inner)}
    assert len({kind.name for kind in kinds}) == len(kinds) == 3
    assert not isinstance(typeof(Plain(np.zeros((2, 2)), 1)), ByAddress)


@compiled
def test_a_field_that_is_not_there_is_an_error():
    @njit()
    def wrong(record):
        return record.nothing

    with pytest.raises(numba.TypingError, match="nothing"):
        wrong(a_record())


@compiled
def test_what_was_compiled_for_kernels_is_compiled_for_python_when_python_asks():
    record = a_record()
    _follow(record)
    line = record.inner.line.copy()
    assert _grow(record.inner, 1.0) == line[-1] + 1.0
    assert record.inner.line.tolist() == (line + 1.0).tolist()


@compiled
@pytest.mark.parametrize("before", [True, False])
def test_objects_are_collected_after_compiling_as_before_it(before):
    # Not typed: an error of the compiler.
    @njit(cache=True)
    def wrong(record):
        return record.nothing

    collecting = gc.isenabled()
    (gc.enable if before else gc.disable)()
    try:
        with pytest.raises(numba.TypingError):
            wrong(1.0)
        assert gc.isenabled() == before
    finally:
        (gc.enable if collecting else gc.disable)()


@compiled
def test_an_error_of_a_kernel_that_kernels_call_reaches_python():
    @njit()
    def outer(record):
        return _follow(record)[0]

    with pytest.raises(ValueError, match="fewer than none"):
        outer(a_record(count=-1))
