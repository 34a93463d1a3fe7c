"""Which tests are asked about a mutant: the nearest of those that run what it changes, as many as fit into a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from chores.mutants.places import Place
from chores.mutants.watching import Watched

# Processor time [s] of all tests that are asked about one mutant, their files read, and of the longest test among them.
ALL_TESTS: Final = 10.0
ONE_TEST: Final = 5.0
# Processor time [s] up to which tests of a file are asked that do not run the place themselves.
_BESIDE: Final = 2.0


def batches(place: Place, files: Iterable[str], watched: Callable[[str], list[Watched]]) -> Iterator[list[str]]:
    """Names of tests: those of the nearest file, and if they notice nothing, those of others until the time is spent.

    Parameters
    ----------
    place : Place
        What the mutant changes.
    files : iterable of str
        Files of tests, the nearest first; no more are looked at than are asked for.
    watched : callable
        What each test of a file ran, as the program stands.

    Notes
    -----
    Of a file those that run the place; others of it as well, if they are short: what one test has computed and kept may
    be judged by the next one. If no test runs it, or nobody can say who does, all tests of the nearest files count.
    """
    left, first, others, seen = ALL_TESTS, True, list[Watched](), list[Watched]()
    for file in files:
        told = watched(file)
        usable = [one for one in told if one.test and one.passed]
        seen += usable
        # What is computed when a file is read is judged by all of its tests.
        every = not place.known or any(runs(one, place) for one in told if not one.test)
        reading = _time([one for one in told if not one.test])
        running = _within([one for one in usable if every or runs(one, place)], left - reading)
        if not running:
            continue
        left -= reading
        beside = _within([one for one in usable if one not in running], min(_BESIDE, left - _time(running)))
        left -= _time(running) + _time(beside)
        if first:
            yield _names([*running, *beside])
        else:
            others += [*running, *beside]
        first = False
        if left < 0.2 * ALL_TESTS:
            break
    if first:
        others = _within(seen, ALL_TESTS)
    if others:
        yield _names(others)


def _names(tests: list[Watched]) -> list[str]:
    return [one.test for one in tests]


def runs(one: Watched, place: Place) -> bool:
    """Whether a test runs a place."""
    return bool(place.lines & set(one.lines.get(place.file, ())) or place.kernels & set(one.kernels))


def _time(tests: list[Watched]) -> float:
    return sum(one.seconds for one in tests)


def _within(tests: list[Watched], time: float) -> list[Watched]:
    # Many short tests say more than a long one; they are asked in the order of their files all the same.
    kept, spent = set[str](), 0.0
    for one in sorted(tests, key=lambda one: one.seconds):
        if one.seconds <= ONE_TEST and spent + one.seconds <= time:
            kept.add(one.test)
            spent += one.seconds
    return [one for one in tests if one.test in kept]
