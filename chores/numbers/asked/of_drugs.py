"""Questions to a drug: doses refused and doubted at its own marks, and a film of it on closed skin."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from chores.numbers.answers import Answers, flat
from chores.numbers.asked.of_figures import kept
from chores.numbers.asked.of_records import SIDES
from chores.numbers.asking import Setup
from microthermal.cases import topicals
from microthermal.cases.doses import read_concentration
from microthermal.catalog.library import Library
from microthermal.delivery.dose_checks import amount_of, doubts, month_refusals, refusals
from microthermal.delivery.mechanisms.film import ClosedSkinFilm
from microthermal.domain.inputs.medicine import Drug, Injection, TopicalFilm
from microthermal.units import DAY

# Points so close [m] that a mass per area is reached before the mass of a point is.
_CLOSE: Final = 3e-3


def of_drug(library: Library, base: Library, name: str) -> Answers:
    """Whether doses at the marks of the drug are refused, how strong it is given, how its amounts are told."""
    drug, own = (one.entries[f"drug/{name}"].record for one in (library, base))
    found: Answers = {"a milligram": amount_of(drug, 1e-6)}
    if drug.potency.european is not None:
        found["1000 Ph.Eur. units a millilitre"] = read_concentration("1000 PhEur_IU/mL", drug)
    for condition in ("keloid", "hypertrophic_scar", "burn_scar", "alopecia_areata", "healthy"):
        found[f"strength/{condition}"] = drug.strength(condition)
    usual = Injection(drug=drug, concentration=own.concentration, volume=1e-8, depth=1e-3, spacing=1e-2, time=0.0)
    for mark in (own.bounds.weakest, own.bounds.strongest, *(rule.above for rule in own.rules)):
        for side in SIDES if mark else ():
            for site in ("cheek", "scalp", "back"):
                dose = replace(usual, concentration=mark * side)
                found[f"refused/{mark:g} x {side} on {site}"] = str([one.path for one in refusals(dose, site, 1e-4)])
    for what, mark in (
        ("point", own.bounds.per_point), ("session", own.session_limit), ("month", own.bounds.per_month),
        ("area", own.bounds.per_area),
    ):  # fmt: skip
        for side in SIDES if mark else ():
            found |= _amount(replace(usual, concentration=own.concentration), what, float(mark) * side)
    return flat(found | _doubted(usual, own) | _laid_on(drug, own, base))


def _amount(dose: Injection, what: str, mass: float) -> Answers:
    """Whether a mass in one point, a session, a month or on a square metre is refused."""
    points = {"point": 1, "session": 100, "month": 100}.get(what, 1)
    if what == "area":
        volume = min(max(mass * _CLOSE**2 / dose.concentration, 1e-10), 2e-6)
        asked, area = replace(dose, volume=volume, spacing=_CLOSE), 1e-6
    else:
        volume = min(max(mass / points / dose.concentration, 1e-10), 1e-5)
        asked, area = replace(dose, volume=volume), points * dose.area
    refused = [one.path for one in refusals(asked, "back", area)]
    month = len(month_refusals((asked,), area))
    return {f"refused/{mass:g} in a {what}": str(refused), f"refused in a month/{mass:g} in a {what}": month}


def _doubted(usual: Injection, own: Drug) -> Answers:
    """How much is said of a session near the part of its limit from which one is warned."""
    found: Answers = {}
    mark = own.session_limit * own.bounds.warn_fraction
    for side in SIDES if math.isfinite(mark) else ():
        asked = replace(usual, concentration=own.concentration, volume=mark * side / 100 / own.concentration)
        found[f"doubts/{mark:g} x {side}"] = len(doubts(asked, "back", 100 * usual.area))
    return found


def _laid_on(drug: Drug, own: Drug, base: Library) -> Answers:
    """Whether a film at the mark of the drug is refused, and what of one gets through the closed horny layer."""
    found: Answers = {}
    if own.bounds.topical.strongest:
        choice = topicals.TopicalChoice(drug=own.name, concentration="", film=1e-4, first=0.0)
        for side in SIDES:
            faults = topicals._strength(drug, own.bounds.topical.strongest * side, choice)
            found[f"film refused x {side}"] = len(faults)
    film = TopicalFilm(drug=drug, concentration=own.concentration, volume=1e-9, side=1e-2, time=0.0)
    known = kept(base, Setup())
    found["film"] = ClosedSkinFilm().deliver(film, known.skin, None, known.perfusion, DAY).systemic
    return found
