"""What calibration leaves open: draws of the coefficients, and the band in which courses lie over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Band, Healing, Visit
from microthermal.errors import ConvergenceError
from microthermal.healing.models import Banded
from microthermal.parallel.cores import cores
from microthermal.parallel.threads import side_by_side
from microthermal.quantity import Array, Quantity, record

# Fraction of the draws between the ends of a band.
BAND_SHARE = 0.9
# What it means to a reader that a draw cannot be followed; `Ensemble.left_out` holds the reason of the model.
UNKEPT = "with their coefficients untreated skin would not stay as this condition is, or its course cannot be followed"


@record
class Posterior:
    """Draws of the coefficients of a healing model, each as likely as any other."""

    names: tuple[str, ...]
    values: Annotated[Array, Quantity("1", "value in SI of each coefficient", 0, 1e12, ("draw", "parameter"))]


@dataclass(frozen=True)
class Ensemble:
    """Courses of the draws that could be followed, and for each of the others why it could not."""

    courses: tuple[Healing, ...]
    left_out: tuple[str, ...] = ()

    def told(self) -> str:
        """One sentence for readers on the draws that are left out; empty if there are none."""
        if not self.left_out:
            return ""
        count = len(self.courses) + len(self.left_out)
        return f"{len(self.left_out)} of {count} draws of the calibration are left out: {UNKEPT}."


def courses(
    model: Banded,
    posterior: Posterior,
    visits: tuple[Visit, ...],
    condition: Condition,
    until: float,
    workers: int | None = None,
) -> Ensemble:
    """Courses of healing, one for each draw that can be followed.

    Parameters
    ----------
    model : Banded
        The model; coefficients that no draw names keep its values.
    posterior : Posterior
        The draws.
    visits : tuple of Visit
        As for :meth:`~microthermal.healing.models.HealingModel.follow_visits`.
    condition : Condition
        As for :meth:`~microthermal.healing.models.HealingModel.follow_visits`.
    until : float
        Time after the first laser [s].
    workers : int, optional
        Threads, by default all cores; the compiled rates leave the interpreter free.

    Returns
    -------
    Ensemble
        The courses in the order of the draws. A draw that keeps no such condition, or whose course the integrator
        gives up, is left out, and why is kept beside them.

    Raises
    ------
    ConvergenceError
        If no draw can be followed.
    """
    follow = _follower(model, posterior.names, visits, condition, until)
    found = tuple(side_by_side(workers or cores(), follow, posterior.values))
    followed = tuple(one for one in found if isinstance(one, Healing))
    left_out = tuple(one for one in found if isinstance(one, str))
    if not followed:
        raise ConvergenceError(f"healing: none of {len(found)} draws of the posterior can be followed: {left_out[0]}")
    return Ensemble(followed, left_out)


def _follower(
    model: Banded, names: tuple[str, ...], visits: tuple[Visit, ...], condition: Condition, until: float
) -> Callable[[Array], Healing | str]:
    def follow(values: Array) -> Healing | str:
        draw = dict(zip(names, values.tolist(), strict=True))
        try:
            return model.follow_draw(draw, visits, condition, until)
        except ConvergenceError as error:
            return str(error)

    return follow


def band_of(found: Ensemble, fraction: float = BAND_SHARE) -> Band:
    """Band of courses that share their times.

    Parameters
    ----------
    found : Ensemble
        One course for each draw.
    fraction : float
        Fraction of them between the ends.
    """
    states = np.stack([healing.state for healing in found.courses])
    low, median, high = np.quantile(states, [0.5 - fraction / 2, 0.5, 0.5 + fraction / 2], axis=0)
    first = found.courses[0]
    return Band(
        time=first.time, species=first.species, low=low, median=median, high=high, fraction=fraction,
        draws=len(found.courses), left_out=len(found.left_out),
    )  # fmt: skip
