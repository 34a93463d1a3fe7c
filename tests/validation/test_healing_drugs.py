"""Injected drugs after fractional CO2 in a raised scar, through the whole chain, beside what trials saw."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from microthermal import catalog
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.response import Visit
from microthermal.healing.scores import vancouver
from microthermal.simulation.chain import simulate
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone

DAY = 86400.0


@lru_cache(maxsize=4)
def _zone(*asked):
    return run_zone(*asked)


@lru_cache(maxsize=8)
def vss_change(
    drug: str, concentration: float = 0.0, laser: bool = True, ill: str = "hypertrophic_scar", sessions: int = 3,
    interval: float = 28.0,
) -> float:  # fmt: skip
    """Change of the Vancouver proxy one interval after the last of some sessions, so many days apart.

    As in the trials, what is given with a laser follows it at once and leaks; without a laser there is no way out.
    """
    found = catalog.drug(drug)
    strength = concentration or found.concentration
    dose = Injection(
        drug=found, concentration=strength, volume=1e-7, depth=1.5e-3, spacing=1e-2, time=0.0 if laser else -3600.0
    )
    pulse = catalog.device("fractional_co2").pulse(energy=30e-3)
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=100e4, area=1e-4), doses=(dose,))
    settings = Settings(numerical_error=False, warm_start=False, until=90 * DAY)
    scar = catalog.condition(ill)
    run = simulate(catalog.skin("abdomen_iii"), treatment, scar, settings, zone_runner=_zone)
    nothing = np.zeros_like(run.injury.thickness)
    fractions = (
        "removed", "necrotic", "denatured", "stressed", "lymphocytes_apoptotic", "lymphocytes_lost", "vessels_closed"
    )  # fmt: skip
    unhurt = replace(
        run.injury, epidermis_open=0.0, zone_radius=0.0, ablated=False, **dict.fromkeys(fractions, nothing)
    )  # fmt: skip
    hurt = run.injury if laser else unhurt
    visits = tuple(
        Visit(time=number * interval * DAY, injury=hurt, deliveries=run.deliveries) for number in range(sessions)
    )
    course = catalog.healing_model().follow_visits(visits, scar, sessions * interval * DAY)
    figures = catalog.library().figures.scores
    return float(vancouver(course, figures)[-1] / vancouver(run.untreated, figures)[-1] - 1.0)


def test_triamcinolone_after_co2_lowers_the_score_as_much_as_in_the_trial() -> None:
    """HeliyonAFLTAC2023: -19.8 +- 21.3 %; the strength was set on this row, its concentration is not known."""
    assert vss_change("triamcinolone", 10.0) == pytest.approx(-0.198, abs=0.10)


def test_ten_needles_flatten_a_keloid_as_in_the_trial() -> None:
    """Vera_JPAD: 20 mg/mL every second week, -82.3 +- 10.5 %; the strength was set with this row in view."""
    assert vss_change("triamcinolone", 20.0, False, "keloid", 10, 14.0) == pytest.approx(-0.823, abs=0.105)


def test_half_a_year_of_needles_does_about_what_the_trial_saw() -> None:
    """Vera_AS: -58 % in keloids and hypertrophic scars after six months; strength and interval are not known."""
    assert vss_change("triamcinolone", 20.0, False, "keloid", 6) == pytest.approx(-0.58, abs=0.15)


def test_more_triamcinolone_does_more() -> None:
    assert vss_change("triamcinolone", 20.0) < vss_change("triamcinolone", 10.0)


@pytest.mark.parametrize(
    ("drug", "low", "high"),
    [
        ("fluorouracil", 0.5, 1.0),  # 46 against 60 % in remission (Hietanen2019), no difference (Waibel2019)
        ("verapamil", 0.4, 0.9),  # 0.64 (Vera_AS) and 0.78 (Vera_JPAD) of triamcinolone
        ("bleomycin", 0.7, 1.4),  # 71 % flat after some four sessions (DinhHuu2019)
    ],
)
def test_other_drugs_against_triamcinolone(drug: str, low: float, high: float) -> None:
    """No laser in these trials."""
    alone = vss_change("triamcinolone", 10.0, laser=False)
    assert low < vss_change(drug, laser=False) / alone < high


def test_the_needle_is_the_stronger_arm_of_laser_and_needle() -> None:
    """Injected after the laser helps more than what the laser adds (19.8 against 5.9 % with topical drug)."""
    assert vss_change("triamcinolone", 10.0, laser=False) < -0.1
