"""Other weights of the aims: under how many of them the first of a plan still comes first."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from microthermal.domain.inputs.goal import Goal
from microthermal.numerics.matrices.products import product
from microthermal.numerics.uniforms import uniforms
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.noise.differences import SURE, noises
from microthermal.planning.ranking import ADDED, RESOLUTION, drugs_of, price, rounded, tail
from microthermal.planning.records import Leader, Option, Weighing
from microthermal.planning.window.verdicts import reached
from microthermal.quantity import Array

# Weights that are tried, and the greatest factor by which one of them is taken to be wrong. Nobody has measured what an
# aim is worth: threefold either way is a choice of this project that the plan states.
SAMPLES, WIDEST = 1000, 3.0


def sampled(goal: Goal, samples: int = SAMPLES, seed: int = 1) -> Array:
    """Weights around the stated ones of a goal (sample, aim); each row adds up to one.

    Notes
    -----
    Each stated weight is multiplied or divided, either with the same chance, by a factor that is uniform from 1 to
    ``WIDEST``; then all are scaled to one, so that they lie on the simplex. The numbers are counted, not drawn in turn.
    """
    drawn = uniforms(seed, samples, 2 * len(goal.aims))
    factor = 1.0 + (WIDEST - 1.0) * drawn[:, ::2]
    factor = np.where(drawn[:, 1::2] < 0.5, factor, 1.0 / factor)
    found = factor * np.array([aim.weight for aim in goal.aims])
    total = np.zeros(samples)
    for column in range(found.shape[1]):  # in one order, on every machine
        total += found[:, column]
    return np.asarray(found / total[:, None])


def weighed(options: tuple[Option, ...], goal: Goal, seed: int = 1) -> Weighing | None:
    """How often the first of ranked options comes first under other weights; None if there is nothing to weigh.

    Parameters
    ----------
    options : tuple of Option
        Allowed candidates; the first is that of the plan.
    goal : Goal
        Aims and their stated weights.
    seed : int, optional
        Which weights are tried.

    Notes
    -----
    The rule of the ranking is applied: the greatest merit leads, and of those not told apart from it the one with the
    least risk, to do nothing excepted, and a laser only where it adds to its medicine. If any was simulated under
    scenarios, only those that were are asked: without them a limit warns less, so that the others would seem better.
    """
    asked = [option for option in options if option.banded] or list(options)
    if len(asked) < 2 or len(goal.aims) < 2 or options[0] not in asked:
        return None
    first, items = options[0], sorted(asked, key=tail)
    weights = sampled(goal, seed=seed)
    field = _Field(tuple(items), goal, weights)
    chosen = [field.leader(sample) for sample in range(len(weights))]
    counts = Counter((items[one].device, _drugs(items[one])) for one in chosen)
    mine = items.index(first)
    keeps = [one == mine or not field.apart(one, mine, sample) for sample, one in enumerate(chosen)]
    return Weighing(
        samples=len(weights), widest=WIDEST, leads=chosen.count(mine) / len(weights), keeps=sum(keeps) / len(weights),
        leaders=tuple(
            Leader(device=device, drugs=drugs, fraction=count / len(weights))
            for (device, drugs), count in sorted(counts.items(), key=lambda one: (-one[1], one[0][0].name, one[0][1]))
        ),
    )  # fmt: skip


class _Field:
    """Scores of all options under all weights."""

    def __init__(self, items: tuple[Option, ...], goal: Goal, weights: Array) -> None:
        nominal = np.array([[reached(aim, item.outcome.of(aim.metric)) for aim in goal.aims] for item in items])
        self.items, self.scores = items, product(nominal, weights.T)
        self.merits = self.scores * np.array([price(item) for item in items])[:, None]
        self.under = [
            {one.name: product(np.array([one.reached]), weights.T)[0] for one in item.scenario_scores} for item in items
        ]
        self.risks, self.gentle = [rounded(item.risk) for item in items], [tail(item)[1:] for item in items]
        self.weights = weights
        self.noise: dict[tuple[int, int], Array] = {}
        self.told: dict[tuple[int, int], NDArray[np.bool_]] = {}
        self.alone = [
            [
                place
                for place, other in enumerate(items)
                if item.lasered and drugs_of(item) and not other.lasered and drugs_of(other) == drugs_of(item)
            ]
            for item in items
        ]

    def leader(self, sample: int) -> int:
        """Place of the option that leads under one of the weights."""
        steps = np.floor(self.merits[:, sample] / RESOLUTION + 0.5 + WHOLE)
        scores = np.floor(self.scores[:, sample] / RESOLUTION + 0.5 + WHOLE)
        # Of those in one step the first in the order of the ranking; nothing done only where no treatment scores more.
        idle = np.array([item.nothing for item in self.items]) & (scores < scores.max())
        best = int(np.argmax(np.where(idle, -np.inf, steps)))
        near = [one for one in range(len(self.items)) if one == best or not self._beaten(best, one, sample)]
        near = [self._yielding(one, sample) for one in near]
        least = min(self.risks[one] for one in near) + 1
        return min((one for one in near if self.risks[one] <= least), key=lambda one: self.gentle[one])

    def _yielding(self, one: int, sample: int) -> int:
        """The same medicine alone where the laser of an option adds too little to it; else itself."""
        if not self.alone[one]:
            return one
        best = max(self.alone[one], key=lambda place: (self.merits[place, sample], -place))
        gain = self.scores[one, sample] - self.scores[best, sample]
        worth = gain >= ADDED * (1.0 - WHOLE) and self.merits[one, sample] >= self.merits[best, sample] - RESOLUTION / 2
        return one if worth and self.apart(one, best, sample) else best

    def _beaten(self, best: int, other: int, sample: int) -> bool:
        return self.items[other].nothing or self.apart(best, other, sample)

    def apart(self, one: int, other: int, sample: int) -> bool:
        """Whether the first of two options is told apart as better, as the ranking does."""
        pair = (one, other)
        if pair not in self.told:
            self.told[pair] = self._apart(one, other)
        return bool(self.told[pair][sample])

    def _apart(self, one: int, other: int) -> NDArray[np.bool_]:
        """The same under all weights (sample,)."""
        gain = self.scores[one] - self.scores[other]
        enough = gain >= np.maximum(RESOLUTION * (1.0 - WHOLE), SURE * self._noise(one, other))
        mine, theirs = self.under[one], self.under[other]
        common = [mine[name] - theirs[name] for name in mine if name in theirs]
        # What was not simulated under the same scenarios is compared in nominal skin: a band says nothing of it.
        return np.asarray(enough & (np.min(common, axis=0) > WHOLE) if common else enough)

    def _noise(self, one: int, other: int) -> Array:
        pair = (min(one, other), max(one, other))
        if pair not in self.noise:
            self.noise[pair] = noises(self.items[pair[0]], self.items[pair[1]], self.weights)
        return self.noise[pair]


def _drugs(option: Option) -> tuple[str, ...]:
    return tuple(dict.fromkeys(dose.drug.title for dose in option.treatment.doses))
