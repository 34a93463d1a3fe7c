"""Nulls stay null, over the posterior: heat alone clears no alopecia areata; laser and drug do not always add up."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.verification.test_healing_cascade import AFL_5, DAY, NAFL, NOTHING

from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.response import Delivery, Healing, Spread, Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import ConvergenceError

DRAWS = 30


def draws(count: int = DRAWS) -> list[dict[str, float]]:
    posterior = healing_posterior()
    return [dict(zip(posterior.names, row.tolist(), strict=True)) for row in posterior.values[:count]]


def keeping(name: str, count: int) -> list[dict[str, float]]:
    """The first draws with which skin keeps a condition."""
    model, found = catalog.healing_model(), []
    for changed in draws(2 * count):
        try:
            model.follow_draw(changed, (Visit(injury=NOTHING),), catalog.condition(name), DAY)  # type: ignore[call-arg]
        except ConvergenceError:
            continue
        found.append(changed)
    return found[:count]


def depot(drug: str, level: float, days: float) -> Delivery:
    """A drug of the library at an even level [kg/m³] for some days, all over the skin."""
    time = np.array([0.0, days * DAY, days * DAY + 1.0])
    found = catalog.drug(drug)
    return Delivery(
        dose=Injection(drug=found, concentration=found.concentration, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0),
        layers=("dermis",),
        time=time,
        depot=np.zeros(3),
        amount=np.zeros((3, 1)),
        systemic=np.zeros(3),
        leaked=np.zeros(3),
        concentration=np.array([level, level, 0.0]),
        spread=Spread(reach=0.005, coverage=1.0),
        in_dermis=1.0,
    )


def course(
    name: str, hurt: Injury, doses: tuple[Delivery, ...], changed: dict[str, float] | None, visits: int, days: float
) -> Healing:
    model: Any = catalog.healing_model()
    each = tuple(Visit(time=number * 28 * DAY, injury=hurt, deliveries=doses) for number in range(visits))
    return model.follow_draw(changed, each, catalog.condition(name), days * DAY)


@pytest.mark.parametrize("hurt", [NAFL, AFL_5], ids=["nafl", "afl"])
def test_no_draw_clears_alopecia_areata_by_laser_alone(hurt: Injury) -> None:
    kept = []
    for changed in draws():
        found = course("alopecia_areata", hurt, (), changed, 3, 360)
        kept.append(found.of("t_cells")[-1] / 3.0)
        assert found.of("hair_follicles")[-1] < 1.2 * found.of("hair_follicles")[0]
    assert min(kept) > 0.9


WANTED = {
    "alopecia_areata": ("t_cells", -1.0), "hypertrophic_scar": ("fibrotic_collagen", -1.0),
    "keloid": ("fibrotic_collagen", -1.0), "androgenetic_alopecia": ("hair_follicles", 1.0),
}  # fmt: skip


SCENARIOS = (
    ("alopecia_areata", "triamcinolone", 1e-2, 5.0),
    ("hypertrophic_scar", "triamcinolone", 1e-2, 10.0),
    ("hypertrophic_scar", "fluorouracil", 1.0, 0.2),
    ("keloid", "triamcinolone", 1e-2, 10.0),
    ("androgenetic_alopecia", "minoxidil", 1e-2, 5.0),
)


def excess(name: str, drug: str, level: float, days: float, hurt: Injury, changed: dict[str, float] | None) -> float:
    """What both do beyond independence of the two (Bliss): a logarithm, above 0 if they help each other."""
    doses, (species, sign) = (depot(drug, level, days),), WANTED[name]
    untreated, laser, needle, both = (
        np.log(course(name, first, second, changed, 2, 84).of(species)[-1])
        for first, second in ((NOTHING, ()), (hurt, ()), (NOTHING, doses), (hurt, doses))
    )
    return float(sign * (both - laser - needle + untreated))


def test_synergy_is_predicted_sometimes_and_not_always() -> None:
    """A model that always predicts synergy is wrong: over scenarios and draws both signs occur."""
    found = {
        (name, drug, kind): np.array(
            [excess(name, drug, level, days, hurt, each) for each in (None, *keeping(name, 10))]
        )
        for name, drug, level, days in SCENARIOS
        for kind, hurt in (("nafl", NAFL), ("afl", AFL_5))
    }
    everything = np.concatenate(list(found.values()))
    assert 0.1 < (everything > 0.02).mean() < 0.8
    assert (everything < -0.005).mean() > 0.1, "antagonism occurs"
    for kind in ("nafl", "afl"):
        steroid = found["alopecia_areata", "triamcinolone", kind]
        assert (steroid < 0.05).any() and (steroid > 0.1).any(), "draws differ"
        assert np.abs(found["androgenetic_alopecia", "minoxidil", kind]).max() < 0.02, "independent here"
        fluorouracil = found["hypertrophic_scar", "fluorouracil", kind]
        assert np.median(fluorouracil) < 0.02 and fluorouracil.max() < 0.15, "synergy in few draws here"


def test_an_untreated_drug_free_course_has_no_aftermath() -> None:
    ill: Condition = catalog.condition("hypertrophic_scar")
    still = catalog.healing_model().follow(replace(NOTHING), ill, (), 180 * DAY)
    assert (still.of("aftermath") == 1.0).all()


@pytest.mark.parametrize(("drug", "level", "days"), [("fluorouracil", 1.0, 0.2), ("bleomycin", 0.1, 0.1)])
def test_what_a_drug_of_hours_leaves_acts_for_weeks_and_is_mended(drug: str, level: float, days: float) -> None:
    found = course("hypertrophic_scar", NOTHING, (depot(drug, level, days),), None, 1, 180)
    mark = np.interp(np.array([1.0, 14.0, 170.0]) * DAY, found.time, found.of("aftermath")) - 1.0
    assert mark[0] > mark[1] > 0.2 * mark[0] > 0.0
    assert mark[2] < 1e-3
    assert found.of("fibrotic_collagen").min() < 0.99
