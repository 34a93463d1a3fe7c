"""Over persons responses are graded, nulls stay null, and the same persons give the same bits."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.verification.test_healing_cascade import AFL_5, DAY, NAFL, NOTHING
from tests.verification.test_healing_nulls import depot

from microthermal import catalog
from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.inputs.medicine import Effect
from microthermal.domain.results.response import Delivery, Healing, Spread, Visit
from microthermal.domain.results.zone import Injury
from microthermal.healing.calibration.posterior import Ensemble
from microthermal.healing.persons import Person, courses, given, ill, parts, persons

LIBRARY = catalog.library()
MODEL = LIBRARY.healing_model("cascade")
WHO = persons(LIBRARY.posteriors[MODEL.draws], 64, LIBRARY.figures.persons)


def followed(
    condition: str, hurt: Injury = NOTHING, doses: tuple[Delivery, ...] = (), visits: int = 1, who: int = 64
) -> Ensemble:
    each = tuple(Visit(time=28 * DAY * number, injury=hurt, deliveries=doses) for number in range(visits))
    return courses(MODEL, WHO[:who], each, NOTHING, catalog.condition(condition), 180 * DAY)


def scaled(hurt: Injury, factor: float) -> Injury:
    parts = ("removed", "necrotic", "denatured", "stressed", "lymphocytes_lost", "vessels_closed")
    return replace(
        hurt, epidermis_open=factor * hurt.epidermis_open, **{name: factor * getattr(hurt, name) for name in parts}
    )


def new_collagen(found: Ensemble) -> float:
    return float(np.mean([one.of("new_collagen_1")[-1] + one.of("new_collagen_3")[-1] for one in found.courses]))


@pytest.mark.parametrize("hurt", [NAFL, AFL_5], ids=["nafl", "afl"])
def test_new_collagen_is_graded_in_the_injury(hurt: Injury) -> None:
    """Twice the injury lays down more, at most threefold; below a tenth of the plateau is below the threshold."""
    found = np.array([new_collagen(followed("healthy", scaled(hurt, 0.125 * 2**step))) for step in range(5)])
    assert (np.diff(found) > 0.0).all()
    above = found[:-1] > 0.1 * found[-1]
    assert above.sum() >= 3
    assert (found[1:] / found[:-1])[above].max() < 3.0
    one = catalog.healing_model()
    alone = [one.follow(scaled(hurt, factor), catalog.condition("healthy"), (), 180 * DAY) for factor in (0.25, 0.5)]
    collagen = [course.of("new_collagen_1")[-1] + course.of("new_collagen_3")[-1] for course in alone]
    assert collagen[1] / collagen[0] > 3.0, "what persons blur is a switch in each"


def regrowth(found: Ensemble) -> np.ndarray:
    def gained(one: Healing) -> float:
        hair = one.of("hair_follicles")
        return float((hair[-1] - hair[0]) / (1.0 - hair[0]))

    return np.array([gained(one) for one in found.courses])


@cache
def patch(days: float, coverage: float, hurt: Injury = NOTHING) -> np.ndarray:
    dose = depot("triamcinolone", 1e-2, days) if days else None
    doses = (replace(dose, spread=Spread(reach=2.5e-3, coverage=coverage)),) if dose else ()
    return regrowth(followed("alopecia_areata", hurt, doses, visits=3))


def test_injected_steroid_works_in_most_and_laser_or_saline_in_as_few_as_nothing() -> None:
    saline, laser, steroid = patch(0, 0.0), patch(0, 0.0, NAFL), patch(9.0, 0.8)
    assert 0.07 <= (saline > 0.5).mean() <= 0.30, "1 of 15 in 12 weeks, 30 % of patches in 6 months (Ustuner2017)"
    assert abs((laser > 0.5).mean() - (saline > 0.5).mean()) < 0.05, "the controlled trial saw no gain (Yalici2016)"
    assert 0.5 < (steroid > 0.5).mean() < 0.9, "three of four respond"


def test_regrowth_is_graded_in_the_grid_and_in_the_life_of_the_depot() -> None:
    """Grids of 10, 7 and 5 mm cover 20, 40 and 79 % with tufts of half a centimetre; life goes with the dose."""
    grids = [patch(9.0, coverage).mean() - patch(0, 0.0).mean() for coverage in (0.2, 0.4, 0.79)]
    lives = [patch(days, 0.79).mean() - patch(0, 0.0).mean() for days in (2.25, 4.5, 9.0, 18.0)]
    for gains in (grids, lives):
        assert (np.diff(gains) > 0.0).all()
        assert gains[0] > 0.0
    assert grids[2] / grids[0] < 4.0
    assert (np.array(lives[2:]) / lives[1:3]).max() < 3.0


def test_more_persons_leave_the_first_as_they_are_and_workers_change_no_bit() -> None:
    few = persons(LIBRARY.posteriors[MODEL.draws], 8, LIBRARY.figures.persons)
    for one, other in zip(few, WHO, strict=False):
        assert (one.activity, one.odds, one.stay, one.ends, one.draw) == (
            other.activity, other.odds, other.stay, other.ends, other.draw,
        )  # fmt: skip
    visits, ill_skin = (Visit(injury=NAFL, deliveries=(depot("triamcinolone", 1e-2, 5.0),)),), "alopecia_areata"
    one, other = (
        courses(MODEL, few, visits, NOTHING, catalog.condition(ill_skin), 60 * DAY, workers=count) for count in (1, 3)
    )
    assert all((first.state == second.state).all() for first, second in zip(one.courses, other.courses, strict=True))


def test_spreads_of_persons_are_those_of_the_library() -> None:
    who, figures = persons(LIBRARY.posteriors[MODEL.draws], 200, LIBRARY.figures.persons), LIBRARY.figures.persons
    assert np.std(np.log([one.odds for one in who])) == pytest.approx(figures.answer, rel=0.05)
    assert np.std(np.log([one.stay for one in who])) == pytest.approx(figures.stay, rel=0.05)
    assert np.mean([one.ends for one in who]) == pytest.approx(1.0, rel=0.05)
    assert min(one.activity for one in who) == figures.mildest


def test_medicine_of_a_person() -> None:
    dose = replace(depot("triamcinolone", 1e-2, 5.0), spread=Spread(reach=2.5e-3, coverage=0.4))
    own = given(dose, Person(draw={}, odds=4.0, stay=2.0))
    falls = {effect.species: effect.change for effect in own.dose.drug.effects}
    assert falls["t_cells"] == pytest.approx(-0.6 * 4 / (0.4 + 2.4))
    assert own.time[-2] == pytest.approx(10 * DAY)
    assert own.spread.coverage == pytest.approx(0.8)
    rise = replace(dose.dose.drug, effects=(Effect(species="vegf", change=0.5, half=1.0),))
    risen = given(replace(dose, dose=replace(dose.dose, drug=rise)), Person(draw={}, odds=4.0))
    assert risen.dose.drug.effects[0].change == 2.0


def test_parts_of_the_skin_add_up_and_feel_their_own_needles() -> None:
    dose = replace(depot("triamcinolone", 1e-2, 5.0), spread=Spread(reach=2.5e-3, coverage=0.5), in_dermis=0.8)
    visits = tuple(Visit(time=28 * DAY * number, injury=NOTHING, deliveries=(dose,)) for number in range(3))
    found = parts(visits)
    assert [fraction for fraction, _ in found] == pytest.approx([0.4, 0.24, 0.144, 0.216])
    first, second = found[0][1], found[1][1]
    assert first[0].deliveries[0].spread.coverage == pytest.approx(1.0)
    assert not second[0].deliveries
    assert second[2].deliveries[0].spread.coverage == 0.5
    assert not any(visit.deliveries for visit in found[-1][1])
    missed = tuple(replace(visit, deliveries=(replace(dose, in_dermis=0.0),)) for visit in visits)
    assert [fraction for fraction, _ in parts(missed)] == [1.0]


def test_a_disease_is_as_far_from_health_as_the_person_has_it_and_ends_by_itself() -> None:
    patch_of = catalog.condition("alopecia_areata")
    assert patch_of.lasts is not None
    own = ill(patch_of, Person(draw={}, activity=1.5, ends=60 * DAY / patch_of.lasts))
    assert {level.name: level.value for level in own.levels}["t_cells"] == pytest.approx(4.0)
    course = MODEL.follow_draw({}, (Visit(injury=NOTHING),), own, 300 * DAY)
    hair, cells = course.of("hair_follicles"), course.of("t_cells")
    before = course.time < 60 * DAY
    assert np.ptp(hair[before]) < 1e-6, "until then it keeps itself"
    assert cells[-1] == pytest.approx(1.0, abs=1e-3), "and then health comes back"
    assert hair[-1] > 0.95
    whole = MODEL.follow_draw({}, (Visit(injury=NOTHING),), replace(own, lasts=None), 300 * DAY)
    assert np.ptp(whole.of("hair_follicles")) < 1e-6
    assert ill(patch_of, Person(draw={})).lasts is None, "one who differs in nothing else keeps it"
    bald = Condition(name="x", title="x", levels=(Level(name="hair_follicles", value=0.3),))
    assert ill(bald, Person(draw={}, activity=2.0)).levels[0].value == 0.05, "nobody has less"
