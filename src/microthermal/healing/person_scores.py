"""Scores over persons: means, bands of nine tenths, and the fraction that responds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.library.figures import Figures, ScoreFigures
from microthermal.domain.results.response import Healing
from microthermal.healing.calibration.posterior import BAND_SHARE, Ensemble
from microthermal.healing.scores import last, point, scores, vancouver
from microthermal.quantity import Array, amended

# Standard deviations between which nine tenths of a normal distribution lie, each side.
_NINE_TENTHS = 1.645
# How near to the mark a person counts as one who responds in part.
_NEAR = 0.05


def scores_over(
    found: Ensemble, condition: Condition, figures: Figures, since: float = 0.0
) -> dict[str, Estimate]:  # fmt: skip
    """Scores over persons, by name: mean and band of what each has against the same person untreated, and who responds.

    Parameters
    ----------
    found : Ensemble
        Courses of the persons.
    condition : Condition
        What was amiss.
    figures : Figures
        Those of the library.
    since : float, optional
        Time of the last treatment [s].
    """
    each = [
        scores(one, other, figures.scores, since) for one, other in zip(found.courses, found.untreated, strict=True)
    ]
    told = {name: over_persons([one[name] for one in each]) for name in each[0]}
    return told | {"response_rate": responders(found, condition, figures)}


def responders(found: Ensemble, condition: Condition, figures: Figures) -> Estimate:
    """Fraction of persons who respond, before to after: those whose disease ends by itself are among them.

    Parameters
    ----------
    found, condition, figures
        As for :func:`scores_over`.

    Notes
    -----
    Amiss is what hair lacks to healthy skin; in a raised scar the Vancouver proxy; in a sunken one the missing
    collagen. A person within a twentieth of the mark counts in part, so that no rounding decides. The band is what so
    many persons can tell of a rate (Wilson, nine tenths).
    """
    pairs = zip(found.courses, found.untreated, strict=True)
    amiss = [_amiss(treated, untreated, condition, figures.scores) for treated, untreated in pairs]
    gone = np.array([1.0 - after / before for before, after in amiss if before >= figures.scores.least_hair])
    told = point(0.0, "%", "fraction of persons in whom at least half of what was amiss is gone at the end")
    if not gone.size:
        return amended(told, undefined="skin in which nothing is amiss" if amiss else "no persons were followed")
    rate = float(np.clip(0.5 + (gone - figures.persons.response) / (2 * _NEAR), 0.0, 1.0).mean())
    more = _NINE_TENTHS**2 / gone.size
    half = _NINE_TENTHS * ((rate * (1.0 - rate) + more / 4.0) / gone.size) ** 0.5
    low, high = ((rate + more / 2.0 + side * half) / (1.0 + more) for side in (-1.0, 1.0))
    return amended(told, value=rate, low=min(low, rate), high=max(high, rate), grade="scenario")


def _amiss(treated: Healing, untreated: Healing, condition: Condition, figures: ScoreFigures) -> tuple[float, float]:
    """What is amiss in a person before the treatment, and at the end."""
    if "hair" in condition.concerns:
        return 1.0 - float(untreated.of("hair_follicles")[0]), 1.0 - last(treated, "hair_follicles")
    if float(untreated.of("fibrotic_collagen")[0]) >= figures.least_fibrosis:
        return float(vancouver(untreated, figures)[0]), float(vancouver(treated, figures)[-1])
    return 1.0 - float(untreated.of("collagen_total")[0]), 1.0 - last(treated, "collagen_total")


def over_persons(each: Sequence[Estimate]) -> Estimate:
    """Mean over persons of a number that each has, with the band of nine tenths of them.

    Parameters
    ----------
    each : sequence of Estimate
        One for each person; those without such a number are left out, and where most have none, nobody has.

    Notes
    -----
    A time that did not come within what is followed counts as the end of that; the mean is a lower bound where it did
    not in most, the high end where it did not in more than lie above the band.
    """
    told = [one for one in each if not one.undefined]
    if 2 * len(told) < len(each):
        return next(one for one in each if one.undefined)
    return amended(told[0], **spread_of([one.value for one in told], [one.beyond for one in told]))


def spread_of(told: Sequence[float], late: Sequence[bool]) -> dict[str, Any]:
    """Mean and band over persons as fields of an estimate, from the value of each and whether it is a lower bound."""
    values, beyond = np.array(told), float(np.mean(late))
    low, high = (_quantile(np.sort(values), 0.5 + side * BAND_SHARE / 2) for side in (-1.0, 1.0))
    mean = float(values.mean())
    return {
        "value": mean, "low": min(low, mean), "high": max(high, mean), "beyond": beyond > 0.5,
        "high_beyond": beyond > 0.5 - BAND_SHARE / 2,
    }  # fmt: skip


def _quantile(rising: Array, fraction: float) -> float:
    """Quantile of sorted numbers, straight between neighbours; NumPy's own takes twenty times as long for so few."""
    place = fraction * (rising.size - 1)
    below = min(int(place), rising.size - 1)
    above = min(below + 1, rising.size - 1)
    return float(rising[below] + (place - below) * (rising[above] - rising[below]))
