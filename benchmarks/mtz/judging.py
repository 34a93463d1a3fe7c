"""When two answers agree."""

from __future__ import annotations

from math import hypot, isclose

from benchmarks.mtz.answers import Answer
from benchmarks.mtz.case import Asked

# Stored answers are kept to ten digits; other processors round otherwise in the last few of sixteen.
SAME = 1e-7


def same(found: float, kept: float) -> bool:
    """Whether the program still gives a stored answer."""
    return isclose(found, kept, rel_tol=SAME, abs_tol=0.0)


def verdicts(asked: Asked, answer: Answer) -> list[str]:
    """What is wrong with a stored answer, a sentence each; none if it is as it should be.

    A twin that draws random numbers may be off by three of its standard errors beyond the tolerance.
    """
    found = []
    if answer.error > asked.tolerance:
        found.append(f"{asked.name}: our numerical error {answer.error:.2g} is beyond the tolerance")
    if answer.exact is not None and abs(answer.ours - answer.exact) > asked.tolerance:
        found.append(f"{asked.name}: ours is {answer.ours - answer.exact:+.2g} from the exact answer")
    if answer.twin is not None:
        spread = hypot(answer.twin_error or 0.0, answer.error if answer.twin_error else 0.0)
        if abs(answer.ours - answer.twin) > asked.tolerance + 3.0 * spread:
            found.append(f"{asked.name}: the twin is {answer.twin - answer.ours:+.2g} from ours")
    return found
