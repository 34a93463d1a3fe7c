"""Calibrate the healing cascade: ``make calibrate`` draws from the posterior with emcee.

The affine-invariant ensemble of emcee (Goodman and Weare; here with moves of differential evolution) draws the
coefficients that the studies inform. Those they say little about are then drawn in small blocks from their priors
and kept or not by the same likelihood (Metropolis), so that every draw explains the studies with all its coefficients.

This is the first stage, for ``make calibrate ANEW=1``. It writes ``chores/calibration/healing_chain.csv``, from
which ``chores.ordering`` makes what the library stores.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chores.younger import CHAIN
from microthermal import catalog
from microthermal.catalog.calibration import evidence, healing_priors
from microthermal.catalog.reading.state import remembered
from microthermal.errors import LibraryError
from microthermal.files import write_text
from microthermal.healing.calibration.likelihood import Judge
from microthermal.quantity import Array

INFORMED = 36  # coefficients that the ensemble draws
GROUPS = 8  # of walkers, for the check of convergence
_BLOCK = 8
_PROBE = 0.3  # prior spreads by which a coefficient is moved to see what the studies say of it


@remembered(1)
def _judge() -> Judge:
    return Judge(catalog.healing_model(), evidence(), healing_priors())  # type: ignore[arg-type]


def library_places() -> Array:
    """Values of the library in units of their prior spread (parameter,)."""
    levels = {level.name: level.value for level in catalog.healing_model().parameters}  # type: ignore[attr-defined]
    return _judge().places(levels)


def informed(start: Array, count: int = INFORMED) -> Array:
    """Places of the coefficients that the likelihood feels most, by its fall when one is moved.

    Parameters
    ----------
    start : Array (parameter,)
        Where it is probed, in units of the prior spread.
    count : int
        How many.
    """
    judge, steps = _judge(), np.eye(start.size) * _PROBE
    here = judge.log_likelihood(start)
    falls = [2.0 * here - judge.log_likelihood(start + step) - judge.log_likelihood(start - step) for step in steps]
    return np.sort(np.argsort(falls)[-count:])


class _Target:
    """Posterior of the informed coefficients, the others at their start; it pickles for worker processes."""

    def __init__(self, start: Array, chosen: Array) -> None:
        self.start, self.chosen = start, chosen

    def __call__(self, places: Array) -> float:
        whole = self.start.copy()
        whole[self.chosen] = places
        return _judge().log_posterior(whole)


@dataclass(frozen=True)
class Convergence:
    """How far an ensemble has forgotten where it began; of the informed coefficients, the worst where not said."""

    kept: int  # steps of each walker after those left out
    correlation: float  # mean autocorrelation time [steps]
    longest: float  # longest autocorrelation time [steps]
    size: float  # least number of independent draws that the kept ones are worth
    r_hat: float  # greatest split R-hat between groups of walkers

    def __str__(self) -> str:
        return (
            f"{self.kept} kept, autocorrelation {self.correlation:.0f} steps (longest {self.longest:.0f}), "
            f"effective size at least {self.size:.0f}, split R-hat at most {self.r_hat:.3f}"
        )


def split_r_hat(chain: Array) -> Array:
    """Split R-hat of each coefficient (parameter,), between groups of walkers and between halves of the chain.

    Parameters
    ----------
    chain : Array (step, walker, parameter)
        Walkers fall into ``GROUPS`` groups; each half of each group counts as one chain.

    Notes
    -----
    sqrt(1 + B/W) with the variance B of the means of these chains and the mean W of their variances (Gelman and Rubin,
    nested: a walker alone is too short a chain to have settled). Walkers of one ensemble know of each other, so this
    is a check and no proof.
    """
    half, each = chain.shape[0] // 2, chain.shape[1] // GROUPS
    used = chain[: 2 * half, : GROUPS * each].reshape(2, half, GROUPS, each, -1)
    pooled = used.transpose(0, 2, 1, 3, 4).reshape(2 * GROUPS, half * each, -1)
    between, within = pooled.mean(axis=1).var(axis=0, ddof=1), pooled.var(axis=1, ddof=1).mean(axis=0)
    return np.asarray(np.sqrt(1.0 + between / within))


def convergence(chain: Array, correlation: Array) -> Convergence:
    """Signs of convergence of a chain (step, walker, parameter) with autocorrelation times (parameter,) [steps]."""
    steps, walkers, _ = chain.shape
    longest = float(correlation.max())
    return Convergence(
        kept=steps, correlation=float(correlation.mean()), longest=longest, size=steps * walkers / longest,
        r_hat=float(split_r_hat(chain).max()),
    )  # fmt: skip


def draw(
    steps: int, walkers: int, draws: int, seed: int, workers: int, begin: Array | None = None
) -> tuple[Array, Convergence]:  # fmt: skip
    """Draws of all coefficients in units of their prior spread (draw, parameter), and how well they converged.

    Parameters
    ----------
    steps, walkers : int
        Length and width of the ensemble; its first third is left out.
    draws : int
        How many to keep.
    seed : int
        Seed of the random numbers.
    workers : int
        Processes.
    begin : Array (draw, parameter), optional
        Draws of an earlier run from which the walkers start, in units of the prior spread; else near the library's
        values.
    """
    import emcee

    generator = np.random.default_rng(seed)
    start = library_places()
    chosen = informed(start)
    if begin is None:
        first = start[chosen] + 0.1 * generator.standard_normal((walkers, chosen.size))
    else:
        first = begin[generator.choice(len(begin), walkers, replace=False)][:, chosen]
    moves = [(emcee.moves.DEMove(), 0.8), (emcee.moves.DESnookerMove(), 0.1), (emcee.moves.StretchMove(), 0.1)]
    with ProcessPoolExecutor(workers) as pool:
        sampler = emcee.EnsembleSampler(walkers, chosen.size, _Target(start, chosen), pool=pool, moves=moves)
        sampler.random_state = np.random.RandomState(seed).get_state()
        sampler.run_mcmc(first, steps)
        kept = sampler.get_chain(discard=steps // 3)
        found = convergence(kept, sampler.get_autocorr_time(quiet=True, discard=steps // 3))
        chain = kept.reshape(-1, chosen.size)
        picked = chain[generator.choice(len(chain), draws, replace=False)]
        whole = np.tile(start, (draws, 1))
        whole[:, chosen] = picked
        seeds = generator.integers(2**31, size=draws)
        filled = list(pool.map(_fill, whole, [chosen] * draws, seeds.tolist(), chunksize=4))
    return np.array(filled), found


def _fill(places: Array, chosen: Array, seed: int) -> Array:
    """Draw the coefficients that are not informed, block by block."""
    generator, judge = np.random.default_rng(seed), _judge()
    rest = np.setdiff1d(np.arange(places.size), chosen)
    here = judge.log_likelihood(places)
    for _ in range(2):
        for block in np.array_split(generator.permutation(rest), max(1, rest.size // _BLOCK)):
            tried = places.copy()
            tried[block] = generator.standard_normal(block.size)
            there = judge.log_likelihood(tried)
            if np.log(generator.random()) < there - here:
                places, here = tried, there
    return places


def write(path: Path, places: Array, words: str) -> None:
    """Write draws as a table of coefficients in SI, four digits each.

    Parameters
    ----------
    path : Path
        The file.
    places : Array (draw, parameter)
        In units of the prior spread.
    words : str
        How they were made.
    """
    judge = _judge()
    lines = [f"# {words}", ",".join(judge.names)]
    lines += [",".join(f"{value:.4g}" for value in judge.values(row)) for row in places]
    write_text(path, "\n".join(lines) + "\n")


def earlier(path: Path) -> Array:
    """Draws that :func:`write` wrote, in units of the prior spread (draw, parameter)."""
    judge = _judge()
    lines = path.read_text(encoding="utf-8").splitlines()
    if tuple(lines[1].split(",")) != judge.names:
        raise LibraryError(f"{path}: has other coefficients than the library; leave out --begin")
    rows = [dict(zip(judge.names, map(float, line.split(",")), strict=True)) for line in lines[2:]]
    return np.array([judge.places(row) for row in rows])


def _seconds(count: int = 20) -> float:
    """Processor time of one likelihood near the library's values [s]."""
    start, generator = library_places(), np.random.default_rng(0)
    _judge().log_likelihood(start)  # the first one compiles
    began = time.process_time()
    for _ in range(count):
        _judge().log_likelihood(start + 0.1 * generator.standard_normal(start.size))
    return (time.process_time() - began) / count


def main() -> None:
    """Draw and write the posterior."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--walkers", type=int, default=80)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--output", type=Path, default=CHAIN)
    parser.add_argument("--begin", type=Path, help="draws of an earlier run from which the walkers start")
    asked = parser.parse_args()
    begin = None if asked.begin is None else earlier(asked.begin)
    asks = asked.steps * asked.walkers + asked.draws * 2 * (library_places().size - INFORMED) // _BLOCK
    sys.stdout.write(f"{asks} likelihoods, about {asks * _seconds() / 60:.0f} min of processor\n")
    places, found = draw(asked.steps, asked.walkers, asked.draws, asked.seed, asked.workers, begin)
    whence = ", begun from draws of an earlier one" if asked.begin else ""
    words = (
        f"posterior of the healing cascade in SI: {asked.draws} draws of an ensemble of {asked.walkers} walkers x "
        f"{asked.steps} steps, seed {asked.seed}{whence}; {found}"
    )
    write(asked.output, places, words)
    best = max(places, key=_judge().log_likelihood)
    spent = sum(os.times()[:4]) / 60
    likelihood = _judge().log_likelihood(best)
    sys.stdout.write(f"{words}; best log-likelihood {likelihood:.1f}; {spent:.1f} min of processor\n")


if __name__ == "__main__":
    main()
