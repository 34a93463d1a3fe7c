"""Topical drug through channels: mass, closed skin, and what experiments agree on without numbers."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal import catalog
from microthermal.delivery.cautions import cautions
from microthermal.delivery.mechanisms.channels import Channels
from microthermal.domain.inputs.medicine import Injection, TopicalFilm
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.response import Delivery, Perfusion
from microthermal.domain.results.zone import Lattice, OpenChannels, Zone
from microthermal.errors import InputError
from microthermal.quantity import Measured

SKIN = catalog.skin("back_iii")
REST = Perfusion(time=[0.0, 1.0], factor=[1.0, 1.0])


def lattice(depth: float = 6e-4, density: float = 2e6, rim: float = 4e-5) -> Lattice:
    radius = 6e-5
    zone = Zone(
        endpoint="collagen",
        channel_depth=Measured(value=depth),
        channel_radius=Measured(value=radius if depth else 0.0),
        depth=Measured(value=depth + rim),
        radius=Measured(value=radius + rim),
        rim=Measured(value=rim),
        volume=Measured(value=1e-11),
        z=[0.0, max(depth, 1e-4) + rim],
        outline=[radius + rim] * 2,
        channel_outline=[radius if depth else 0.0] * 2,
    )
    return Lattice(
        zone=zone,
        pattern=Pattern(density=density),
        pitch=7e-4,
        coverage=0.06,
        channels=OpenChannels(coverage=0.02, open_for=6 * 3600.0),
        overlap=0.0,
        bridge=3e-4,
        bulk_rise=1.0,
        fluence=1e5,
    )


def lay(
    name: str = "fluorouracil",
    zones: Lattice | None = None,
    time: float = 60.0,
    way: Channels | None = None,
    volume: float = 1e-7,
) -> Delivery:
    drug = catalog.drug(name)
    dose = TopicalFilm(drug=drug, concentration=drug.concentration, volume=volume, side=0.01, time=time)
    return (way or Channels()).deliver(dose, SKIN, zones or lattice(), REST, 10 * 86400.0)


@pytest.mark.parametrize("name", ["fluorouracil", "triamcinolone", "prp"])
def test_what_is_laid_on_is_somewhere(name: str) -> None:
    course = lay(name)
    mass = course.dose.concentration * course.dose.volume
    total = course.depot + course.amount.sum(axis=1) + course.systemic + course.leaked
    assert_allclose(total, mass, rtol=1e-9)
    assert course.amount.min() >= 0.0
    assert (np.diff(course.time) > 0.0).all()
    assert 0.0 < course.in_dermis < 1.0


def test_without_channels_nothing_enters() -> None:
    for course in (
        lay(zones=lattice(depth=0.0)),
        lay(time=-60.0),
        Channels().deliver(lay().dose, SKIN, None, REST, 86400.0),
    ):
        assert course.amount.max() == 0.0
        assert course.leaked[-1] == course.dose.concentration * course.dose.volume


def test_uptake_rises_with_depth_and_with_density_and_then_saturates() -> None:
    short = Channels(contact=1200.0)
    by_depth = [lay("bleomycin", lattice(depth=depth), way=short).in_dermis for depth in (3e-4, 6e-4, 1.2e-3)]
    assert by_depth == sorted(by_depth)
    for name in ("bleomycin", "fluorouracil"):
        by_density = [lay(name, lattice(density=density)).in_dermis for density in (5e5, 1e6, 2e6, 4e6)]
        assert by_density == sorted(by_density)
    # A film that is half used up gives less: 4e6 per m² cover 4.5 %, near where uptake was seen to level off.
    assert by_density[3] / by_density[2] < by_density[1] / by_density[0] < 2.0


def test_diffusion_down_the_channel_limits_a_small_molecule() -> None:
    """With a film stirred down to the bottom of the channel much more 5-fluorouracil enters."""
    usual, stirred = lay(), lay(way=Channels(film_diffusion=1e3))
    assert 0.3 < usual.in_dermis < 0.75
    assert stirred.in_dermis > 1.4 * usual.in_dermis


def test_channels_that_close_during_the_contact_let_less_in() -> None:
    assert lay(way=Channels(plug=600.0)).in_dermis < 0.7 * lay(way=Channels(plug=43200.0)).in_dermis


def test_waiting_closes_the_way_in() -> None:
    assert (
        lay("bleomycin").in_dermis > lay("bleomycin", time=3600.0).in_dermis > lay("bleomycin", time=86400.0).in_dermis
    )


def test_a_small_molecule_gains_more_than_a_large_one() -> None:
    assert lay("fluorouracil").in_dermis > lay("botulinum_toxin").in_dermis


def test_a_rim_that_hinders_holds_drug_back() -> None:
    free, held = lay("bleomycin"), lay("bleomycin", way=Channels(rim_diffusion=0.1))
    assert held.in_dermis < free.in_dermis


def test_cautions_speak_of_zones_not_of_needles() -> None:
    said = [caution.text for caution in cautions(lay(time=-60.0))]
    assert "enters" in said[0]
    assert "no channels" in said[1]
    told = [caution.text for caution in cautions(lay(volume=1e-8))]
    # 200 channels per cm² of 60 µm and 0.6 mm hold 1.36 of 10 µL, and a hundredth of them is plugged within a minute.
    assert len(told) == 2 and "13 % of the film fills the channels" in told[1] and "not measured" in told[1]
    assert len(cautions(lay(way=Channels(kept=0.0)))) == 1


def test_a_needle_dose_is_refused() -> None:
    drug = catalog.drug("fluorouracil")
    dose = Injection(drug=drug, concentration=50.0, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0)
    with pytest.raises(InputError, match="route"):
        Channels().deliver(dose, SKIN, lattice(), REST, 86400.0)


@pytest.mark.parametrize("density", [1e6, 4e6])
def test_what_is_told_of_targets_stands_for_the_square_of_the_dose(density: float) -> None:
    """As amounts and thinning do: held against one zone of hundreds, an exposure would count hundreds of times."""
    course = lay("triamcinolone", lattice(density=density))
    felt = {one.target: one for one in course.exposures}
    low, high = SKIN.depth_of("papillary_dermis")[0], SKIN.depth_of("dermis")[1]
    assert_allclose(felt["dermis"].volume, (high - low) * course.dose.area, rtol=0.02)
    assert felt["dermis"].volume < (high - low) * course.dose.area  # a channel is no dermis
    # No dermis is thinned for longer than its most lasting part feels drug; the level of half the effect is the same.
    assert course.dose.drug.atrophy_level == felt["dermis"].half
    assert_allclose(course.thinning / felt["dermis"].volume, felt["dermis"].time_above, rtol=0.05)


def test_the_film_in_a_channel_is_not_what_the_dermis_feels() -> None:
    """Its level over time is that of its tissue, however strong the film beside it is."""
    course = lay("fluorouracil", way=Channels(tolerance=5e-4))
    (felt,) = (one for one in course.exposures if one.target == "dermis")
    assert felt.integral == pytest.approx(np.trapezoid(course.concentration, course.time), rel=0.01)
