"""What ablation costs: fat as much as it was measured to, trains more than single pulses, dermis what it did."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.verification.heat_cases import VACUUM, column, heat_grid, heat_pulse, heat_tissue
from tests.verification.heat_problems import last
from tests.verification.test_rims import SETTINGS, ablated

from microthermal import catalog
from microthermal.catalog.reading.folders import load, single
from microthermal.heat.channel import Plume, WallFilm
from microthermal.heat.leaving import dryness
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection
from microthermal.simulation.zone_run import run_zone
from microthermal.units import mJ
from microthermal.validation.reading import case_named

GRID = heat_grid(20e-6, 600e-6, 10e-6, 2e-6)
NO_FILM = WallFilm(thickness=0.0)
# Light of CO2 in fat (Ross1997): water and lipid absorb alike, so that drying changes little.
FAT = replace(
    heat_tissue(GRID, 1.2e4, 1.3e4, 0.0), initial_water=np.full(GRID.z.size, 137.0),
    water=np.full(GRID.shape, 137.0), fat=np.ones(GRID.z.size),
)  # fmt: skip
LEAN = replace(FAT, fat=np.zeros(GRID.z.size))


def cost(model, tissue, duration=1e-4):
    """Energy per removed volume [J/m³] between two fluences of a wide beam."""
    fluences = np.array([5e4, 2e5])
    ends = [last(evolve(model, tissue, column(GRID, one), heat_pulse(duration), None, duration)) for one in fluences]
    depths = [float(end.removed[:, 0] @ np.diff(GRID.z_edges)) for end in ends]
    for end in ends:
        balance = end.balance
        left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
        assert left == pytest.approx(balance.supplied, rel=1e-9)
    return float(np.diff(fluences)[0] / np.diff(depths)[0])


@pytest.mark.parametrize("asked", [1.2e9, 2.4e9])
@pytest.mark.parametrize("model", [BoilOff, Ejection])
def test_a_volume_of_fat_takes_as_much_light_as_its_heat_of_ablation(model, asked):
    heat = model(plume=Plume(extinction=0.0, fat=asked), wall_film=NO_FILM, air=VACUUM)
    assert cost(heat, FAT) == pytest.approx(asked, rel=0.02)
    # Without droplets fat would take what boils its water away, or less.
    assert cost(replace(heat, plume=Plume(extinction=0.0)), FAT) < 0.5 * asked
    # Where the same tissue is no fat, droplets play no part.
    assert cost(heat, LEAN) == pytest.approx(cost(replace(heat, plume=Plume(extinction=0.0)), LEAN), rel=1e-12)


def test_fat_never_costs_less_than_its_own_heat():
    cheap = Ejection(plume=Plume(extinction=0.0, fat=1e7), wall_film=NO_FILM, air=VACUUM)
    assert cost(cheap, FAT) == pytest.approx(cost(replace(cheap, plume=Plume(extinction=0.0)), FAT), rel=1e-12)


def test_a_deep_scar_setting_on_a_face_stops_in_fat():
    skin, device = catalog.skin("cheek_iii"), catalog.device("ultrapulse_scaarfx")
    dermis = skin.depth_of("dermis")[1]
    lean = replace(skin, layers=tuple(replace(one, tissue="dermis") for one in skin.layers if one.tissue == "fat"))
    known = catalog.library().heat_model("boil_off")
    depths = {}
    for name, cost_of_fat in (("free", 0.0), ("half", 1.2e9), ("measured", 2.4e9)):
        settings = replace(SETTINGS, cell=1e-5, heat=replace(known, plume=replace(known.plume, fat=cost_of_fat)))
        depths[name] = run_zone(skin, device.pulse(energy=150 * mJ), None, settings).zone.channel_depth.value
    assert lean.layers
    assert depths["measured"] < depths["half"] < depths["free"]
    # A face has 1.3 mm of skin: what is left of 150 mJ below it drills fat at 2.4 kJ/cm³.
    assert dermis < depths["measured"] < dermis + 0.6 * (depths["free"] - dermis)


def per_pulse(interval, stack=6, train=None, **kwargs):
    known = catalog.library().heat_model("ejection")
    if train is not None:
        known = replace(known, plume=replace(known.plume, train=train))
    settings = replace(SETTINGS, heat=known, relaxation=0.05)
    run = ablated("er_yag_2940", 1e5, 2.5e-4, stack=stack, interval=interval, settings=settings, **kwargs)
    return run.zone.channel_depth.value / stack


def test_a_train_drills_less_a_pulse_the_faster_it_is():
    found = np.array([per_pulse(each) for each in (2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 1 / 30)])
    # A cell of 5 µm more or less, over six pulses.
    assert np.all(np.diff(found) < 1.0e-6)
    # Slower than once a second a train is single pulses; greatest at 2 Hz of 2, 5, 10, 20 and 30 Hz, where the others
    # were seen to be equal (WalshCummings1990, abstract).
    assert found[1] > 0.95 * found[0]
    others = found[3:]
    assert found[2] > 1.15 * others.max()
    assert others.max() < 1.3 * others.min()


def test_water_comes_back_to_a_dried_floor_as_diffusion_brings_it():
    # A layer of 200 cells, dried at once, sealed at its face, moist below: explicit steps of the diffusion equation.
    cells, taken = 200, 0.4
    dry, passed = np.ones(cells), 0.0
    for wanted in (0.03, 0.1, 0.19, 0.21, 0.4, 1.0, 2.0):
        while passed < wanted:
            inner = np.concatenate((dry[:1], dry, -dry[-1:]))
            dry, passed = dry + taken * (inner[2:] - 2.0 * dry + inner[:-2]), passed + taken / cells**2
        assert dryness(0.7 * passed, 0.7) == pytest.approx(dry[0], abs=2e-4)
    assert dryness(0.0, 0.7) == dryness(1e-6, 0.7) == 1.0
    # Both series meet, and no rate is a switch.
    each = np.array([dryness(float(interval), 0.7) for interval in np.linspace(0.13, 0.15, 2001)])
    assert np.all(np.diff(each) < 0.0)
    assert np.abs(np.diff(each, 2)).max() < 1e-7


def test_sources_that_conflict_lie_within_the_band_of_a_train():
    stated = [catalog.library().heat_model("ejection").plume.train, *ends("train")]
    usual, low, high = stated
    assert low == 1.0 < usual < high
    assert usual == pytest.approx((low * high) ** 0.5, rel=0.05)
    none, middle, most = (later_pulses(train) for train in (low, usual, high))
    # From no loss (HibstKaufmann1991) to 10 µm at 10 Hz where 40 were seen at 1 Hz (KaufmannHibst1996).
    assert none == pytest.approx(1.0, abs=0.1)
    assert most == pytest.approx(0.25, abs=0.03)
    assert most < 0.7 * middle < 0.5 * none
    assert per_pulse(0.1, train=4.0, structure="smooth") == pytest.approx(per_pulse(0.1, train=1.0, structure="smooth"))


def test_the_row_at_ten_hertz_is_judged_over_the_band_of_the_library():
    setting = case_named("kaufmann_hibst_1996_10hz").exposure.setting("train")
    assert (setting.middle, setting.low, setting.high) == (
        catalog.library().heat_model("ejection").plume.train, *ends("train"),
    )  # fmt: skip


def ends(name):
    """Both ends that the library states for a number of the plume of Er:YAG."""
    entry = load(single("removal/ejection.toml"))["plume"][name]
    return float(entry["low"]), float(entry["high"])


def later_pulses(train):
    """Depth of a later pulse of a train at 10 Hz over that of one at 1 Hz."""
    first = per_pulse(1.0, stack=1, train=train)
    fast, slow = (6.0 * per_pulse(interval, train=train) - first for interval in (0.1, 1.0))
    return fast / slow
