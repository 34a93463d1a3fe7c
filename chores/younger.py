"""Complete the draws of a chain with coefficients that are younger than it: a part of ``make calibrate``.

A chain is drawn for all coefficients of the model of its day. A coefficient that came later, and that no study feels,
is drawn from its prior; one that is gone is left out. A chain that is drawn anew has all, and nothing is added to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from microthermal.catalog.calibration import healing_priors
from microthermal.errors import LibraryError
from microthermal.healing.calibration.likelihood import Prior
from microthermal.healing.calibration.posterior import Posterior

CHAIN = Path(__file__).parent / "calibration" / "healing_chain.csv"
SEED = 11
# Coefficients that came after the chain. Each has a generator of its own, seeded with SEED and its name: no two can
# have the same places in their priors, whenever and in whatever order they came.
YOUNGER = (
    "slack_tightening", "slackening_by_holes", "myofibroblast_release", "matrix_capacity", "shaft_by_supply",
    "vacuole_closing", "vacuole_shedding",
)  # fmt: skip


@dataclass(frozen=True)
class Draws:
    """Draws of all coefficients: words of how they were made, names, and a row of texts for each draw."""

    words: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def posterior(self) -> Posterior:
        """The same as numbers."""
        return Posterior(names=self.names, values=np.array([[float(text) for text in row] for row in self.rows]))

    def text(self, order: tuple[int, ...]) -> str:
        """The file, draws in some order."""
        lines = (f"# {self.words}", ",".join(self.names), *(",".join(self.rows[place]) for place in order))
        return "\n".join(lines) + "\n"


def with_note(words: str, note: str) -> str:
    """Words with a note before the signs of convergence, which come after the last semicolon."""
    head, _, signs = words.rpartition("; ")
    return f"{head}; {note}; {signs}"


def chain(path: Path = CHAIN) -> Draws:
    """Draws that ``chores.calibrate`` wrote."""
    words, names, *rows = path.read_text(encoding="utf-8").splitlines()
    return Draws(words.removeprefix("# "), tuple(names.split(",")), tuple(tuple(row.split(",")) for row in rows))


def completed(drawn: Draws, younger: tuple[str, ...] = YOUNGER) -> Draws:
    """A chain with all coefficients of today's model, in their order.

    Parameters
    ----------
    drawn : Draws
        The chain.
    younger : tuple of str
        Coefficients that may be younger than it.

    Raises
    ------
    LibraryError
        If the model has a coefficient that is in neither: it was calibrated on nothing.
    """
    priors = {prior.name: prior for prior in healing_priors()}
    columns = dict(zip(drawn.names, zip(*drawn.rows, strict=True), strict=True))
    added = [name for name in younger if name not in columns]
    columns |= {name: from_prior(priors[name], len(drawn.rows)) for name in added}
    if missing := [name for name in priors if name not in columns]:
        raise LibraryError(f"coefficients that are in no chain, and not among the younger ones: {', '.join(missing)}")
    names, words = tuple(priors), drawn.words
    if added:
        words = with_note(words, f"{', '.join(added[:-1])} and {added[-1]} drawn from their priors")
    return Draws(words, names, tuple(zip(*(columns[name] for name in names), strict=True)))


def from_prior(prior: Prior, count: int) -> tuple[str, ...]:
    """A column of so many draws of a coefficient from its prior, four digits each."""
    generator = np.random.default_rng([SEED, *prior.name.encode()])
    values = np.exp(np.log(prior.middle) + prior.spread * generator.standard_normal(count))
    return tuple(f"{value:.4g}" for value in values)
