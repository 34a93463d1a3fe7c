"""Walking along a front that is known: what is wanted decides among what was tried, and is refined around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from microthermal.catalog.library import Library
from microthermal.parallel.cores import cores
from microthermal.parallel.threads import side_by_side
from microthermal.planning.converse.reach import Kind, kinds_with
from microthermal.planning.converse.statements import Statement
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import NOTHING
from microthermal.planning.engine.dominance import volumes
from microthermal.planning.engine.journal import Seen
from microthermal.planning.front.records import Evaluations, Front
from microthermal.planning.front.search import gathered, seen_of
from microthermal.planning.front.trial import STAGES
from microthermal.quantity import Array

# Candidates that a question may ask for beside those that are known: as many as a few seconds allow.
ROUNDS, EACH = 2, 4
# Of a reference point: the sum of all losses counts by so much beside the worst one (Wierzbicki 1980).
_SUM = 0.05
# How far a refined candidate lies from the one around which it is tried, in the unit box.
_NEAR = 0.08


@dataclass(frozen=True)
class Wish:
    """What is wanted of a candidate: statements that it keeps, and losses that it comes up to.

    ``reference`` is the point of the losses that is moved (objective,), ``weights`` say which loss counts most; a
    ``metric`` with a sign, if given, is made small before all else. The answer uses a laser if ``lasered``, else none.
    """

    statements: tuple[Statement, ...]
    reference: Array
    weights: Array
    metric: str = ""
    sign: float = 1.0
    lasered: bool = True

    def order(self, found: Evaluations, decoder: Decoder) -> tuple[NDArray[np.intp], Array]:
        """Candidates, the best first (candidate,), and how far each misses what is wanted at its worst (candidate,).

        Notes
        -----
        By what each misses at its worst, limits among it, then in all, then by merit: what no candidate has, each
        misses as far as can be, and the rest tells them apart.
        """
        early: Array = np.where(found.ended < STAGES.index("weeks"), 10.0, 0.0)
        kind: Array = np.where((found.lasered > 0.5) == self.lasered, 0.0, 10.0)
        stated = [one.over(found, decoder) for one in self.statements]
        missed = np.array([early, kind, *found.excess.T, *stated])
        worst: Array = missed.max(axis=0)
        return np.lexsort((self.merit(found), missed.sum(axis=0), worst)), worst

    def merit(self, found: Evaluations) -> Array:
        """What is made small among those that keep everything (candidate,): the metric, else the way to the reference.

        Notes
        -----
        An achievement function: the weighted loss that lies farthest beyond the reference, and a little of their sum.
        """
        beyond = self.weights * (found.losses - self.reference)
        way: Array = beyond.max(axis=1) + _SUM * beyond.sum(axis=1)
        if not self.metric:
            return way
        values = self.sign * found.of(self.metric)
        spread = float(np.ptp(values[found.ended == 3.0])) if np.any(found.ended == 3.0) else 0.0
        scaled: Array = values / spread if spread > 0.0 else values
        return scaled + _SUM * way


def best_of(wish: Wish, found: Evaluations, decoder: Decoder) -> tuple[int, float]:
    """The candidate that keeps what is wanted and is best of them; else the one that misses it least, and by how much.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    found : Evaluations
        All that is known.
    decoder : Decoder
        Reads settings of candidates.
    """
    order, worst = wish.order(found, decoder)
    return int(order[0]), float(worst[order[0]])


def walked(wish: Wish, front: Front, library: Library, seed: int) -> tuple[Front, int, float]:
    """Refine around the best known candidate, and take the best of all.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    front : Front
        What is known.
    library : Library
        What the library states.
    seed : int
        Of the random numbers; the same question gives the same answer.

    Returns
    -------
    front : Front
        With what was tried beside it.
    candidate : int
        Place of the best one.
    excess : float
        How far it misses what is wanted; 0 if it keeps it.
    """
    decoder = Decoder(front.case, front.variables, library)
    numbers, found = np.random.default_rng(seed), front.evaluations
    kinds = _kinds(wish, decoder)
    for _ in range(ROUNDS):
        rows = _around(kinds, wish, found, decoder, numbers)
        if not len(rows):
            break
        tried = [decoder.candidate(row) for row in rows]
        seen = side_by_side(cores(), lambda one: seen_of(front.case, one, library), tried)
        found = joined(found, rows, seen, decoder)
    best, excess = best_of(wish, found, decoder)
    return replace(front, evaluations=measured(found)), best, excess


def _kinds(wish: Wish, decoder: Decoder) -> list[Kind]:
    """Kinds of courses that have what is wanted, with a laser where one is spoken of."""
    if wish.lasered and NOTHING in (devices := decoder.own["device"].choices) and "device" in decoder.free:
        last = len(devices) - 1  # where a decoder has no laser
        return [one for one in kinds_with(wish.statements, decoder) if one["device"] * len(devices) < last]
    return kinds_with(wish.statements, decoder)


def _around(kinds: list[Kind], wish: Wish, found: Evaluations, decoder: Decoder, numbers: np.random.Generator) -> Array:
    """New places around the best: half of the way to others that are good, half a little off in a few settings."""
    known = {place.tobytes() for place in found.places}
    order, _ = wish.order(found, decoder)
    good, here = found.places[order[1:9]], found.places[order[0]]
    rows: list[Array] = []
    for attempt in range(10 * EACH):
        if len(rows) == EACH:
            break
        moved = numbers.random(here.size) < 0.4
        moved[numbers.integers(here.size)] = True
        if attempt % 2 and len(good):
            target = good[numbers.integers(len(good))]
            place = here + numbers.uniform(0.2, 0.8) * (target - here)
        else:
            place = np.where(moved, here + numbers.normal(0.0, _NEAR, here.size), here)
        row = decoder.canonical(_chosen(kinds, np.clip(place, 0.0, 1.0), decoder)[None, :])[0]
        if row.tobytes() not in known:
            known.add(row.tobytes())
            rows.append(row)
    return np.array(rows)


def _chosen(kinds: list[Kind], place: Array, decoder: Decoder) -> Array:
    """A place of a kind that has what is wanted: its device is kept where it can be, then its drug, then the rest."""

    def others(kind: Kind) -> tuple[bool, ...]:
        """Of each name whether it is another one than that of the place, the device first."""
        counts = {name: len(decoder.own[name].choices) for name in kind}
        here = {name: min(int(place[decoder.free.index(name)] * count), count - 1) for name, count in counts.items()}
        return tuple(here[name] != int(kind[name] * count) for name, count in counts.items())

    held = place.copy()
    for name, where in min(kinds, key=others, default={}).items():
        held[decoder.free.index(name)] = where
    return held


def joined(found: Evaluations, rows: Array, seen: list[Seen], decoder: Decoder) -> Evaluations:
    """All that is known, with some candidates more; what volume of losses they better is not yet :func:`measured`."""
    more = gathered(decoder, rows, seen, measured=False)
    limits = tuple(sorted({*found.limits, *more.limits}))

    def excess(part: Evaluations) -> Array:
        columns = {name: part.excess[:, number] for number, name in enumerate(part.limits)}
        return np.array([columns.get(name, np.zeros(len(part.ended))) for name in limits]).reshape(
            len(limits), len(part.ended)
        ).T  # fmt: skip

    both = {
        name: np.concatenate([getattr(found, name), getattr(more, name)])
        for name in ("places", "values", "told", "losses", "ended", "lasered", "volume")
    }
    whole = np.concatenate([excess(found), excess(more)])
    return Evaluations(variables=found.variables, metrics=found.metrics, limits=limits, excess=whole, **both)


def measured(found: Evaluations) -> Evaluations:
    """All that is known, with the volume of losses that it betters after each candidate."""
    among = ((found.ended == 3.0) & ~np.any(found.excess > 0.0, axis=1)).astype(np.float64)
    return replace(found, volume=volumes(found.losses, among))
