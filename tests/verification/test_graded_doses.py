"""A response rises with each dose of a treatment, at most threefold for twice of it, between threshold and plateau.

Doses are those that a clinic sets: energy and density of microbeams, grid and concentration of injections. Responses
are means over persons at the end of a whole chain, light to healing; what is below a tenth of the greatest response is
below the threshold, and what is above nine tenths of it is on the plateau.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from microthermal import catalog
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.beside.without_laser import no_laser, sham
from microthermal.planning.case import PlanCase, plan_case
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.courses import course_outcome, visits_of
from microthermal.planning.design.following import quick
from microthermal.units import cm, mJ, mm

PERSONS = 64
_THRESHOLD, _PLATEAU, _MOST = 0.1, 0.9, 3.0


@cache
def case_of(goal: str, site: str, device: str) -> PlanCase:
    return plan_case({"skin": {"site": site, "phototype": "III"}, "goal": goal, "devices": [device], "drugs": []})


def told(case: PlanCase, treatment: Treatment, metric: str, sessions: int = 1) -> float:
    device = no_laser(case.devices[0]) if treatment.pulse.sham else case.devices[0]
    one = Candidate(device=device, treatment=treatment, sessions=sessions, interval=case.goal.session_interval)
    settings = replace(quick(case), persons=PERSONS)
    return float(course_outcome(visits_of(case, one, settings, catalog.library())).of(metric).value)


def lasered(device: str, energy: float, density: float) -> float:
    """New collagen three months after one session on a cheek with acne scars."""
    case = case_of("acne_scar", "cheek", device)
    used = case.devices[0]
    pattern = Pattern(density=density, layout=used.basis.layout)
    return told(case, Treatment(pulse=used.pulse(energy=energy), pattern=pattern, cooling=used.cooling), "new_collagen")


def injected(goal: str, metric: str, concentration: float, spacing: float, sessions: int) -> float:
    """Triamcinolone alone, three visits."""
    case = case_of(goal, "scalp" if goal == "alopecia_areata" else "abdomen", "er_glass_1550")
    dose = Injection(
        drug=catalog.drug("triamcinolone"), concentration=concentration, volume=5e-8, spacing=spacing,
        depth=0.9 * case.skin.depth_of("dermis")[1] if goal == "alopecia_areata" else 1.5 * mm, time=0.0,
    )  # fmt: skip
    treatment = sham(case.devices[0].pulse(energy=20 * mJ), (dose,))
    found = told(case, treatment, metric, sessions)
    return -found if metric == "scar_change" else found


def energies(device: str, density: float) -> list[float]:
    return [lasered(device, energy * mJ, density) for energy in (5, 10, 20, 40)]


def densities(device: str, energy: float) -> list[float]:
    return [lasered(device, energy, density / cm**2) for density in (62.5, 125, 250, 500, 1000)]


def grids(goal: str, metric: str) -> list[float]:
    """Grids of twice the points per area each: 14, 10, 7 and 5 mm."""
    return [injected(goal, metric, 10.0, 5e-3 * 2.0 ** (step / 2), 3) for step in (3, 2, 1, 0)]


def strengths(goal: str, metric: str) -> list[float]:
    return [injected(goal, metric, strength, 7e-3, 3) for strength in (2.5, 5.0, 10.0, 20.0, 40.0)]


DOSES: dict[str, Any] = {
    "energy of a non-ablative laser": lambda: energies("er_glass_1550", 500 / cm**2),
    "energy of an ablative laser": lambda: energies("fractional_co2", 250 / cm**2),
    "density of a non-ablative laser": lambda: densities("er_glass_1550", 20 * mJ),
    "density of an ablative laser": lambda: densities("fractional_co2", 10 * mJ),
    "grid in alopecia areata": lambda: grids("alopecia_areata", "hair_density_change"),
    "grid in a scar": lambda: grids("hypertrophic_scar", "scar_change"),
    "concentration in alopecia areata": lambda: strengths("alopecia_areata", "hair_density_change"),
    "concentration in a scar": lambda: strengths("hypertrophic_scar", "scar_change"),
}


@pytest.mark.slow
@pytest.mark.parametrize("dose", DOSES)
def test_a_response_is_graded_in_its_dose(dose: str) -> None:
    found = np.array(DOSES[dose]())
    parts = found / found.max()
    below, above = parts[:-1], parts[1:]
    graded = (below > _THRESHOLD) & (below < _PLATEAU)
    assert graded.sum() >= 1, f"{dose}: no dose lies between threshold and plateau: {found}"
    assert (above > below)[below < _PLATEAU].all(), f"{dose} does not rise: {found}"
    assert (above / below)[graded].max() <= _MOST, f"{dose} is a switch: {found}"
    assert parts[-1] > _PLATEAU, f"{dose} falls beyond its plateau: {found}"
