"""How well a few persons stand for all, also in responses by which they were not chosen, and whether weights help.

Candidates of a plan are told over the first few persons, who are ordered by ten responses (:mod:`chores.ordering`).
Here each response in turn is left out of those by which persons are chosen, and of those to which weights are fitted,
and its mean over the few is held against that over all. No simulation is run: the kept responses of everybody serve.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from chores.ordering import TRIED, kept
from microthermal.quantity import Array

FEW = 16  # as candidates of a plan are told
_REPEATS = 30
_EVEN = 1e-3  # how much weights are held to be even, over how much they are held to the means
_SURE = 1e3  # the same for their sum, which is 1


@dataclass(frozen=True)
class Errors:
    """Root mean square of the error of a mean over the few, in standard deviations of the response over persons."""

    chance: float
    asked: float
    unasked: float
    weighted: float

    def __str__(self) -> str:
        return (
            f"{FEW} persons: {self.chance:.3f} by chance; ordered, {self.asked:.3f} in responses by which they were "
            f"chosen, {self.unasked:.3f} in others, {self.weighted:.3f} there with weights"
        )


def standardised() -> Array:
    """Responses of everybody about their mean, over their standard deviation (person, response); 0 where undefined."""
    table = kept()
    count = 1 + max(row for _, row in table)
    everybody = np.array(list(table.values())[:count])
    return np.asarray(np.nan_to_num((everybody - np.nanmean(everybody, axis=0)) / np.nanstd(everybody, axis=0)))


def herded(responses: Array, generator: np.random.Generator) -> Array:
    """Places of a few persons, each chosen of some so that the mean stays near that of all."""
    left, sums, found = list(range(len(responses))), np.zeros(responses.shape[1]), []
    for _ in range(FEW):
        tried = generator.choice(left, TRIED, replace=False)
        best = int(tried[np.argmin(np.square(sums + responses[tried]).sum(axis=1))])
        sums = sums + responses[best]
        found.append(best)
        left.remove(best)
    return np.array(found)


def weights(responses: Array) -> Array:
    """Weights of persons (person,), none negative and as even as can be, with which their means are those of all."""
    from scipy.optimize import nnls

    count = len(responses)
    rows = (responses.T, np.sqrt(_EVEN) * count * np.eye(count), _SURE * np.ones((1, count)))
    aims = (np.zeros(responses.shape[1]), np.sqrt(_EVEN) * np.ones(count), [_SURE])
    return np.asarray(nnls(np.vstack(rows), np.concatenate(aims))[0])


def errors(responses: Array, repeats: int = _REPEATS, seed: int = 1) -> Errors:
    """Errors of the mean over the few, over repeats of the choice.

    Parameters
    ----------
    responses : Array (person, response)
        From :func:`standardised`.
    repeats, seed : int, optional
        How often persons are chosen, and the seed of the choices.
    """
    generator, everywhere = np.random.default_rng(seed), range(responses.shape[1])
    chance, asked, unasked, weighted = [], [], [], []
    for _ in range(repeats):
        chance.append(responses[generator.choice(len(responses), FEW, replace=False)].mean(axis=0))
        asked.append(responses[herded(responses, generator)].mean(axis=0))
        for out in everywhere:
            rest = np.delete(responses, out, axis=1)
            few = herded(rest, generator)
            unasked.append(responses[few, out].mean())
            weighted.append(weights(rest[few]) @ responses[few, out])
    return Errors(*(float(np.sqrt(np.square(one).mean())) for one in (chance, asked, unasked, weighted)))


def main() -> None:
    """Print the errors."""
    sys.stdout.write(f"{errors(standardised())}\n")


if __name__ == "__main__":
    main()
