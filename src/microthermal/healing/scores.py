"""Scores of a course of healing: time integrals of inflammation, scar indices, hair, and downtime."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from microthermal.domain.inputs.condition import Concern
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.library.figures import ScoreFigures
from microthermal.domain.results.response import Healing
from microthermal.healing.readings import read, unread
from microthermal.healing.settling import time_away
from microthermal.quantity import Array, amended

# Persons whose scores are remembered: those of one simulation, and some more.
_PERSONS: Final = 128
# Scores that say something of scars or follicles alone; the others hold for any skin.
CONCERNS: Final[dict[str, Concern]] = {
    "pliability": "scar", "height": "scar", "vascularity": "scar", "posas": "scar", "scar_change": "scar",
    "hair_density_change": "hair", "hair_calibre_change": "hair",
}  # fmt: skip


def scores(
    treated: Healing, untreated: Healing, figures: ScoreFigures, since: float = 0.0
) -> dict[str, Estimate]:  # fmt: skip
    """Scores of a course against the same skin untreated, by name.

    Parameters
    ----------
    treated, untreated : Healing
        The two courses.
    figures : ScoreFigures
        Those of the library.
    since : float, optional
        Time of the last treatment [s], from which the changes count.

    Notes
    -----
    All are points; :mod:`microthermal.healing.person_scores` gives them over persons. Pliability, height and redness
    are proxies on the steps of the Vancouver scale; nobody has fitted them. A change is not defined where the untreated
    skin has next to nothing that could change (``least_scar``, ``least_hair``): a quotient of almost nothing says
    nothing.
    """
    ratio = type_ratio(treated, figures)
    stiff, height, red = (proxy(treated, figures)[-1] for proxy in (pliability, thickness, redness))
    away = time_away(treated, untreated, figures)
    return {
        "inflammation_burden": point(burden(treated, untreated, "inflammation"), "s", "inflammation times its time"),
        "t_cell_burden": point(mean_excess(treated, "t_cells"), "1", "T cells above healthy, mean of the course"),
        "fibrosis_index": point(fibrosis(treated)[-1], "1", "fibrotic collagen and myofibroblasts, 0 = healthy"),
        "collagen_ratio": point(ratio[-1], "1", "collagen III over I at the end"),
        "pliability": point(stiff, "1", "pliability as on the Vancouver scale, 0 to 5"),
        "height": point(height, "1", "height as on the Vancouver scale, 0 to 3"),
        "vascularity": point(red, "1", "redness as on the Vancouver scale, 0 to 3"),
        "posas": point(
            patient_observer(treated, figures)[-1],
            "1",
            "pliability, thickness and vascularity as on the POSAS, 3 to 30",
        ),
        **changes(treated, untreated, figures, since),
        "downtime": amended(
            point(away.time, "s", "time for which the surface is open or visibly red"), beyond=not away.reached
        ),
    }


@lru_cache(maxsize=_PERSONS)  # five metrics ask, each of all persons
def changes(
    treated: Healing, untreated: Healing, figures: ScoreFigures, since: float = 0.0
) -> Mapping[str, Estimate]:  # fmt: skip
    """Those of the scores that are changes against the untreated skin, in the months in which trials read them.

    Parameters
    ----------
    treated, untreated, figures, since
        As for :func:`scores`.

    Notes
    -----
    Not defined where untreated skin has too little to change, or if the course ends before.
    """
    both = treated, untreated
    scar, untreated_scar = (read(one.time, vancouver(one, figures), figures, since) for one in both)
    hair, untreated_hair = (read(one.time, one.of("hair_follicles"), figures, since) for one in both)
    known = "hair_shaft" in treated.species and "hair_shaft" in untreated.species
    shaft, untreated_shaft = (
        read(one.time, one.of("hair_shaft"), figures, since) if known else 0.0 for one in both
    )  # fmt: skip
    found = {
        "scar_change": point(
            _change(scar, untreated_scar, figures.least_scar), "%", "change of the Vancouver proxy against untreated"
        ),
        "hair_density_change": point(
            _change(hair, untreated_hair, figures.least_hair), "%", "change of the density of hairs against untreated"
        ),
        "hair_calibre_change": point(
            _change(shaft, untreated_shaft, figures.least_hair), "%", "change of the calibre of hairs against untreated"
        ),
    }  # fmt: skip
    if untreated_scar < figures.least_scar:
        found["scar_change"] = amended(found["scar_change"], undefined="skin without a raised scar")
    if untreated_hair < figures.least_hair:
        for name in ("hair_density_change", "hair_calibre_change"):
            found[name] = amended(found[name], undefined="skin without hair at work")
    if not known:
        found["hair_calibre_change"] = amended(found["hair_calibre_change"], undefined="a course without hair shafts")
    short = unread(treated.time, figures, since)
    return MappingProxyType({name: amended(one, undefined=one.undefined or short) for name, one in found.items()})


@lru_cache(maxsize=_PERSONS)  # two metrics ask, each of all persons
def returned(
    treated: Healing, untreated: Healing, figures: ScoreFigures, since: float = 0.0
) -> Mapping[str, float]:  # fmt: skip
    """What comes back from the months in which outcomes are read to the end, as fractions of the untreated skin.

    Parameters
    ----------
    treated, untreated, figures, since
        As for :func:`scores`.

    Returns
    -------
    dict
        ``scar``: rise of the Vancouver proxy; ``hair``: fall of the density of hairs. Below 0 where the gain goes on.
    """
    found = {}
    for name, sign in (("scar", 1.0), ("hair", -1.0)):
        early: list[float] = []
        late: list[float] = []
        for one in (treated, untreated):
            course = vancouver(one, figures) if name == "scar" else one.of("hair_follicles")
            early.append(read(one.time, course, figures, since))
            late.append(float(course[-1]))
        least = figures.least_scar if name == "scar" else figures.least_hair
        found[name] = sign * (_change(late[0], late[1], least) - _change(early[0], early[1], least))
    return found


def filled(treated: Healing, untreated: Healing, figures: ScoreFigures, since: float = 0.0) -> float | None:
    """Fraction of the collagen that was missing which is back when outcomes are read; none where nothing is missing.

    Parameters
    ----------
    treated, untreated, figures, since
        As for :func:`scores`.

    Notes
    -----
    More than all is all: a scar that is filled is no better for being overfilled. A loss counts in full.
    """
    after, before = (read(one.time, one.of("collagen_total"), figures, since) for one in (treated, untreated))
    missing = 1.0 - before
    return min((after - before) / missing, 1.0) if missing >= figures.least_fibrosis else None


def _change(after: float, before: float, least: float) -> float:
    return after / before - 1.0 if before >= least else 0.0


def last(healing: Healing, species: str) -> float:
    """Level at the end."""
    return float(healing.of(species)[-1])


def _against(untreated: Healing, times: Array, species: str) -> Array:
    return np.interp(times, untreated.time, untreated.of(species))


def burden(treated: Healing, untreated: Healing, species: str) -> float:
    """Level above that of the untreated skin, times time [s]."""
    above = np.maximum(treated.of(species) - _against(untreated, treated.time, species), 0.0)
    return float(np.trapezoid(above, treated.time))


def mean_excess(healing: Healing, species: str) -> float:
    """Mean level above 1."""
    above = np.maximum(healing.of(species) - 1.0, 0.0)
    return float(np.trapezoid(above, healing.time) / (healing.time[-1] - healing.time[0]))


def fibrosis(healing: Healing) -> Array:
    """Fibrotic collagen and myofibroblasts, equally weighted (t,); 0 in healthy skin."""
    return np.asarray(healing.of("fibrotic_collagen") + healing.of("myofibroblasts"))


def type_ratio(healing: Healing, figures: ScoreFigures) -> Array:
    """Collagen III over I (t,), from the fractions of type III in native and fibrotic collagen, and the new of both."""
    native, scar = healing.of("native_collagen"), healing.of("fibrotic_collagen")
    three = figures.native_type_3 * native + figures.scar_type_3 * scar + healing.of("new_collagen_3")
    one = (1.0 - figures.native_type_3) * native + (1.0 - figures.scar_type_3) * scar
    return np.asarray(three / (one + healing.of("new_collagen_1")))


def pliability(healing: Healing, figures: ScoreFigures) -> Array:
    """Stiffness on the five steps of the Vancouver scale (t,): saturates with the fibrosis index."""
    index = fibrosis(healing)
    return np.asarray(5.0 * index / (1.0 + index))


def thickness(healing: Healing, figures: ScoreFigures) -> Array:
    """Height on the three steps of the Vancouver scale (t,): excess collagen and oedema."""
    excess = np.maximum(healing.of("collagen_total") - 1.0, 0.0) + 0.1 * healing.of("oedema")
    return np.asarray(np.minimum(figures.height_of_double * excess, 3.0))


def redness(healing: Healing, figures: ScoreFigures) -> Array:
    """Redness on the three steps of the Vancouver scale (t,): saturates with vasodilation and vessels."""
    red = healing.of("erythema")
    return np.asarray(3.0 * red / (1.0 + red))


def vancouver(healing: Healing, figures: ScoreFigures) -> Array:
    """Sum of the three proxies (t,), 0 to 11; pigment is left out."""
    return pliability(healing, figures) + thickness(healing, figures) + redness(healing, figures)


def patient_observer(healing: Healing, figures: ScoreFigures) -> Array:
    """Sum of three items of the POSAS of observers (t,), 1 to 10 each: the Vancouver proxies on its steps."""
    parts = pliability(healing, figures) / 5.0, thickness(healing, figures) / 3.0, redness(healing, figures) / 3.0
    return np.asarray(3.0 + 9.0 * sum(parts))


def point(value: float, unit: str, meaning: str) -> Estimate:
    """An estimate without a band."""
    value = float(value)
    return Estimate(value=value, low=value, high=value, unit=unit, meaning=meaning, grade="assumed")
