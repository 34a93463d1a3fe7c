"""Scores of healing by hand: proxies of scales, burdens, changes against untreated skin, what comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.unit.test_readings import course

from microthermal import catalog
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Healing
from microthermal.healing import scores as module
from microthermal.healing.scores import burden, changes, filled, mean_excess, returned, scores

DAY = 86400.0
LIBRARY = catalog.library().figures
FIGURES = LIBRARY.scores
HEALTHY = Condition(name="healthy", title="Healthy skin", concerns=("scar",))
HAIRLESS = replace(HEALTHY, name="loss", concerns=("hair",))


def levels(time: Any, **of: Any) -> Healing:
    """A course with some species as given, at times in days, and all others as in the reference."""
    base = course(180.0)
    days = np.asarray(time, dtype=float)
    state = np.repeat(base.state[-1:], days.size, axis=0)
    for name, level in of.items():
        state[:, base.species.index(name)] = level
    return replace(base, time=days * DAY, state=state)


def test_collagen_of_both_types_is_counted_from_old_and_new() -> None:
    skin = levels([0, 1], native_collagen=0.8, fibrotic_collagen=0.5, new_collagen_1=0.1, new_collagen_3=0.3)
    three = 0.8 * FIGURES.native_type_3 + 0.5 * FIGURES.scar_type_3 + 0.3
    one = 0.8 * (1 - FIGURES.native_type_3) + 0.5 * (1 - FIGURES.scar_type_3) + 0.1
    assert module.type_ratio(skin, FIGURES) == pytest.approx([three / one] * 2)


def test_steps_of_the_vancouver_scale() -> None:
    scar = levels(
        [0, 1, 2], fibrotic_collagen=[0.0, 0.4, 1.0], myofibroblasts=[0.0, 0.6, 2.0], collagen_total=[0.9, 1.2, 9.0],
        oedema=[0.0, 0.5, 0.0], erythema=[0.0, 1.0, 3.0],
    )  # fmt: skip
    stiff, high, red = (proxy(scar, FIGURES) for proxy in (module.pliability, module.thickness, module.redness))
    assert stiff == pytest.approx([0.0, 2.5, 3.75])
    assert high == pytest.approx([0.0, min(3.0, FIGURES.height_of_double * 0.25), 3.0])
    assert red == pytest.approx([0.0, 1.5, 2.25])
    assert module.vancouver(scar, FIGURES) == pytest.approx(stiff + high + red)
    assert module.patient_observer(scar, FIGURES) == pytest.approx(3.0 + 9.0 * (stiff / 5 + high / 3 + red / 3))
    told = scores(scar, scar, FIGURES)
    found = {name: told[name].value for name in ("pliability", "height", "vascularity", "fibrosis_index", "posas")}
    assert found == pytest.approx(
        {
            "pliability": stiff[-1], "height": high[-1], "vascularity": red[-1], "fibrosis_index": 3.0,
            "posas": 3.0 + 9.0 * (stiff[-1] / 5 + high[-1] / 3 + red[-1] / 3),
        }
    )  # fmt: skip


def test_burdens_count_what_lies_above_and_nothing_below() -> None:
    treated = levels([0, 1, 3, 4], inflammation=[0.0, 2.0, 2.0, 0.0], t_cells=[1.0, 3.0, 3.0, 0.5])
    untreated = levels([0, 4], inflammation=[1.0, 1.0])
    # At the points 0, 1, 1 and 0 above untreated skin.
    assert burden(treated, untreated, "inflammation") == pytest.approx(3.0 * DAY)
    assert mean_excess(treated, "t_cells") == pytest.approx((1.0 + 4.0 + 1.0) / 4.0)


def test_changes_are_fractions_of_the_same_skin_untreated() -> None:
    scar, bare = course(180.0, fibrotic_collagen=0.5, hair_follicles=0.6), course(180.0, hair_follicles=0.5)
    worse = course(180.0, fibrotic_collagen=1.0, hair_follicles=0.5)
    found = changes(scar, worse, FIGURES)
    before, after = (float(module.vancouver(one, FIGURES)[0]) for one in (worse, scar))
    assert found["scar_change"].value == pytest.approx(after / before - 1.0)
    assert found["hair_density_change"].value == pytest.approx(0.2)
    assert not found["scar_change"].undefined and not found["hair_density_change"].undefined
    assert found["hair_calibre_change"].undefined == "a course without hair shafts"
    assert changes(scar, course(180.0, hair_follicles=0.0), FIGURES)["hair_density_change"].undefined == (
        "skin without hair at work"
    )
    flat = course(180.0, fibrotic_collagen=0.0, myofibroblasts=0.0, collagen_total=1.0, oedema=0.0, erythema=0.0)
    none = changes(bare, flat, FIGURES)["scar_change"]
    assert (none.value, none.undefined) == (0.0, "skin without a raised scar")


@pytest.mark.parametrize(("least", "told"), [(0.5, True), (0.5001, False)])
def test_a_change_of_just_enough_is_told(least: float, told: bool) -> None:
    figures = replace(FIGURES, least_hair=least)
    more, before = course(180.0, hair_follicles=0.6), course(180.0, hair_follicles=0.5)
    found = changes(more, before, figures)["hair_density_change"]
    assert (found.undefined == "") is told and found.value == pytest.approx(0.2 if told else 0.0)


def test_shafts_are_told_where_both_courses_have_them() -> None:
    def shafts(level: float) -> Healing:
        base = course(180.0)
        state = np.column_stack([base.state, np.full(len(base.state), level)])
        return replace(base, species=(*base.species, "hair_shaft"), state=state)

    found = changes(shafts(0.9), shafts(0.6), FIGURES)["hair_calibre_change"]
    assert found.value == pytest.approx(0.5) and not found.undefined
    for one, other in ((shafts(0.9), course(180.0)), (course(180.0), shafts(0.9))):
        assert changes(one, other, FIGURES)["hair_calibre_change"].undefined == "a course without hair shafts"


def test_what_a_scar_loses_and_wins_again_comes_back() -> None:
    untreated = course(180.0, fibrotic_collagen=1.0, myofibroblasts=0.0, collagen_total=1.0, oedema=0.0, erythema=0.0)
    days = [0.0, 170.0, 180.0]
    same = {"myofibroblasts": 0.0, "collagen_total": 1.0, "oedema": 0.0, "erythema": 0.0, "hair_follicles": 0.5}
    back = levels(days, fibrotic_collagen=[0.25, 0.25, 0.5], **same)
    untreated = levels(days, fibrotic_collagen=1.0, **same)
    figures = replace(FIGURES, read_from=80 * DAY, read_until=160 * DAY)
    # Pliability 5 x / (1 + x): 2.5 untreated, 1 while it is read, 5/3 at the end.
    found = returned(back, untreated, figures)
    assert found["scar"] == pytest.approx((5 / 3) / 2.5 - 1.0 / 2.5)
    assert found["hair"] == pytest.approx(0.0, abs=1e-12)
    lost = replace(levels(days, fibrotic_collagen=1.0, **(same | {"hair_follicles": [0.6, 0.6, 0.55]})))
    assert returned(lost, untreated, figures)["hair"] == pytest.approx(0.1)


def test_what_comes_back_of_next_to_nothing_is_nothing() -> None:
    days = [0.0, 170.0, 180.0]
    same = {"myofibroblasts": 0.0, "collagen_total": 1.0, "oedema": 0.0, "erythema": 0.0}
    # A scar of 2.5 points and half of the hair, both of which change at the end.
    untreated = levels(days, fibrotic_collagen=1.0, hair_follicles=0.5, **same)
    treated = levels(days, fibrotic_collagen=[0.25, 0.25, 0.5], hair_follicles=[0.6, 0.6, 0.55], **same)
    figures = replace(FIGURES, read_from=80 * DAY, read_until=160 * DAY)
    for scar, hair in ((2.5, 0.5), (2.6, 0.5), (2.5, 0.6)):
        found = returned(treated, untreated, replace(figures, least_scar=scar, least_hair=hair))
        assert (found["scar"] != 0.0, found["hair"] != 0.0) == (scar <= 2.5, hair <= 0.5)


def test_a_scar_is_filled_where_just_enough_is_missing() -> None:
    sunken = course(180.0, collagen_total=0.75)
    more = course(180.0, collagen_total=0.9)
    assert filled(more, sunken, replace(FIGURES, least_fibrosis=0.25)) == pytest.approx(0.6)
    assert filled(more, sunken, replace(FIGURES, least_fibrosis=0.2501)) is None


@pytest.mark.parametrize("reads", [changes, returned, filled, scores])
def test_without_a_last_treatment_a_course_is_read_from_its_beginning(reads: Any) -> None:
    # Levels that never rest: a second more or less would be seen.
    days = [0.0, 30.0, 90.0, 400.0]
    treated, untreated = (
        levels(days, collagen_total=0.5 + np.array(days) / more, hair_follicles=0.3 + np.array(days) / more)
        for more in (900.0, 1300.0)
    )
    assert reads(treated, untreated, FIGURES) == reads(treated, untreated, FIGURES, 0.0)
    assert reads(treated, untreated, FIGURES) != reads(treated, untreated, FIGURES, 1.0)
