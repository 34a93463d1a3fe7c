"""What limits advise, in the words of each kind of exposure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from microthermal import catalog
from microthermal.domain.inputs.exposures import made_by
from microthermal.planning.window.advice_words import advice_words
from microthermal.planning.window.limits import limits_of

SKIN = catalog.skin("cheek_iii")
AROUND = replace(SKIN, structure=catalog.structure("body_hair"))
ADVICE = sorted({limit.advice for limit in catalog.every_limit()} | {
    limit.advice for name in catalog.names("goal") for limit in catalog.goal(name).limits
})  # fmt: skip


@pytest.mark.parametrize("device", ["rf_insulated", "ulthera_4_45", "capillus_272", "qs_nd_yag_1064"])
def test_pins_shots_beams_and_spots_are_no_microbeams(device) -> None:
    found = catalog.device(device)
    exposure = found.exposure(energy=found.energy.high)
    told = [advice_words(one, SKIN, exposure) for one in ADVICE]
    assert not [one for one in told if "microbeam" in one]
    assert sum(made_by(exposure) in one for one in told) >= sum("microbeam" in one for one in ADVICE) > 0


def test_nobody_chooses_how_many_hairs_stand_under_a_spot() -> None:
    pulse = catalog.device("lightsheer_et").exposure(energy=20.0)
    told = {one: advice_words(one, AROUND, pulse) for one in ADVICE}
    assert not [one for one in told.values() if "microbeam" in one or "density" in one or "fewer" in one]
    assert told["fewer microbeams, or less energy at the same number"] == "less energy per area"
    assert told["more microbeams"] == ""
    assert all(one == said for one, said in told.items() if one.startswith("wait longer between passes, or cool"))


def test_limits_are_handed_out_in_the_words_of_the_treatment() -> None:
    library, condition = catalog.library(), catalog.condition("healthy")
    needles = catalog.device("rf_insulated").exposure(energy=0.04)
    found = limits_of(SKIN, condition, needles, library)
    assert not [one for one in found if "microbeam" in one.advice] and any("pins" in one.advice for one in found)
    laser = catalog.device("er_glass_1550").exposure(energy=0.02)
    assert any("microbeams" in one.advice for one in limits_of(SKIN, condition, laser, library))
