"""A file of the cache that is not what was kept is made again: it never ends a run and never answers for another."""

import io
import os
import random

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from microthermal.cache.disk import cached, forget
from microthermal.cache.folder import FOLDER_VARIABLE
from microthermal.cache.keys import key_of

KEY, OTHER = key_of("one"), key_of("other")
RIGHT = {"values": np.arange(12, dtype=np.float32).reshape(3, 4), "fraction": np.array(0.25)}


@pytest.fixture
def path(tmp_path, monkeypatch):
    """File of the key, as kept."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    forget()
    cached(KEY, lambda: dict(RIGHT))
    yield tmp_path / f"{KEY}.npz"
    forget()


def asked(path):
    """What the cache answers, how often it had to be made, and what stands in the file afterwards."""
    calls = []

    def make():
        calls.append(1)
        return {name: array.copy() for name, array in RIGHT.items()}

    forget()
    found = cached(KEY, make)
    assert found.keys() == RIGHT.keys()
    for name, array in RIGHT.items():
        assert found[name].dtype == array.dtype
        assert_array_equal(found[name], array)
    return len(calls)


def packed(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.slow
def test_damaged_anywhere_is_made_again(path):
    whole, rng = path.read_bytes(), random.Random(4)
    for number in range(400):
        data = bytearray(whole)
        if number % 4 == 0:
            data = data[: rng.randrange(len(data))]
        else:
            for _ in range(rng.choice((1, 3, 40))):
                data[rng.randrange(len(data))] ^= 1 + rng.randrange(255)
        path.write_bytes(data)
        assert asked(path) == (bytes(data) != whole), number
        assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x" * 32, b"x" * 31, random.Random(1).randbytes(5000), packed(**RIGHT),
        packed(values=np.zeros((3, 4), np.float32), fraction=np.array(0.25)), packed(values=np.zeros(7)),
        packed(values=np.array(["a", {}], dtype=object)), packed(),
    ],
)  # fmt: skip
def test_foreign_is_made_again(path, content):
    path.write_bytes(content)
    assert asked(path) == 1
    assert asked(path) == 0


def test_a_file_of_another_key_does_not_answer(path):
    cached(OTHER, lambda: {"values": np.ones((3, 4), np.float32), "fraction": np.array(0.5)})
    path.write_bytes((path.parent / f"{OTHER}.npz").read_bytes())
    assert asked(path) == 1


def test_a_method_of_compression_that_nobody_knows_is_made_again(path):
    """What had ended in NotImplementedError: the number of the method stands in both headers of a member."""
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + place] = 77
    path.write_bytes(data)
    assert asked(path) == 1


@pytest.mark.parametrize("what", ["folder", "pipe", "link to nothing"])
def test_what_is_no_file_is_passed_by(path, what):
    path.unlink()
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.parent / "nowhere")
    assert asked(path) == 1


def test_what_is_kept_comes_back_to_the_last_bit(path):
    rng = np.random.default_rng(3)
    odd = {
        "fortran": np.asfortranarray(rng.random((5, 6))), "empty": np.zeros((0, 3)), "flags": rng.random(9) > 0.5,
        "odd": np.array([np.nan, np.inf, -0.0, 5e-324]), "big": np.arange(4, dtype=">f8"),
        "strided": rng.random(9)[::2],
    }  # fmt: skip
    made = cached(OTHER, lambda: odd)
    forget()
    found = cached(OTHER, lambda: pytest.fail("the file was not used"))
    assert list(found) == list(made)
    for name, array in odd.items():
        assert found[name].dtype == array.dtype
        assert found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes()
