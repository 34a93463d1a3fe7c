"""The library that was kept: the one that would be read, or none."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from microthermal.cache import FOLDER_VARIABLE
from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.catalog.reading import shelf
from microthermal.catalog.reading import state as states
from microthermal.catalog.reading.state import state
from microthermal.catalog.records import device


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setattr(shelf, "_PROGRAM_STATE", "of this test")
    monkeypatch.setattr(shelf, "_last", {})
    monkeypatch.setattr(shelf, "private_folder", lambda: None)
    return tmp_path


def forgotten(now: str) -> Library | None:
    """What a new process finds."""
    shelf._last.clear()
    found: Library | None = shelf.held(now)
    return found


def test_what_was_kept_is_what_was_read(folder):
    now = state()
    assert shelf.held(now) is None
    read = installed()
    shelf.hold(now, read)
    assert shelf.held(now) is read
    again = forgotten(now)
    assert again is not read and again.digest == read.digest and again.entries.keys() == read.entries.keys()
    assert again.entries["device/er_glass_1550"] == read.entries["device/er_glass_1550"]
    assert device("er_glass_1550") is again.entries["device/er_glass_1550"].record


def test_its_arrays_cannot_be_written(folder):
    shelf.hold("one", installed())
    again = forgotten("one")
    arrays = [value for value in vars(again.spectra.water).values() if isinstance(value, np.ndarray)]
    arrays += [one.values for one in again.posteriors.values()]
    assert len(arrays) > 1 and not any(array.flags.writeable for array in arrays)


def test_it_answers_for_one_state_of_library_and_program(folder, monkeypatch):
    shelf.hold("one", installed())
    assert forgotten("one") is not None and forgotten("two") is None
    monkeypatch.setattr(shelf, "_PROGRAM_STATE", "another program")
    assert forgotten("one") is None
    # A program whose sources were touched just now keeps nothing.
    monkeypatch.setattr(shelf, "_PROGRAM_STATE", "")
    shelf.hold("three", installed())
    assert forgotten("three") is None and len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("fault", ["cut", "flip", "empty"])
def test_a_damaged_file_is_as_good_as_none(folder, fault):
    shelf.hold("one", installed())
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[:-7], "empty": b"", "flip": b"x" + whole[1:]}[fault])
    assert forgotten("one") is None


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_what_others_may_write_is_not_read(folder):
    shelf.hold("one", installed())
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o077 == 0
    path.chmod(0o666)
    assert forgotten("one") is None


def test_without_a_folder_nothing_is_kept(folder, monkeypatch):
    file = folder / "file"
    file.touch()
    for named in ("off", str(file / "below")):
        monkeypatch.setenv(FOLDER_VARIABLE, named)
        shelf.hold("one", installed())
        assert forgotten("one") is None


def test_few_files_stay(folder):
    for number in range(7):
        shelf.hold(str(number), installed())
    assert len(list(folder.iterdir())) == 4
    assert forgotten("6") is not None


def test_reading_it_looks_a_few_times_whether_it_has_changed(folder, monkeypatch):
    """Not once for each of its entries: each look asks every file."""
    looks, look = [], states.state

    def counted() -> str:
        looks.append(1)
        return look()

    for module in (states, sys.modules["microthermal.catalog.library"]):
        monkeypatch.setattr(module, "state", counted)
    for kept in states._memories:
        kept.cache_clear()
    assert len(installed().entries) > 100
    assert 2 <= len(looks) < 10
