"""Kernels as machine code from files: what they take and give, when a file is refused, and the bits of the compiler."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest

from microthermal.numerics.compiling import interpreted, njit
from microthermal.numerics.damage.contours import last_crossing
from microthermal.numerics.entries import finding, kept, places
from microthermal.numerics.entries.finding import label_of
from microthermal.numerics.entries.kernel import Kernel
from microthermal.numerics.entries.kinds import UnknownKindError, _looked_up, _told, take, words_of
from microthermal.numerics.matrices.products import product
from microthermal.numerics.transport.depot_radial import COLUMNS, radial_depot

pytestmark = pytest.mark.skipif(interpreted(), reason="kernels are not compiled")


class Pair(NamedTuple):
    line: Any
    number: float


@njit()
def _everything(plane, line, whole, holds, single, counts, pair, nothing, also=2.0):
    total = 0.0
    for i in range(plane.shape[0]):
        for j in range(plane.shape[1]):
            total += plane[i, j] * (i + 10.0 * j)
    for i in range(line.size):
        total += line[i]
    made = np.empty((2, pair.line.size), np.float32)
    for i in range(pair.line.size):
        made[0, i] = single * pair.line[i]
        made[1, i] = pair.number
    if nothing is None and holds:
        counts[0] += np.uint64(whole)
    return made, (total * also, whole - 1, holds), Pair(pair.line, single), counts[0]


@njit()
def _divided(a, b):
    if b == 0.0:
        raise ValueError("nothing to divide by")
    return a / b


def arguments() -> tuple[Any, ...]:
    plane = np.arange(12.0).reshape(3, 4)
    pair = Pair(np.arange(3.0), 0.5)
    return plane, plane[:, 1], 7, True, np.float32(1.1), np.zeros(1, np.uint64), pair, None


@pytest.mark.parametrize("change", ["none", "turned", "apart", "read-only", "named"])
def test_a_kernel_takes_and_gives_what_its_source_says(change):
    ours, theirs = arguments(), arguments()
    plane = {
        "turned": np.arange(12.0).reshape(3, 4).T, "apart": np.arange(24.0).reshape(6, 4)[::2, ::-1],
        "read-only": np.broadcast_to(np.arange(4.0), (3, 4)).copy(),
    }.get(change, ours[0])  # fmt: skip
    plane.setflags(write=change != "read-only")
    found = _everything(plane, *ours[1:], **({"also": 3.0} if change == "named" else {}))
    wanted = _everything.py_func(plane, *theirs[1:], **({"also": 3.0} if change == "named" else {}))
    assert found[0].dtype == np.float32 and found[0].tolist() == wanted[0].tolist()
    assert found[1] == wanted[1] and isinstance(found[1][2], bool)
    # What it was handed comes back as it was, not as a copy.
    assert isinstance(found[2], Pair) and np.shares_memory(found[2].line, ours[6].line)
    assert found[3] == wanted[3] and ours[5][0] == theirs[5][0]


def test_an_error_of_a_kernel_is_raised():
    assert _divided(1.0, 4.0) == 0.25
    with pytest.raises(ValueError, match="nothing to divide by"):
        _divided(1.0, 0.0)


def test_what_no_block_holds_is_for_the_compiler():
    @njit()
    def same(word):
        return word

    with pytest.raises(UnknownKindError):
        take("text", [], [])
    assert same("text") == "text" and not same.made


def test_what_cannot_be_kept_is_compiled_once_for_python():
    @njit()
    def turned(plane):
        return plane.T

    plane = np.arange(6.0).reshape(2, 3)
    assert turned(plane).tolist() == plane.T.tolist() == turned(plane).tolist()
    assert not turned.made and len(turned.dispatcher.signatures) == 1


def test_places_of_arrays_are_looked_up_as_numpy_tells_them():
    for array in (np.zeros(3), np.zeros((4, 4))[1:, ::2], np.zeros(0), np.broadcast_to(1.0, (2, 2))):
        assert _looked_up(array) == _told(array)


def test_kinds_are_as_fine_as_those_of_the_compiler():
    def words(*values):
        kinds: list[Any] = []
        for value in values:
            take(value, kinds, [])
        return words_of(tuple(kinds))

    array = np.zeros((3, 3))
    still = array.copy()
    still.setflags(write=False)
    kinds = [array, array[::2], array.T[:, :2], still, array.astype(np.float32), np.zeros(3), 1.0, 1, True, None,
             np.float32(1), (1.0, 2), (1.0, 2.0), Pair(array, 1.0)]  # fmt: skip
    assert len({words(value) for value in kinds}) == len(kinds)
    assert words(1.0, 2, False) == words(np.float64(1), np.int64(2), np.bool_(True))
    assert words((1.0, 2), 3) != words((1.0, 2, 3))
    # One row, one column and nothing lie in both orders; the compiler takes them for arrays like any others.
    alike = (np.zeros((3, 1)), np.zeros((1, 3)), np.zeros((3, 3))[:, :1].copy(), np.zeros((0, 3)))
    assert {words(one) for one in alike} == {words(array)}
    assert {numba.typeof(one) for one in alike} == {numba.typeof(array)}
    assert words(array.T) != words(array)
    assert numba.typeof(array.T) != numba.typeof(array)


LINE = (np.array([0.0, 1.0]), np.array([1.0, 0.0]), 0.5, 1.0)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Kernels are kept here, and none came with the package."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(kept, "came", lambda: ())
    places.room.cache_clear()
    yield tmp_path
    places.room.cache_clear()


def fresh() -> Kernel:
    """The same kernel as a new process has it."""
    return Kernel(last_crossing.py_func, last_crossing.targetoptions)


def test_an_array_of_one_column_needs_no_code_of_its_own(folder):
    kernel = Kernel(product.__globals__["_product"].py_func, product.__globals__["_product"].targetoptions)
    wide = np.arange(6.0).reshape(3, 2)
    narrow = wide[:, :1].copy()
    assert np.array_equal(kernel(wide, np.ones((2, 2))), wide @ np.ones((2, 2)))
    assert np.array_equal(kernel(narrow, np.ones((1, 4))), narrow @ np.ones((1, 4)))
    assert len(kernel.made) == 1


def test_a_kernel_is_compiled_once_and_then_read(folder):
    first, second = fresh(), fresh()
    assert first(*LINE) == second(*LINE) == 0.5
    assert (len(first.made), len(second.made)) == (1, 0)
    assert len(list(folder.rglob("*.kernel"))) == 1


@pytest.mark.parametrize("fault", ["sources", "compiler", "words", "result", "seal", "cut", "text", "gone"])
def test_code_of_other_sources_or_that_is_damaged_is_compiled_anew(folder, fault):
    fresh()(*LINE)
    (path,) = folder.rglob("*.kernel")
    first, _, code = path.read_bytes().partition(b"\n")
    head = json.loads(first)
    if fault in head:
        path.write_bytes(json.dumps(head | {fault: "other"}).encode() + b"\n" + code)
    elif fault == "gone":
        path.unlink()
    else:
        path.write_bytes(b"hello" if fault == "text" else path.read_bytes()[:-10])
    again = fresh()
    assert again(*LINE) == 0.5 and len(again.made) == 1
    assert fresh()(*LINE) == 0.5


def test_code_that_came_with_the_package_is_taken_whichever_compiler_made_it(folder, tmp_path, monkeypatch):
    fresh()(*LINE)
    (path,) = folder.rglob("*.kernel")
    first, _, code = path.read_bytes().partition(b"\n")
    came = tmp_path / "came"
    came.mkdir()
    head = {name: value for name, value in json.loads(first).items() if name != "seal"} | {"compiler": "other"}
    sealed = head | {"seal": kept._seal(head, code)}
    (came / path.name).write_bytes(json.dumps(sealed).encode() + b"\n" + code)
    path.unlink()
    monkeypatch.setattr(kept, "came", lambda: (came,))
    with_it = fresh()
    assert with_it(*LINE) == 0.5 and not with_it.made
    # But not that of other sources.
    monkeypatch.setattr(finding, "DIGESTS", dict.fromkeys(finding.DIGESTS, "other"))
    without = fresh()
    assert without(*LINE) == 0.5 and len(without.made) == 1


def test_a_label_holds_sources_options_and_kinds():
    kinds = (float,)
    label = label_of(last_crossing, kinds)
    other = Kernel(last_crossing.py_func, {**last_crossing.targetoptions, "error_model": "numpy"})
    assert label_of(other, kinds).sources != label.sources
    assert label_of(last_crossing, (int,)).symbol != label.symbol
    assert label_of(_divided, kinds).sources == ""  # nobody knows the sources of a test


def test_machine_code_has_the_bits_of_the_compiler():
    draws = np.random.default_rng(5)
    a, b = draws.normal(size=(40, 30)), draws.normal(size=(30, 20))
    assert product(a, b).tobytes() == product.__globals__["_product"].dispatcher(a, b).tobytes()


def test_the_next_process_compiles_no_depot_of_a_needle():
    edges, times, rate = np.linspace(0.0, 1e-3, 9), np.linspace(0.0, 60.0, 4), np.full(3, 1e-4)
    free, solid = np.where(edges[1:] < 5e-4, 1.0, 0.0), np.zeros(8)
    course, *_ = radial_depot(edges, times, rate, free, solid, np.array([1.0, 1e-10, 1.0, 0.0, 0.5]))
    assert course.shape == (4, COLUMNS) and radial_depot._entries
    assert None not in radial_depot._entries.values(), "code that lives in one process alone takes seconds in each"
