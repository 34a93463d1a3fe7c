"""What stands in the way: the smallest set of limits that no candidate keeps together, and what comes nearest."""

from __future__ import annotations

from itertools import combinations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from microthermal.planning.converse.statements import FAR
from microthermal.planning.front.records import Evaluations, Front
from microthermal.quantity import Array, Quantity, record

# Sets of more limits than this are not sought among all: a greedy one is told instead, and said to be one.
_MOST = 6


@record
class Conflict:
    """Limits that no candidate keeps together, the fewest that there are; and the nearest candidate, with its excess.

    ``exact`` is false where so many limits are needed that not all sets were tried. ``candidate`` is the place of the
    nearest one, whose excess is least at its worst; ``broken`` names what it breaks, ``excess`` by which fraction.
    """

    limits: tuple[str, ...]
    exact: bool
    candidate: Annotated[int, Quantity("1", "place among the evaluations", 0, 1_000_000)]
    broken: tuple[str, ...]
    excess: tuple[Annotated[float, Quantity("1", "how far a limit is passed, as a fraction of it", 0, 1e3)], ...]


def conflict_of(
    found: Evaluations, wanted: dict[str, Array] | None = None, lasered: bool = True, shown: int | None = None
) -> Conflict | None:
    """The smallest set of limits of which every known candidate breaks at least one; None if some keeps all.

    Parameters
    ----------
    found : Evaluations
        All candidates.
    wanted : dict, optional
        Further limits: by name, how far each candidate passes them, as a fraction (candidate,); only candidates that
        were followed to their end are held against them.
    lasered : bool, optional
        Whether candidates with a laser are asked, or those without.
    shown : int, optional
        Place of a candidate that is called the nearest where no other is nearer.

    Notes
    -----
    Exact over what was tried: a smallest hitting set of the sets of limits that candidates break. A candidate that was
    ended early may break more than is known, which cannot make the set smaller than it is among those followed.
    """
    names = [*found.limits, *(wanted or {})]
    excess = np.concatenate([found.excess, *(each[:, None] for each in (wanted or {}).values())], axis=1)
    kind = np.flatnonzero((found.lasered > 0.5) == lasered)
    broken = excess[kind] > 0.0
    if not len(broken) or not broken.any(axis=1).all():
        return None
    sets = {frozenset(np.flatnonzero(row).tolist()) for row in broken}
    # A set that holds another one is broken wherever that one is.
    least = [one for one in sets if not any(other < one for other in sets)]
    chosen, exact = _hitting(least)
    whole = kind[found.ended[kind] == 3.0]
    among = whole if whole.size else kind
    nearest = _nearest(excess, among, shown)
    passed = np.flatnonzero(excess[nearest] > 0.0)
    return Conflict(
        limits=tuple(names[place] for place in chosen), exact=exact, candidate=nearest,
        broken=tuple(names[place] for place in passed), excess=tuple(excess[nearest, passed].tolist()),
    )  # fmt: skip


def _nearest(excess: Array, among: NDArray[np.intp], shown: int | None) -> int:
    """Of some candidates the one whose worst excess is least, then the one that misses least in all."""
    worst, whole = excess[among].max(axis=1), excess[among].sum(axis=1)
    first = int(np.lexsort((whole, worst))[0])
    if shown is not None and shown in among:
        place = among.tolist().index(shown)
        if worst[place] <= worst[first] and whole[place] <= whole[first]:
            return shown
    return int(among[first])


def _hitting(sets: list[frozenset[int]]) -> tuple[tuple[int, ...], bool]:
    """A smallest set that meets each of some sets, the first in the order of names; whether it is known to be one."""
    every = sorted(set().union(*sets))
    for size in range(1, min(_MOST, len(every)) + 1):
        for one in combinations(every, size):
            if all(each & set(one) for each in sets):
                return one, True
    chosen: list[int] = []
    left = list(sets)
    while left:
        best = max(every, key=lambda place: (sum(place in each for each in left), -place))
        chosen.append(best)
        left = [each for each in left if best not in each]
    return tuple(sorted(chosen)), False


def conflict_sentences(
    front: Front, wanted: dict[str, Array] | None = None, lasered: bool = True, shown: int | None = None,
    never: bool = False,
) -> tuple[str, ...]:  # fmt: skip
    """The conflict in words, and what the nearest candidate breaks by how much; nothing if there is none.

    ``shown`` is the place of the candidate that stands first where it is told; ``never`` says that what is wanted lies
    beyond what any candidate can have, tried or not.
    """
    found = front.evaluations
    conflict = conflict_of(found, wanted, lasered, shown)
    if conflict is None:
        return ()
    count = int(np.count_nonzero((found.lasered > 0.5) == lasered))
    names = " and ".join(f"'{name.replace('_', ' ')}'" for name in conflict.limits)
    what = "the limit" if len(conflict.limits) == 1 else "at least one of the limits"
    sure = "no smaller set does so" if conflict.exact else "a smaller set may do so as well"
    kind = "with a laser" if lasered else "without a laser"
    rest = "" if never else " What was not tried may keep them; the more candidates, the surer."
    said = f"None of {count} candidates {kind} keeps every limit: each breaks {what} {names}, and {sure}.{rest}"
    over = ", ".join(
        f"'{name.replace('_', ' ')}' by {f'{100 * much:.0f} %' if much < FAR else 'far'}"
        for name, much in zip(conflict.broken, conflict.excess, strict=True)
    )
    which = "stands first here" if conflict.candidate == shown else f"is number {conflict.candidate + 1}"
    return said, f"The nearest candidate {which}: it breaks {over}."
