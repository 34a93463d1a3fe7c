"""Disks, processes and users that fail: files are whole or refused, what was kept is right or made again.

Each function takes how often, and a folder of its own, and fails where a wrong answer comes out.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from tests.fuzz.damaged import damaged
from tests.reference import synthetic

from microthermal import store
from microthermal.cache.disk import cached, forget
from microthermal.cache.folder import FOLDER_VARIABLE
from microthermal.cache.keys import key_of
from microthermal.catalog.reading import shelf
from microthermal.errors import InputError
from microthermal.files import sweep
from microthermal.numerics.entries import kept
from microthermal.numerics.entries.results import Result

_OLD = Path(__file__).parents[1] / "reference" / "run_version_1.nc.gz"


def runs(times: int, folder: Path, *, old: bool = False) -> Counter[str]:
    """Saved runs: each is refused in one sentence. Those of the first version have no seal, and may be read as well."""
    path = folder / "run.nc"
    if old:
        path.write_bytes(gzip.decompress(_OLD.read_bytes()))
        right = store.load(path)
    else:
        store.save(synthetic.simulation(ablative=True, dosed=False), path)
    whole, found = path.read_bytes(), Counter[str]()
    for number in range(times):
        path.write_bytes(damaged(random.Random(f"run {number}"), whole))
        try:
            read = store.load(path)
        except InputError as error:
            assert "\n" not in str(error) and str(path) in str(error), str(error)
            found["refused"] += 1
        else:  # the damage lies where nothing is read
            assert old, f"damage {number} was not seen"
            assert store.summary.summary(read) == store.summary.summary(right), f"damage {number} gave another answer"
            found["the same"] += 1
    return found


def versions(folder: Path) -> None:
    """Runs of a version that does not exist yet, under a seal that holds, are refused by their version."""
    import netCDF4

    from microthermal.store.seals import seal

    path = folder / "run.nc"
    store.save(synthetic.simulation(), path)
    for version in (0, 3, 99, 2**31 - 1):
        with netCDF4.Dataset(path, "a") as dataset:
            dataset.format_version = version
        seal(path)
        with suppress(InputError):
            store.load(path)
            raise AssertionError(f"version {version} was read")


def results(times: int, folder: Path) -> Counter[str]:
    """Kept results: a damaged one is made again, and the file is whole afterwards."""
    found = Counter[str]()
    with mock.patch.dict(os.environ, {FOLDER_VARIABLE: str(folder)}):
        forget()
        made = {"light": np.linspace(0.0, 1.0, 40).reshape(5, 8), "one": np.array(3.5)}
        key, calls = key_of("fault"), Counter[str]()

        def make() -> dict[str, np.ndarray]:
            calls["made"] += 1
            return {name: array.copy() for name, array in made.items()}

        cached(key, make)
        path = folder / f"{key}.npz"
        whole = path.read_bytes()
        for number in range(times):
            path.write_bytes(damaged(random.Random(f"kept {number}"), whole))
            forget()
            before = calls["made"]
            again = cached(key, make)
            assert all(np.array_equal(again[name], array) for name, array in made.items()), f"damage {number}"
            assert calls["made"] == before + 1, f"damage {number} was not seen"
            assert path.read_bytes() == whole
            found["made again"] += 1
        forget()
    return found


def kernels(times: int, folder: Path) -> Counter[str]:
    """Machine code that was kept: damaged, of other sources or of another compiler, it is not taken."""
    label = kept.Label("light.batch.walk", "f8[:]", "sources of today")
    code = kept.Code(bytes(range(256)) * 4, Result("<f8", 2), ("exp", "log1p"), "numba 0.61")
    kept.keep(folder, label, code)
    path = next(folder.glob("*.kernel"))
    assert kept._read(path, label) == code
    whole, found = path.read_bytes(), Counter[str]()
    head, _, made_of = whole.partition(b"\n")
    for number in range(times):
        chance = random.Random(f"kernel {number}")
        # The head is short beside the code: half of the damage is done there.
        path.write_bytes(damaged(chance, whole) if number % 2 else damaged(chance, head) + b"\n" + made_of)
        read = kept._read(path, label)
        # A part of the head that stands there twice says the same.
        assert read in (None, code), f"damage {number} gave other code"
        found["the same" if read else "compiled again"] += 1
    for name, value in (("compiler", "numba 0.62"), ("result", ["<f4", 2]), ("needs", []), ("sources", "others")):
        path.write_bytes(json.dumps({**json.loads(head), name: value}).encode() + b"\n" + made_of)
        assert kept._read(path, label) is None, f"another {name} was not seen"
    return found


def libraries(times: int, folder: Path) -> Counter[str]:
    """The library as it was kept whole: damaged, it is read anew."""
    found, key = Counter[str](), "state and program"
    content = shelf._packed({"drug": np.arange(5.0)})
    path = shelf._path(folder, key)
    whole = content + shelf._seal(key, content)
    for number in range(times):
        path.touch(mode=0o600)
        path.write_bytes(damaged(random.Random(f"library {number}"), whole))
        assert shelf._read(path, key) is None, f"damage {number} was not seen"
        found["read anew"] += 1
    path.write_bytes(whole)
    assert shelf._read(path, "state of another version") is None
    assert shelf._read(path, key) == content
    return found


def _in_a_process(work: Callable[[], Any]) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def kills(times: int, folder: Path) -> Counter[str]:
    """A process that saves is killed anywhere: the file is the one before or the one after, and drafts are swept."""
    path, found = folder / "run.nc", Counter[str]()
    one, other = synthetic.simulation(), synthetic.simulation(energy=0.03)
    store.save(one, path)
    before = path.read_bytes()
    begun = time.monotonic()
    store.save(other, path)
    lasts = time.monotonic() - begun
    after, chance = path.read_bytes(), random.Random(7)
    for _ in range(times):
        path.write_bytes(before)
        child = _in_a_process(lambda: store.save(other, path))
        time.sleep(chance.uniform(0.0, 1.3 * lasts))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        read = path.read_bytes()
        assert read in (before, after), "half a file"
        found["before" if read == before else "after"] += 1
    sweep(folder)
    assert [each.name for each in folder.iterdir()] == ["run.nc"]
    return found


def two_writers(times: int, folder: Path) -> Counter[str]:
    """Two processes save into one file, again and again: whoever reads meanwhile has one of the two, whole."""
    path, found = folder / "run.nc", Counter[str]()
    made = [synthetic.simulation(), synthetic.simulation(energy=0.03)]
    store.save(made[0], path)

    def save(result: Any) -> None:
        for _ in range(times):
            store.save(result, path)

    children = [_in_a_process(lambda result=result: save(result)) for result in made]
    waiting = set(children)
    while waiting:
        energy = store.load(path).treatment.pulse.energy
        assert energy in (0.02, 0.03)
        found[f"{energy:g} J"] += 1
        for child in tuple(waiting):
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                assert os.waitstatus_to_exitcode(status) == 0, "a writer failed"
                waiting.remove(child)
    assert [each.name for each in folder.iterdir()] == ["run.nc"]
    return found


def full_disks(folder: Path) -> None:
    """Where a disk is full, a result that should be kept is given all the same, and no piece of a file stays."""
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    with mock.patch.dict(os.environ, {FOLDER_VARIABLE: str(folder)}):
        for room in (0, 100, 1000):
            forget()
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, usual[1]))
            try:
                found = cached(key_of("full", room), lambda: {"values": np.arange(1000.0)})
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, usual)
            assert np.array_equal(found["values"], np.arange(1000.0))
            assert not list(folder.iterdir())
        forget()
