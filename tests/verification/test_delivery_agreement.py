"""Reduced and resolved injections agree where they should, and channels close for both as healing says."""

from dataclasses import replace

import numpy as np
import pytest
from tests.verification.test_delivery_bolus import lattice

from microthermal import catalog
from microthermal.delivery.bolus import Sponge
from microthermal.delivery.bolus import inject as press
from microthermal.delivery.channel_closure import leak, mean_fraction, open_channels
from microthermal.delivery.mechanisms.needle import Needle
from microthermal.delivery.mechanisms.unit_cell import COARSE, UnitCell
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Perfusion
from microthermal.domain.results.zone import Closure

HOUR, DAY = 3600.0, 86400.0
REST = Perfusion(time=[0.0, 1.0], factor=[1.0, 1.0])
SKIN = catalog.skin("back_iii")


def even_blood() -> Skin:
    """The same skin with as much blood at every depth of the dermis and below, as the reduced form takes it."""
    layers = tuple(
        replace(layer, composition=replace(layer.composition, blood=0.02)) if layer.name != "epidermis" else layer
        for layer in SKIN.layers
    )
    return replace(SKIN, layers=layers)


def dose(name: str = "triamcinolone", volume: float = 1e-7, spacing: float = 0.01, time: float = 0.0) -> Injection:
    drug = catalog.drug(name)
    return Injection(
        drug=drug, concentration=drug.concentration, volume=volume, depth=1.25e-3, spacing=spacing, time=time
    )


def life(course: Delivery) -> float:
    mass = course.dose.concentration * course.dose.volume
    left = (course.depot + course.amount.sum(axis=1)) / mass
    return float(np.interp(-0.05, -left, course.time - course.time[0]))


@pytest.mark.parametrize("name", ["triamcinolone", "fluorouracil"])
def test_a_small_lone_depot_lives_as_long_in_both_forms(name: str) -> None:
    """2 µL wet a ball of 1.8 mm in 2.5 mm of dermis, far from neighbours, with even blood: only its shape differs."""
    given, skin = dose(name, volume=2e-9, spacing=0.012), even_blood()
    fine = UnitCell(width=2e-4, tolerance=0.01, first_step=1.0)
    one, other = Needle().deliver(given, skin, None, REST, 20 * DAY), fine.deliver(given, skin, None, REST, 20 * DAY)
    assert life(one) == pytest.approx(life(other), rel=0.1)


def test_a_usual_depot_differs_by_what_the_reduced_form_leaves_out() -> None:
    """A disc among neighbours under a plexus: the reduced form makes its life a sixth too short, no more."""
    one, other = (way.deliver(dose(), SKIN, None, REST, 60 * DAY) for way in (Needle(), UnitCell()))
    assert 0.75 < life(one) / life(other) < 1.0


def test_the_coarse_cell_is_near_the_fine_one() -> None:
    fine = UnitCell(width=1.6e-4, tolerance=0.01, first_step=1.0)
    for name, until in (("triamcinolone", 60 * DAY), ("fluorouracil", 2 * DAY)):
        one, other = (way.deliver(dose(name), SKIN, None, REST, until) for way in (COARSE, fine))
        assert life(one) == pytest.approx(life(other), rel=0.03)
        for felt, true in zip(one.exposures, other.exposures, strict=True):
            assert felt.time_above == pytest.approx(true.time_above, rel=0.04), felt.target


def test_both_forms_leak_alike() -> None:
    zones, given = lattice(), dose(time=HOUR)
    lost = [float(way.deliver(given, SKIN, zones, REST, DAY).leaked[-1]) for way in (Needle(), UnitCell())]
    assert lost[0] == pytest.approx(lost[1], rel=1e-9)
    assert lost[0] > 0.1e-6


def closing(half_mouths: float, half_depth: float) -> Closure:
    time = np.linspace(0.0, 20 * DAY, 801)
    return Closure(time=time, mouths=0.5 ** (time / half_mouths), depth=0.5 ** (time / half_depth))


def test_number_and_depth_of_open_channels_follow_healing_and_plugs() -> None:
    zones = replace(lattice(), closure=closing(2 * DAY, 4 * DAY))
    found = open_channels(zones, DAY, plug=1e6)
    assert found.fraction == pytest.approx(0.5 ** (0.5 + DAY / 1e6), rel=1e-3)
    assert found.density == pytest.approx(found.fraction * 4e6)
    assert found.depth == pytest.approx(1.2e-3 * 0.5**0.25, rel=1e-3)
    assert open_channels(zones, DAY, plug=HOUR).fraction < 1e-6
    assert open_channels(zones, -60.0, plug=HOUR).fraction == 0.0


def test_leak_falls_day_by_day_as_epidermis_covers_the_channels() -> None:
    """Without plugs only healing closes: the slower it is, the longer an injection leaks, in both forms of bolus."""
    slow, fast = (replace(lattice(), closure=closing(half * DAY, 8 * DAY)) for half in (4.0, 1.0))
    disc = (4e-3, 2.5e-3, 1.25e-3)
    by_day = [leak(dose(time=day * DAY), slow, 1e6, disc) for day in (0, 1, 3, 7, 14)]
    assert by_day == sorted(by_day, reverse=True)
    assert by_day[0] > 0.5
    for day in (1, 3, 7):
        assert leak(dose(time=day * DAY), fast, 1e6, disc) < leak(dose(time=day * DAY), slow, 1e6, disc)
    resolved = [press(dose(time=2 * DAY), SKIN, zones, Sponge(plug=1e6)).leaked for zones in (slow, fast)]
    assert resolved[1] < resolved[0]


@pytest.mark.parametrize("hours", [0.5, 1.0, 3.0, 6.0])
def test_open_channels_among_plugged_ones_leak_as_if_the_plugged_were_not_there(hours: float) -> None:
    """Fluid flows to what is open: a plug that closes half of the channels leaves the others a wider catchment."""
    zones, opened = lattice(0.8e-3, 4e6), lattice(0.8e-3, 4e6 * 0.5**hours)
    disc = (4e-3, 2.5e-3, 1.25e-3)
    late, alone = dose(time=hours * HOUR), dose(time=0.0)
    assert leak(late, zones, HOUR, disc) == pytest.approx(leak(alone, opened, HOUR, disc), rel=1e-9)
    resolved = [press(one, SKIN, where).leaked for one, where in ((late, zones), (alone, opened))]
    assert resolved[0] == pytest.approx(resolved[1], rel=1e-6)


def test_a_leak_closes_with_its_plugs() -> None:
    """Plugs fill channels within 10 to 90 minutes (Kositratna2016, memory): some of their times later little leaks."""
    disc, zones = (4e-3, 2.5e-3, 1.25e-3), lattice(0.8e-3, 1e6)
    for plug in (600.0, HOUR, 5400.0):
        found = [leak(dose(time=times * plug), zones, plug, disc) for times in (0.0, 1.0, 3.0, 6.0)]
        assert found[0] > 0.6
        assert found[1] < 0.85 * found[0]
        assert found[2] < 0.45 * found[0]
        assert found[3] < 0.08 * found[0]


def test_what_is_open_during_a_contact_is_its_mean() -> None:
    zones = replace(lattice(), closure=closing(1e9, 1e9))
    hours = 4.0
    exact = (1.0 - 0.5**hours) / (hours * np.log(2.0))
    assert mean_fraction(zones, 0.0, hours * HOUR, HOUR) == pytest.approx(exact, rel=2e-3)
