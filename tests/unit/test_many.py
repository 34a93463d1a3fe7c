"""Many simulations at once: the answers of one after another, in order, with what is equal worked out once."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest

import microthermal as mt
from microthermal.deposition.engines import monte_carlo
from microthermal.errors import InputError
from microthermal.simulation import many
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import Scenario, changed
from microthermal.simulation.zone_run import run_zone
from microthermal.units import DAY, cm, mJ

SKIN = mt.catalog.skin("cheek_iii")
QUICK = mt.Settings(cell=3e-5, relaxation=0.03, numerical_error=False, warm_start=False, until=30 * DAY, persons=0)


def asked(energies: tuple[float, ...] = (8.0, 12.0), densities: tuple[float, ...] = (100.0, 200.0)) -> list[mt.Asked]:
    device = mt.catalog.device("fractional_co2")
    return [
        mt.Asked(SKIN, mt.Treatment(pulse=device.pulse(energy=energy * mJ), pattern=mt.Pattern(density=each / cm**2)),
                 settings=QUICK)
        for each in densities
        for energy in energies
    ]  # fmt: skip


def kept(simulation: Simulation) -> bytes:
    """Every bit of a few results of each stage."""
    lattice = simulation.lattice
    numbers = (simulation.damage.peak, lattice.warming.peak, simulation.injury.necrotic, simulation.healing.state)
    return pickle.dumps([one.tobytes() for one in numbers] + [simulation.treatment.pulse.energy, lattice.coverage])


@pytest.fixture(scope="module")
def alone() -> list[bytes]:
    return [kept(mt.simulate(*one)) for one in asked()]


@pytest.mark.parametrize(("workers", "batch"), [(1, 500), (1, 3), (1, 1)])
def test_many_are_as_one_after_another(alone: list[bytes], workers: int, batch: int) -> None:
    assert list(mt.simulate_many(asked(), kept, workers, batch=batch)) == alone


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_bits(alone: list[bytes]) -> None:
    assert list(mt.simulate_many(asked(), kept, workers=2)) == alone
    library = mt.catalog.library()
    whole = list(mt.simulate_many(asked()[:2], workers=2, library=library))
    assert [kept(one) for one in whole] == alone[:2]
    assert all(one.library is library for one in whole)


def test_a_worker_reads_a_library_once_however_often_it_is_sent() -> None:
    library = mt.catalog.library()
    assert many.for_workers(library, 1) is library
    carried = many.for_workers(library, 2)
    first, second = (pickle.loads(pickle.dumps((carried, number)))[0] for number in range(2))
    assert first is second
    assert first is not library
    assert first.digest == library.digest


def test_equal_zones_and_fields_are_run_once() -> None:
    many.remembered_zone.cache_clear()
    many.remembered_field.cache_clear()
    twice = [one for one in asked() for _ in range(2)]
    list(mt.simulate_many(twice, kept, workers=1))
    found = many.remembered_zone.cache_info(), many.remembered_field.cache_info()
    assert [(one.misses, one.hits) for one in found] == [(2, 6), (4, 4)]


def test_conditions_that_leave_the_skin_alike_share_a_zone() -> None:
    scar = mt.catalog.condition("hypertrophic_scar")
    faster = replace(scar, title="Another scar", target_depth=2.0 * scar.target_depth)
    deeper = replace(scar, papilla_depth=3e-3)
    one = asked()[0]
    batch = [one._replace(condition=condition) for condition in (scar, deeper, faster)]
    assert many._parts(batch, 9) == [[0, 2], [1]]
    many.remembered_zone.cache_clear()
    list(mt.simulate_many(batch, kept, workers=1))
    assert many.remembered_zone.cache_info().misses == 2


def test_the_iterable_is_read_one_batch_at_a_time() -> None:
    read = []

    def source() -> Iterator[mt.Asked]:
        for one in asked():
            read.append(one)
            yield one

    found = mt.simulate_many(source(), kept, workers=1, batch=2)
    assert read == []
    next(found)
    assert len(read) == 2
    found.close()


def test_progress_counts_simulations() -> None:
    told: list[tuple[int, int]] = []
    list(mt.simulate_many(asked(), kept, 1, lambda done, steps, _: told.append((done, steps)), batch=3))
    assert told[-1] == (4, 4)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert list(mt.simulate_many([], kept, 1)) == []


def test_what_was_asked_wrongly_is_named() -> None:
    wrong = asked()[2]._replace(settings=replace(QUICK, healing="magic"))
    with pytest.raises(InputError, match="magic") as told:
        list(mt.simulate_many([*asked()[:2], wrong], kept, workers=1))
    assert told.value.__notes__ == ["in simulation 2 of those asked, counted from 0"]
    with pytest.raises(InputError, match="at least 1 simulation, not 0"):
        mt.simulate_many([], batch=0)


def test_parts_hold_one_zone_and_lie_by_field() -> None:
    batch = asked((8.0, 12.0), (100.0, 200.0, 100.0))
    assert many._parts(batch, 9) == [[0, 4, 2], [1, 5, 3]]
    assert many._parts(batch, 2) == [[0, 4], [2], [1, 5], [3]]


@pytest.mark.slow
def test_skin_that_conducts_less_is_lit_by_light_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    library, device = mt.catalog.library(), mt.catalog.device("er_glass_1550")
    treatment = mt.Treatment(pulse=device.pulse(energy=20 * mJ), pattern=mt.Pattern(density=100 / cm**2))
    run_zone(SKIN, treatment.pulse, None, QUICK, library)

    def lit(*_: object, **__: object) -> None:
        raise AssertionError("light is worked out anew")

    monkeypatch.setattr(monte_carlo, "illuminate", lit)
    for scenario in (
        Scenario(name="poor conduction", text="", conductivity=0.7),
        Scenario(name="output low", text="", energy=0.8),
    ):
        skin, other, _ = changed(scenario, SKIN, treatment, library)
        run_zone(skin, other.pulse, None, QUICK, library)
    skin, other, _ = changed(Scenario(name="dry", text="", water=0.9), SKIN, treatment, library)
    with pytest.raises(AssertionError, match="anew"):
        run_zone(skin, other.pulse, None, replace(QUICK, deposition=monte_carlo.MonteCarlo(seed=77)), library)


def flatness(settings: int, part: int) -> tuple[int, list[int]]:
    """Memory that Python holds [bytes] after each part of many cheap settings: all other, none remembered."""
    device = mt.catalog.device("fractional_co2")
    cheap = replace(QUICK, relaxation=0.01, until=2 * DAY, cell=5e-5)

    def source() -> Iterator[mt.Asked]:
        for number in range(settings):
            pulse = device.pulse(energy=(8.0 + 0.01 * number) * mJ)
            yield mt.Asked(SKIN, mt.Treatment(pulse=pulse, pattern=mt.Pattern(density=100 / cm**2)), settings=cheap)

    held, count = [], 0
    tracemalloc.start()
    try:
        for found in mt.simulate_many(source(), kept, workers=1, batch=20):
            count += 1
            assert len(found) > 0
            if count % part == 0:
                gc.collect()
                held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    return count, held


@pytest.mark.slow
def test_memory_of_hundreds_of_settings_is_flat() -> None:
    count, held = flatness(105, 35)
    assert count == 105
    # What is remembered has been filled after the first seventy; from there on nothing is added for each setting.
    grown = (held[-1] - held[1]) / 35
    assert grown < 2_000, held
