"""What calibration leaves open: draws of the coefficients; courses over them and over persons, and their band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from microthermal.domain.results.response import Band, Healing
from microthermal.quantity import Array, Quantity, record

# Fraction of the persons between the ends of a band.
BAND_SHARE = 0.9
# What it means to a reader that a person cannot be followed; `Ensemble.left_out` holds the reason of the model.
UNKEPT = "with their coefficients untreated skin would not stay as they have it, or its course cannot be followed"


@record
class Posterior:
    """Draws of the coefficients of a healing model, each as likely as any other."""

    names: tuple[str, ...]
    values: Annotated[Array, Quantity("1", "value in SI of each coefficient", 0, 1e12, ("draw", "parameter"))]


@dataclass(frozen=True)
class Ensemble:
    """Courses of the persons that could be followed, and for each of the others why it could not.

    ``untreated`` holds the same persons untreated, ``numbers`` their places among all who were to be followed.
    """

    courses: tuple[Healing, ...]
    left_out: tuple[str, ...] = ()
    untreated: tuple[Healing, ...] = ()
    numbers: tuple[int, ...] = ()

    def told(self) -> str:
        """One sentence for readers on the persons that are left out; empty if there are none."""
        if not self.left_out:
            return ""
        count = len(self.courses) + len(self.left_out)
        return f"{len(self.left_out)} of {count} persons are left out: {UNKEPT}."


def band_of(found: Ensemble, fraction: float = BAND_SHARE) -> Band:
    """Band of courses that share their times.

    Parameters
    ----------
    found : Ensemble
        One course for each person.
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
