"""Results kept by content: found again, bounded, and never worse than none."""

import os
import time

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from microthermal.cache import disk as module
from microthermal.cache import keys
from microthermal.cache.disk import cached, forget, in_memory
from microthermal.cache.folder import FOLDER_VARIABLE, cache_folder
from microthermal.cache.keys import key_of


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    forget()
    yield tmp_path / "cache"
    forget()


class Maker:
    """Counts how often it is asked."""

    def __init__(self, size: int = 10) -> None:
        self.calls, self.size = 0, size

    def __call__(self):
        self.calls += 1
        return {"values": np.arange(self.size, dtype=np.float32), "one": np.array(3.5)}


def test_keys_say_everything():
    array = np.array([1.0, 2.0])
    assert key_of(array, 1) == key_of(array.copy(), 1)
    others = (key_of(array, 2), key_of(array), key_of(array.astype(np.float32), 1), key_of(array[::-1], 1),
              key_of(array.reshape(2, 1), 1), key_of(array, "1"), key_of(array, None))  # fmt: skip
    assert len({key_of(array, 1), *others}) == 1 + len(others)


def test_made_once_then_found_in_memory_then_on_disk(folder):
    make, key = Maker(), key_of("a")
    first = cached(key, make)
    assert cached(key, make) is first and make.calls == 1
    with pytest.raises(ValueError, match="read-only"):
        first["values"][0] = 1
    forget()
    again = cached(key, make)
    assert make.calls == 1
    assert_array_equal(again["values"], first["values"])
    assert again["values"].dtype == np.float32 and again["one"] == 3.5
    assert [path.name for path in folder.iterdir()] == [f"{key}.npz"]


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text"])
def test_a_damaged_file_is_made_again(folder, damage):
    make, key = Maker(1000), key_of("b")
    cached(key, make)
    path = folder / f"{key}.npz"
    whole = path.read_bytes()
    middle = len(whole) // 2
    damaged = {"cut": whole[:middle], "empty": b"", "text": b"hello",
               "flip": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]}  # fmt: skip
    path.write_bytes(damaged[damage])
    forget()
    assert_array_equal(cached(key, make)["values"], np.arange(1000))
    assert make.calls == 2 and path.read_bytes() == whole


def test_memory_and_disk_are_bounded(folder, monkeypatch):
    monkeypatch.setattr(module, "MEMORY_LIMIT", 10_000)
    monkeypatch.setattr(module, "DISK_LIMIT", 20_000)
    makers = [Maker(1000) for _ in range(8)]
    for number, make in enumerate(makers):
        cached(key_of(number), make)
        os.utime(folder / f"{key_of(number)}.npz", (number, number))
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 20_000 + 5000
    cached(key_of(7), makers[7])
    cached(key_of(0), makers[0])
    assert makers[7].calls == 1 and makers[0].calls == 2


def test_without_a_folder_all_is_made(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_text("not a folder")
    for name in ("off", str(file / "below")):
        monkeypatch.setenv(FOLDER_VARIABLE, name)
        forget()
        make = Maker()
        cached(key_of("c"), make)
        assert make.calls == 1
    forget()
    monkeypatch.setenv(FOLDER_VARIABLE, "off")
    assert cache_folder() is None
    monkeypatch.delenv(FOLDER_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().name == "microthermal"


def test_a_key_is_quick():
    start = time.perf_counter()
    key_of(np.zeros(10_000))
    assert time.perf_counter() - start < 1.0


def test_a_key_says_what_stands_in_the_middle_of_a_long_array_in_a_tuple():
    array = np.zeros(5000)
    other = array.copy()
    other[2500] = 1.0
    assert key_of((1, array)) != key_of((1, other))
    assert key_of((1, (2, 3))) != key_of((1, 2, 3))


@pytest.mark.parametrize("changed", ["np.__version__", "NUMBA_CPU_NAME", "llvmlite.binding"])
def test_a_key_says_on_what_processor_and_with_what_libraries(changed, monkeypatch):
    before = keys._version()
    if changed == "np.__version__":
        monkeypatch.setattr(np, "__version__", "2.99.0")
    elif changed == "NUMBA_CPU_NAME":
        monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    else:
        monkeypatch.setattr(keys.llvmlite.binding, "get_host_cpu_name", lambda: "another")
    assert keys._version() != before
    key = keys.key_of("light", 1.0)
    monkeypatch.setattr(keys, "_VERSION", keys._version())
    assert keys.key_of("light", 1.0) != key


def test_what_nobody_will_ask_for_again_is_kept_in_memory_only(folder):
    make, key = Maker(), key_of("passing")
    with in_memory():
        first = cached(key, make)
    assert not folder.exists() or not list(folder.iterdir())
    assert cached(key, make) is first
    cached(key_of("lasting"), make)
    assert len(list(folder.glob("*.npz"))) == 1
