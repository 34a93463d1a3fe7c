"""Work side by side: as many cores as are lent, the same answers in the same order, and no call that nobody awaits."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import CancelledError

import pytest

from microthermal.errors import InputError, WorkerError
from microthermal.parallel import cores as counting
from microthermal.parallel import processes
from microthermal.parallel.cores import cores
from microthermal.parallel.processes import executor
from microthermal.parallel.threads import may_stop, one_by_one, side_by_side


@pytest.fixture(autouse=True)
def _as_started_by_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cores are counted as in a process that is no worker, also where tests run side by side."""
    monkeypatch.setattr(counting, "_one_in_all", False)


def _silent(done: int, text: str) -> None:
    return None


def _square(number: int) -> int:
    return number * number


def _refuse(number: int) -> int:
    raise InputError(f"{number} cannot be meant")


def _leave(code: int) -> None:
    os._exit(code)


def _unsendable() -> object:
    return lambda: None


def _surroundings() -> tuple[int, str | None, int]:
    return cores(), os.environ.get("OPENBLAS_NUM_THREADS"), os.getpid()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="affinity of Linux")
def test_only_the_cores_that_are_lent_are_counted():
    lent = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(lent)})
    try:
        assert cores() == 1
    finally:
        os.sched_setaffinity(0, lent)
    assert cores() == len(lent)


def test_threads_answer_in_the_order_of_the_items():
    assert side_by_side(3, _square, range(20)) == [number * number for number in range(20)]
    assert list(one_by_one(1, _square, [2, 3])) == [4, 9]


def test_threads_beside_each_other_count_one_core_each_and_start_no_more() -> None:
    def inner(number: int) -> tuple[int, set[int]]:
        return cores(), set(side_by_side(cores(), lambda _: threading.get_ident(), range(3)))

    found = side_by_side(2, inner, range(4))
    assert {count for count, _ in found} == {1}
    assert all(len(threads) == 1 for _, threads in found)
    assert threading.get_ident() not in {one for _, threads in found for one in threads}
    assert cores() == len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores() >= 1


def test_no_call_goes_on_that_nobody_awaits():
    begun, ended = threading.Event(), threading.Event()

    def long(number: int) -> None:
        if number == 1:
            begun.wait(30)
            raise KeyboardInterrupt
        try:
            for _ in range(30_000):
                begun.set()
                time.sleep(0.001)
                may_stop()
        except CancelledError:
            ended.set()
            raise

    with pytest.raises(KeyboardInterrupt):
        side_by_side(2, long, [1, 0, 0, 0, 0])
    assert ended.wait(30)


def test_processes_answer_in_order_with_one_core_each():
    told: list[int] = []
    with executor(2) as run_all:
        assert run_all([(_square, (number,), "") for number in range(7)], lambda done, text: told.append(done)) == [
            0, 1, 4, 9, 16, 25, 36,
        ]  # fmt: skip
        found = run_all([(_surroundings, (), "")] * 4, _silent)
        assert run_all([], _silent) == []
    assert told == [1, 2, 3, 4, 5, 6, 7]
    assert {(count, threads) for count, threads, _ in found} == {(1, os.environ.get("OPENBLAS_NUM_THREADS", "1"))}
    assert os.getpid() not in {process for _, _, process in found}
    assert not processes._living


def test_one_worker_is_this_process():
    with executor(1) as run_all:
        assert run_all([(os.getpid, (), "")], _silent) == [os.getpid()]


@pytest.mark.slow
def test_what_a_worker_raises_is_raised_here_and_all_end(monkeypatch):
    with pytest.raises(InputError, match="3 cannot be meant") as caught, executor(2) as run_all:
        run_all([(_refuse, (3,), ""), (time.sleep, (600,), "")], _silent)
    assert any("_refuse" in note for note in caught.value.__notes__)
    with pytest.raises(TypeError, match="cannot be sent"), executor(2) as run_all:
        run_all([(_unsendable, (), "")], _silent)
    monkeypatch.setattr(processes, "_GRACE", 0.0)
    with pytest.raises(WorkerError, match="with code 7"), executor(2) as run_all:
        run_all([(_leave, (7,), ""), (time.sleep, (600,), "")], _silent)
    assert not processes._living
