"""What a mechanism of delivery cannot take as it is, it tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.delivery import shortcuts
from microthermal.delivery.bolus import Sponge, inject
from microthermal.delivery.cautions import cautions
from microthermal.delivery.mechanisms.channels import Channels
from microthermal.delivery.mechanisms.needle import Needle
from microthermal.delivery.mechanisms.unit_cell import UnitCell
from microthermal.domain.inputs.medicine import Injection, TopicalFilm
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Perfusion
from microthermal.errors import InputError
from microthermal.planning.injection_day import curve as timing
from microthermal.quantity import Measured

SKIN = catalog.skin("cheek_iii")
DAY = 86400.0
STILL = Perfusion(time=np.array([0.0, 30 * DAY]), factor=np.ones(2))
QUICK = UnitCell(width=1e-3, tolerance=0.1, first_step=300.0)


def dose(**changes: object) -> Injection:
    given = {"volume": 2e-8, "depth": 8e-4, "spacing": 1e-2, "time": 0.0}
    drug = catalog.drug("verapamil")
    return Injection(drug=drug, concentration=drug.concentration, **(given | changes))  # type: ignore[arg-type]


def told(way: object, given: Injection, skin: Skin = SKIN) -> str:
    found = way.deliver(given, skin, None, STILL, 3 * DAY)  # type: ignore[attr-defined]
    return " ".join(caution.text for caution in cautions(found))


@pytest.mark.slow
def test_a_usual_point_takes_no_shortcut() -> None:
    for way in (QUICK, Needle()):
        assert way.deliver(dose(), SKIN, None, STILL, 3 * DAY).cautions == ()


def test_neighbours_that_meet_are_told() -> None:
    assert "neighbours meet" in told(QUICK, dose(volume=1e-7))


def test_no_tissue_holds_a_drug_stronger_than_it_was_injected() -> None:
    """More fluid than the dermis between two points has room for goes below it, and nothing is lost."""
    crowd = Injection(
        drug=catalog.drug("prp"), concentration=7.6e-5, volume=2e-7, depth=8e-4, spacing=1e-2, time=0.0
    )  # fmt: skip
    found = QUICK.deliver(crowd, SKIN, None, STILL, 3 * DAY)
    assert found.concentration.max() <= crowd.concentration * (1.0 + 1e-9)
    total = found.depot + found.amount.sum(axis=1) + found.systemic + found.leaked
    assert total == pytest.approx(crowd.concentration * crowd.volume, rel=1e-3)


def test_skin_without_fat_and_skin_without_blood_are_told() -> None:
    shallow = replace(SKIN, layers=SKIN.layers[:4])
    for way in (QUICK, Needle()):
        assert "deeper than this skin has layers" in told(way, dose(depth=1.4e-3), shallow)
    pale = tuple(replace(one, composition=replace(one.composition, blood=0.0)) for one in SKIN.layers)
    assert "states any blood" in told(QUICK, dose(), replace(SKIN, layers=pale))


def test_steps_that_misplace_much_are_told() -> None:
    rough = replace(QUICK.deliver(dose(), SKIN, None, STILL, 3 * DAY), error=0.2)
    assert any("misplaced 20 %" in caution.text for caution in cautions(rough))


@pytest.mark.slow
def test_strain_beyond_what_was_measured_and_tips_below_the_grid_are_told() -> None:
    hard = inject(dose(), SKIN, sponge=Sponge(dermis=6e-18))
    assert shortcuts.strained(hard.pressure, hard.stiffness, 1.0)
    soft = inject(dose(), SKIN)
    assert not shortcuts.strained(soft.pressure, soft.stiffness, 100.0)
    with pytest.raises(InputError, match=r"dose.depth: 12 mm lies below the 7\.\d* mm"):
        inject(dose(depth=1.2e-2), SKIN)
    past = inject(dose(depth=7e-3), SKIN, sponge=Sponge(dermis=1e-19))
    assert past.dermis < 0.01 and np.isfinite(past.fill)


def test_channels_without_tissue_between_them_and_their_errors_are_told() -> None:
    lattice = synthetic.simulation(ablative=True, dosed=False).lattice
    assert not shortcuts.merged(lattice)
    wide = replace(lattice, zone=replace(lattice.zone, channel_radius=Measured(value=2.0 * lattice.pitch)))
    assert "leave no tissue between them" in shortcuts.merged(wide)[0].text
    drug = catalog.drug("verapamil")
    film = TopicalFilm(drug=drug, concentration=drug.concentration, volume=1e-6, side=1e-2, time=0.0)
    assert Channels().deliver(film, SKIN, lattice, STILL, DAY).error > 0.0


def test_a_target_that_is_not_there_is_not_a_time_of_nothing() -> None:
    found = QUICK.deliver(dose(), SKIN, None, STILL, 3 * DAY)
    assert timing.acting(found, "dermis") > 0.0
    with pytest.raises(InputError, match="the moon of this goal does not lie in the skin"):
        timing.acting(found, "moon")
    inert = replace(found, dose=replace(found.dose, drug=replace(found.dose.drug, effects=())), exposures=())
    assert timing.acting(inert, "dermis") == 0.0
