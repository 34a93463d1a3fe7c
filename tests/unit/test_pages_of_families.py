"""What page one says where there is no column of a laser: depth of the picture, doses, rhythm, what comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference import synthetic
from tests.reference.pairs import words

from microthermal import catalog, report
from microthermal.domain.results.caution import Caution
from microthermal.planning.window.retreatment import gate
from microthermal.quantity import Measured
from microthermal.report.cautions.weighing import weighed
from microthermal.report.sections.opening.skin_picture import Ground
from microthermal.simulation.chain import _reach_cautions
from microthermal.simulation.exposures.dose_run import doses_of


def test_low_level_light_tells_doses_and_rhythm_on_page_one() -> None:
    result = synthetic.low_level()
    said = words(report.html(result))
    assert set(doses_of(result)) == {"bulge", "papilla"}
    assert "Dose at the bulge" in said and "Dose at the papilla" in said
    found = gate(result)
    assert found.held
    assert found.text == f"The next session comes after 2.33 d ({result.treatment.exposure.per_week:g} a week)."


def test_a_layer_goes_on_down_to_the_whole_zone() -> None:
    follicle = catalog.skin("cheek_iii").follicle
    ground = Ground((("dermis", "Dermis", 0.0, 1e-3), ("fat", "Fat", 1e-3, 5e-3)), follicle)
    assert ground.down_to(7e-3).layers == (("dermis", "Dermis", 0.0, 1e-3), ("fat", "Fat", 1e-3, 7e-3))


@pytest.mark.parametrize(
    ("top", "depth", "hair", "words_of_it"),
    [
        (0.0, 4e-3, False, "reaches fat"),
        (0.0, 4e-3, True, ""),
        (3e-3, 6e-3, False, "below the dermis"),
        (0.0, 5e-4, False, ""),
    ],
)
def test_fat_is_warned_of_where_no_follicle_stands_in_it(top, depth, hair, words_of_it) -> None:
    skin = catalog.skin("cheek_iii")
    if hair:
        skin = replace(skin, structure=catalog.structure("body_hair"))
    zone = replace(
        synthetic.simulation().zone, top=Measured(value=top, error=0.0), depth=Measured(value=depth, error=0.0)
    )
    warned = [one.text for one in _reach_cautions(skin, zone, catalog.condition("healthy")) if one.weight == "warn"]
    assert (words_of_it in " ".join(warned)) if words_of_it else not warned


def test_what_a_whole_result_hangs_on_comes_first() -> None:
    light = Caution(stage="deposition", text="how hair answers to low-level light nobody has measured", weight="warn")
    result = synthetic.low_level()
    result = replace(result, cautions=(*result.cautions, light))
    warned = [one.caution for one in weighed(result) if one.caution.weight == "warn"]
    assert warned[0] == light
