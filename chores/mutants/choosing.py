"""Which tests are asked about a mutant: the nearest of those that run what it changes, as many as fit into a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from chores.mutants.places import Place
from chores.mutants.watching import Watched

# Processor time [s] of all tests that are asked about one mutant, and of the longest test among them.
ALL_TESTS: Final = 15.0
ONE_TEST: Final = 5.0
# So much of it is enough: no further files of tests are looked at.
_ENOUGH: Final = 0.8


def chosen(place: Place, files: Iterable[str], watched: Callable[[str], list[Watched]]) -> list[str]:
    """Names of tests, in the order in which they are asked.

    Parameters
    ----------
    place : Place
        What the mutant changes.
    files : iterable of str
        Files of tests, the nearest first; no more are looked at than are needed.
    watched : callable
        What each test of a file ran, as the program stands.

    Notes
    -----
    First those that run the place. Then the others of the same files: what one test has computed and kept may be
    judged by the next one. If no test runs it, or nobody can say who does, all of the nearest files count.
    """
    seen: list[Watched] = []
    running: list[Watched] = []
    beside: list[Watched] = []
    for file in files:
        told = watched(file)
        usable = [one for one in told if one.test and one.passed]
        seen += usable
        # What is computed when a file is read is judged by all of its tests.
        every = not place.known or any(runs(one, place) for one in told if not one.test)
        own = [one for one in usable if every or runs(one, place)]
        running += own
        beside += [one for one in usable if own and one not in own]
        if sum(one.seconds for one in running if one.seconds <= ONE_TEST) > _ENOUGH * ALL_TESTS:
            break
    if not running:
        running, beside = seen, []
    within = _within(running, ALL_TESTS)
    if not within and running:
        within = [min(running, key=lambda one: one.seconds)]
    rest = _within(beside, ALL_TESTS - sum(one.seconds for one in within))
    return [one.test for one in (*within, *rest)]


def runs(one: Watched, place: Place) -> bool:
    """Whether a test runs a place."""
    return bool(place.lines & set(one.lines.get(place.file, ())) or place.kernels & set(one.kernels))


def _within(tests: list[Watched], time: float) -> list[Watched]:
    # Many short tests say more than a long one; they are asked in the order of their files all the same.
    kept, spent = set[str](), 0.0
    for one in sorted(tests, key=lambda one: one.seconds):
        if one.seconds <= ONE_TEST and spent + one.seconds <= time:
            kept.add(one.test)
            spent += one.seconds
    return [one for one in tests if one.test in kept]
