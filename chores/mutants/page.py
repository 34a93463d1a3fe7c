"""Page of the mutants: how many each room's tests notice, and why the others live."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from chores.mutants.choosing import ALL_TESTS
from chores.mutants.outcomes import Outcome, explanations
from chores.mutants.rooms import LEFT_OUT, ROOMS, ROOT

PAGE: Final = ROOT / "docs" / "mutation.md"
_GOAL: Final = 0.85
_TWENTY: Final = 20
_OF_OTHERS: Final = " killed of those not equivalent, % (95 %) |"
_LEFT_OUT: Final = f"Left out of `numerics`: {', '.join(f'`{name}`' for name in LEFT_OUT)}."
_SURE: Final = 1.959964  # standard deviations of a 95 % interval
_HEAD: Final = """# Mutants

This page is written by `make mutants`; nobody types its numbers. A mutant is the program with one small thing changed:
a sign, a comparison, a number, a condition. If the tests that are nearest to it still pass, nothing in them holds what
was changed. Mutants are drawn at random with the operators of cosmic-ray (seed {seed}): a file by its lines of code, a
place in it, and what stands there instead. Annotations, docstrings and decorators are left alone, and so are changes
that end in an error at once (bits of a float).

Tests that are asked are those that run what is changed, of the files that are nearest to it by imports, as far as they
fit into {seconds:g} s of processor: the whole suite kills more. Which test runs what was watched before; for compiled
kernels, which of them it calls. A mutant that goes on for ever counts as killed. Kernels that a mutant touches are
compiled anew for it. A test that fails is asked once more without the mutant, and has to pass.

A survivor is looked at. Where no test can tell it from the program, it is *equivalent*, and the list below says why;
else a test is written, and the mutant is asked about again. So the share of those killed by now is high by the making:
it says that little that was found is left open. How much the tests notice is said by the second table: mutants that
nobody had seen, asked about with the tests that there were when they were drawn, twenty after twenty. Where a file has
changed since, its mutants are dropped, whatever came of them, and others are drawn behind the rest. Intervals are
Wilson's, of 95 %, for the share of all mutants of the room that are not equivalent; a sample of a few dozen says little
more than "most".

"""


def page(found: Sequence[Outcome], seed: int) -> str:
    """Text of the page."""
    known = explanations()
    same = {name for name, told in known.items() if told["kind"] == "equivalent"}
    each = {room: [one for one in found if one.room == room] for room in ROOMS} | {"all": list(found)}
    lines = [_HEAD.format(seed=seed, seconds=ALL_TESTS), "## By now\n"]
    lines += [
        "| room | tried | killed | of these endless | equivalent | open | killed of all, % |" + _OF_OTHERS,
        _rule(8),
    ]
    lines += [_row(room, own, same) for room, own in each.items()]
    most = max((len(own) for room, own in each.items() if room != "all"), default=0)
    steps = range(0, most, _TWENTY)
    lines += ["\n## When they were drawn\n"]
    lines += [f"| room |{''.join(f' {start + 1} to {start + _TWENTY} |' for start in steps)} all |{_OF_OTHERS}"]
    lines += [_rule(3 + len(steps))]
    lines += [_drawn(room, own, same, steps) for room, own in each.items() if room != "all"]
    lines.append(f"\nThe aim is {100 * _GOAL:.0f} % of those not equivalent, in every room. {_LEFT_OUT}\n")
    lines += ["## Who survived, and why\n", "| mutant | what it is | why |", "|---|---|---|"]
    for one in (one for one in found if one.verdict == "survived"):
        told = known.get(one.id, {})
        lines.append(f"| `{one.id}` | {told.get('kind', 'not looked at yet')} | {told.get('why', '')} |")
    return "\n".join(lines) + "\n"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


def _row(room: str, found: Sequence[Outcome], same: set[str]) -> str:
    if not found:
        return f"| {room} | 0 | – | – | – | – | – | not tried yet |"
    endless = sum(one.verdict == "endless" for one in found)
    killed = sum(one.verdict != "survived" for one in found)
    equivalent = sum(one.id in same for one in found)
    living = len(found) - killed - equivalent
    every = f"{100 * killed / len(found):.0f}"
    share = _share(killed, len(found) - equivalent)
    return f"| {room} | {len(found)} | {killed} | {endless} | {equivalent} | {living} | {every} | {share} |"


def _drawn(room: str, found: Sequence[Outcome], same: set[str], steps: range) -> str:
    parts = [[one for one in found[start : start + _TWENTY] if one.id not in same] for start in steps]
    killed = [sum(one.first != "survived" for one in part) for part in parts]
    told = [f"{hits} of {len(part)}" if part else "–" for hits, part in zip(killed, parts, strict=True)]
    tried = sum(len(part) for part in parts)
    every = f"{sum(killed)} of {tried}" if tried else "–"
    return f"| {' | '.join([room, *told, every, _share(sum(killed), tried)])} |"


def _share(hits: int, tries: int) -> str:
    if not tries:
        return "not tried yet"
    low, high = interval(hits, tries)
    return f"{100 * hits / tries:.0f} ({100 * low:.0f} to {100 * high:.0f})"


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
