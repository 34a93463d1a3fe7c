"""One temperature history serves all laws, endpoints, drugs, densities and persons; to the last bit, and bounded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import microthermal as mt
from microthermal import cache
from microthermal.damage.laws.thermal_dose import ThermalDose
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.domain.inputs.medicine import Injection
from microthermal.heat import evolution
from microthermal.heat.history import Keeping
from microthermal.simulation.zone_run import run_candidate, run_zone, run_zone_on_file
from microthermal.units import DAY, cm, mJ, mm

SKIN, DEVICE = mt.catalog.skin("cheek_iii"), mt.catalog.device("fractional_co2")
QUICK = mt.Settings(
    cell=3e-5, relaxation=0.03, numerical_error=False, warm_start=False, until=10 * DAY, persons=0, needle=COARSE
)
PULSE = DEVICE.pulse(energy=10 * mJ)
TREATMENT = mt.Treatment(pulse=PULSE, pattern=mt.Pattern(density=100 / cm**2))
DRUG = mt.catalog.drug("triamcinolone")
DOSE = Injection(
    drug=DRUG, concentration=DRUG.concentration, volume=1e-8, depth=1.5 * mm, spacing=5 * mm, time=0.0
)  # fmt: skip


class Counted:
    """The time loop of a microbeam, and how often it was called."""

    def __init__(self) -> None:
        self.calls, self.loop = 0, evolution.advance

    def __call__(self, *arguments):
        self.calls += 1
        return self.loop(*arguments)

    @property
    def since(self) -> int:
        """Calls since this was asked last."""
        found, self.calls = self.calls, 0
        return found


@pytest.fixture
def loop(monkeypatch, tmp_path):
    monkeypatch.setenv(cache.FOLDER_VARIABLE, str(tmp_path))
    cache.forget()
    counted = Counted()
    monkeypatch.setattr(evolution, "advance", counted)
    yield counted
    cache.forget()


def changed() -> dict[str, tuple[mt.Treatment, mt.Settings]]:
    """The same heat, asked about in another way."""
    wider = replace(TREATMENT, pattern=mt.Pattern(density=200 / cm**2, passes=2))
    return {
        "another law": (TREATMENT, replace(QUICK, laws=("t_cell_apoptosis_jurkat", "t_cell_necrosis_jurkat"))),
        "another endpoint": (TREATMENT, replace(QUICK, endpoint="collagen")),
        "another density": (wider, QUICK),
        "a drug": (replace(TREATMENT, doses=(DOSE,)), QUICK),
        "persons": (TREATMENT, replace(QUICK, persons=2)),
        "longer healing": (TREATMENT, replace(QUICK, until=20 * DAY)),
    }


def bits(simulation: mt.Simulation) -> list[bytes]:
    run = simulation.run
    arrays = (run.damage.omega, run.damage.peak, run.damage.removed, run.heating.temperature, run.heating.time)
    arrays += (simulation.injury.necrotic, simulation.healing.state)
    for moment in run.moments:
        arrays += (moment.temperature, moment.water, moment.removed)
    return [array.tobytes() for array in arrays] + [repr((run.balance, run.zone.reaches, simulation.cautions)).encode()]


def test_heat_is_followed_once_whatever_is_asked_of_it(loop):
    mt.simulate(SKIN, TREATMENT, settings=QUICK)
    assert loop.since > 0
    told = {name: mt.simulate(SKIN, treatment, settings=chosen) for name, (treatment, chosen) in changed().items()}
    assert loop.since == 0
    cache.forget()
    mt.simulate(SKIN, TREATMENT, settings=QUICK, zone_runner=run_zone_on_file)
    assert loop.since > 0
    # Of another process only the files are left.
    cache.forget()
    again = {
        name: mt.simulate(SKIN, treatment, settings=chosen, zone_runner=run_zone_on_file)
        for name, (treatment, chosen) in changed().items()
    }
    assert loop.since == 0
    assert told["another law"].damage.omega.tobytes() != told["another density"].damage.omega.tobytes()
    # And without anything kept the same is found, to the last bit.
    for name, (treatment, chosen) in changed().items():
        alone = mt.simulate(SKIN, treatment, settings=chosen, zone_runner=run_candidate)
        assert loop.since > 0, name
        assert bits(alone) == bits(told[name]) == bits(again[name]), name


def test_other_heat_is_followed_anew(loop):
    library = mt.catalog.library()
    run_zone(SKIN, PULSE, None, QUICK, library)
    assert loop.since > 0
    for skin, pulse, settings in (
        (SKIN, replace(PULSE, energy=1.0001 * PULSE.energy), QUICK),
        (SKIN, replace(PULSE, duration=1.0001 * PULSE.duration), QUICK),
        (replace(SKIN, core_temperature=SKIN.core_temperature + 0.01), PULSE, QUICK),
        (SKIN, PULSE, replace(QUICK, cell=2.9e-5)),
        (SKIN, PULSE, replace(QUICK, relaxation=0.031)),
    ):
        run_zone(skin, pulse, None, settings, library)
        assert loop.since > 0
    # What no heat meets is no other heat.
    run_zone(SKIN, PULSE, None, replace(QUICK, endpoint="heat_shock"), library)
    assert loop.since == 0


@pytest.mark.parametrize("device", ["fractional_co2", "er_yag_2940"])
def test_stacked_pulses_share_theirs_pulse_by_pulse(loop, device):
    known = mt.catalog.device(device)
    pulse = replace(known.pulse(energy=8 * mJ), stack=3, interval=20e-3)
    first = run_zone_on_file(SKIN, pulse, None, QUICK)
    assert loop.since > 0
    cache.forget()
    second = run_zone_on_file(SKIN, pulse, None, QUICK)
    assert loop.since == 0
    alone = run_candidate(SKIN, pulse, None, QUICK)
    for run in (second, alone):
        assert run.damage.omega.tobytes() == first.damage.omega.tobytes()
        assert run.zone.reaches == first.zone.reaches
        assert [one.temperature.tobytes() for one in run.moments] == [
            one.temperature.tobytes() for one in first.moments
        ]
        assert run.balance == first.balance
    # The first of them is the same pulse on the same skin, but followed for another time.
    run_zone(SKIN, replace(pulse, stack=2), None, QUICK)
    assert loop.since > 0


def test_laws_of_other_forms_read_the_same_history(loop):
    from microthermal.damage import Fold
    from microthermal.simulation import stacked_pulses, zone_run

    library, laws = mt.catalog.library(), (ThermalDose(endpoint="dermal_cells", threshold=3600.0),)
    begun = zone_run.lit(SKIN, PULSE, None, QUICK, library)
    found = zone_run._follow(begun, PULSE, zone_run.STILL_AIR, QUICK, Keeping.FILES)
    assert loop.since > 0
    arguments = (found.heat, found.tissue, found.deposited, PULSE, zone_run.STILL_AIR, QUICK.relaxation)
    kept = stacked_pulses.follow_stack(*arguments, laws=laws, keeping=Keeping.FILES)
    assert loop.since == 0
    alone = stacked_pulses.follow_stack(*arguments, laws=laws)
    assert loop.since > 0
    assert kept.damage.omega.max() > 1.0
    assert np.array_equal(kept.damage.omega, alone.damage.omega)
    assert Fold(laws, found.tissue.grid.shape).by_snapshots


def test_histories_are_bounded_and_displace_no_light(loop, tmp_path, monkeypatch):
    shelf = replace(cache.HISTORIES, memory_limit=2_000_000, disk_limit=3_000_000)
    monkeypatch.setattr("microthermal.heat.history.HISTORIES", shelf)
    light = cache.cached("light", lambda: {"light": np.ones(3)})
    for number in range(12):
        run_zone_on_file(SKIN, replace(PULSE, energy=(8 + 0.1 * number) * mJ), None, QUICK)
    held = sum(array.nbytes for kept in shelf.kept.values() for array in kept.values())
    newest = sum(array.nbytes for array in next(reversed(shelf.kept.values())).values())
    assert held <= max(2_000_000, newest)
    assert 0 < len(shelf.kept) < 12
    files = list((tmp_path / "histories").glob("*.npz"))
    assert 0 < sum(path.stat().st_size for path in files) <= max(3_000_000, max(path.stat().st_size for path in files))
    assert cache.cached("light", lambda: {"light": np.zeros(3)}) is light
