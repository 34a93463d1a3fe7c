"""Page of the mutants: how many each room's tests notice, and why the others live."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from chores.mutants.outcomes import Outcome, explanations
from chores.mutants.rooms import LEFT_OUT, ROOMS, ROOT
from chores.mutants.tests_of import ALL_TESTS

PAGE: Final = ROOT / "docs" / "mutation.md"
_GOAL: Final = 0.85
_SURE: Final = 1.959964  # standard deviations of a 95 % interval
_HEAD: Final = """# Mutants

This page is written by `make mutants`; nobody types its numbers. A mutant is the program with one small thing changed:
a sign, a comparison, a number, a condition. If the tests that are nearest to it still pass, nothing in them holds what
was changed. Mutants are drawn at random with the operators of cosmic-ray (seed {seed}): a file by its lines of code, a
place in it, and what stands there instead. Annotations, docstrings and decorators are left alone, and so are changes
that end in an error at once (bits of a float).

Tests that are asked are those that import the file, or what imports it, the nearest first, as far as they fit into
{seconds:g} s of processor: the whole suite kills more. A mutant that goes on for ever counts as killed. Kernels that a
mutant touches are compiled anew for it. Intervals are Wilson's, of 95 %, for the share of all mutants of the room; a
sample of a few dozen says little more than "most".

"""


def page(found: Sequence[Outcome], seed: int) -> str:
    """Text of the page."""
    lines = [_HEAD.format(seed=seed, seconds=ALL_TESTS)]
    lines += ["| room | tried | killed | of these endless | survived | killed, % (95 %) |", "|---|---|---|---|---|---|"]
    for room in ROOMS:
        lines.append(_row(room, [one for one in found if one.room == room]))
    lines.append(_row("all", found))
    lines.append(
        f"\nThe aim is {100 * _GOAL:.0f} %. Left out of `numerics`: {', '.join(f'`{name}`' for name in LEFT_OUT)}.\n"
    )
    known, living = explanations(), [one for one in found if one.verdict == "survived"]
    lines += ["## Who survived, and why\n", "| mutant | what it is | why |", "|---|---|---|"]
    for one in living:
        told = known.get(one.id, {})
        lines.append(f"| `{one.id}` | {told.get('kind', 'not looked at yet')} | {told.get('why', '')} |")
    return "\n".join(lines) + "\n"


def _row(room: str, found: Sequence[Outcome]) -> str:
    endless = sum(one.verdict == "endless" for one in found)
    killed = endless + sum(one.verdict == "killed" for one in found)
    if not found:
        return f"| {room} | 0 | – | – | – | not tried yet |"
    low, high = interval(killed, len(found))
    share = f"{100 * killed / len(found):.0f} ({100 * low:.0f} to {100 * high:.0f})"
    return f"| {room} | {len(found)} | {killed} | {endless} | {len(found) - killed} | {share} |"


def interval(hits: int, tries: int) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share.

    Parameters
    ----------
    hits, tries : int
        How many of how many; at least one try.

    Returns
    -------
    tuple of float
        Its ends [1].

    Examples
    --------
    >>> [round(end, 3) for end in interval(17, 20)]
    [0.64, 0.948]
    """
    share, square = hits / tries, _SURE**2 / tries
    middle = (share + square / 2) / (1 + square)
    half = _SURE / (1 + square) * math.sqrt(share * (1 - share) / tries + square / (4 * tries))
    return middle - half, middle + half
