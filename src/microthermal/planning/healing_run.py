"""Healing of a case over several visits: the course, its band, its scores, and files of it for other programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.domain.condition import Condition
from microthermal.domain.goal import Estimate
from microthermal.domain.response import Band, Healing, Supply, Visit
from microthermal.errors import InputError
from microthermal.healing import exchange
from microthermal.healing.models.cascade import Cascade
from microthermal.healing.posterior import Posterior, band_of, courses
from microthermal.healing.scores import scores
from microthermal.healing.supply import supply
from microthermal.quantity import record
from microthermal.simulation.affected import affected
from microthermal.simulation.case import TreatmentCase
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation

_DRAWS = 64


@record
class HealingRun:
    """Healing over visits, with what it was asked of."""

    cascade: Cascade
    visits: tuple[Visit, ...]
    condition: Condition
    healing: Healing
    untreated: Healing
    band: Band
    scores: dict[str, Estimate]
    supply: Supply


def follow_case(case: TreatmentCase, count: int, interval: float) -> HealingRun:
    """Healing of a case whose treatment is repeated.

    Parameters
    ----------
    case : TreatmentCase
        Skin, condition, treatment.
    count : int
        Visits.
    interval : float
        Time between them [s]; the last is followed for the case's ``until``.
    """
    found = simulate(case.skin, case.treatment, case.condition, replace(case.settings, numerical_error=False))
    return follow(found, count, interval)


def follow(found: Simulation, count: int = 1, interval: float = 28 * 86400.0) -> HealingRun:
    """Healing of a simulation whose treatment is repeated; as :func:`follow_case`.

    Raises
    ------
    InputError
        If the healing model of the library is not the cascade.
    """
    model = catalog.healing_model()
    if not isinstance(model, Cascade):
        raise InputError("several visits, bands and exports are those of the cascade; the library has another model")
    visits = tuple(
        Visit(time=number * interval, injury=found.injury, deliveries=found.deliveries) for number in range(count)
    )
    until = visits[-1].time + found.settings.until
    course = model.follow_visits(visits, found.condition, until)
    draws = healing_posterior()
    used = Posterior(names=draws.names, values=draws.values[:_DRAWS])
    all_courses = courses(model, used, visits, found.condition, until)
    figures = catalog.figures("scores")
    nominal = scores(course, found.untreated, figures)
    spread = [scores(one, found.untreated, figures) for one in all_courses]
    return HealingRun(
        cascade=model, visits=visits, condition=found.condition, healing=course, untreated=found.untreated,
        band=band_of(all_courses),
        scores={name: _widened(estimate, [one[name] for one in spread]) for name, estimate in nominal.items()},
        supply=supply(course, affected(found.skin, found.condition), found.zone.depth, catalog.figures("supply")),
    )  # fmt: skip


def _widened(estimate: Estimate, others: list[Estimate]) -> Estimate:
    """Estimate whose band spans nine tenths of the draws, each with the error of its scale."""
    lows, highs = sorted(other.low for other in others), sorted(other.high for other in others)
    cut = len(others) // 20
    return replace(estimate, low=min(estimate.low, lows[cut]), high=max(estimate.high, highs[len(others) - 1 - cut]))


def write_export(run: HealingRun, path: Path) -> None:
    """Write a run as SBML (.xml), as a table (.csv) or as a COMBINE archive (.omex).

    Raises
    ------
    InputError
        If a library that the format needs is not installed.
    """
    until = float(run.healing.time[-1])
    if path.suffix == ".csv":
        path.write_text(exchange.table(run.healing, run.band), encoding="utf-8")
        return
    sbml = exchange.run_sbml(run.cascade, run.visits, run.condition, until)
    if path.suffix == ".xml":
        path.write_text(sbml, encoding="utf-8")
        return
    sedml = exchange.run_sedml(exchange.species_of(run.cascade), until)
    exchange.write_archive(path, sbml, sedml, exchange.table(run.healing, run.band))
