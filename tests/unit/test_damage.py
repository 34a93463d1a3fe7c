"""Damage: threshold temperatures of published laws, the fold over snapshots, cautions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.damage import cautions, integrate, judged_by, threshold_temperature
from microthermal.damage.integration import REMOVED_OMEGA, Fold
from microthermal.damage.laws.arrhenius import Arrhenius
from microthermal.damage.laws.thermal_dose import ThermalDose
from microthermal.domain.results.flow import Balance, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.errors import InputError
from microthermal.numerics.damage.arrhenius import accumulate
from microthermal.numerics.damage.first_order import GONE, NEGLIGIBLE, follow
from microthermal.numerics.heat.frames import Frames
from microthermal.units import celsius, show

GRID = Grid(r_edges=[0.0, 1e-5, 2e-5], z_edges=[0.0, 1e-5, 2e-5])


def arrhenius(endpoint: str, frequency: float, energy: float) -> Arrhenius:
    return Arrhenius(
        endpoint=endpoint,
        frequency=frequency,
        energy=energy,
        temperature_low=317.15,
        temperature_high=343.15,
        duration_low=1.0,
        duration_high=2.5e4,
    )


HENRIQUES = arrhenius("dermal_cells", 3.1e98, 6.28e5)


def snapshot(time: float, step: float, temperature: Any, removed: Any = 0.0) -> Snapshot:
    ones = np.ones(GRID.shape)
    return Snapshot(
        grid=GRID,
        time=time,
        step=step,
        temperature=temperature * ones,
        removed=removed * ones,
        water=700.0 * ones,
        balance=Balance(),
    )


# Rows K_*: temperatures [°C] for burden 1 in 1 ms, 10 ms, 0.1 s, 1 s, 10 s, 60 s, as tabulated with the coefficients.
@pytest.mark.parametrize(
    ("frequency", "energy", "expected"),
    [
        (3.1e98, 6.28e5, [70.4, 66.8, 63.3, 59.9, 56.6, 54.0]),  # Henriques1947
        (2.8726e56, 3.7238e5, [90.7, 84.0, 77.6, 71.4, 65.4, 60.9]),  # Maitland1997
        (1.98e106, 6.67e5, [64.1, 60.9, 57.7, 54.6, 51.6, 49.2]),  # Brown1992
        (5.6e63, 4.3e5, [96.6, 90.6, 84.8, 79.2, 73.8, 69.6]),  # Agah1994
    ],
)
def test_threshold_temperatures_are_those_tabulated(frequency: float, energy: float, expected: list[float]) -> None:
    law = arrhenius("cells", frequency, energy)
    found = [threshold_temperature(law, time) - 273.15 for time in (1e-3, 1e-2, 0.1, 1.0, 10.0, 60.0)]
    # Tabulated to 0.1 K, with R = 8.314, which is 0.02 K.
    assert_allclose(found, expected, atol=0.07)


def test_rounding_the_activation_energy_halves_the_rate() -> None:
    at = np.array([celsius(60.0)])
    assert arrhenius("x", 3.1e98, 6.30e5).rate(at)[0] / HENRIQUES.rate(at)[0] == pytest.approx(0.486, abs=0.005)


def test_threshold_of_nothing_or_of_no_time_is_refused() -> None:
    with pytest.raises(InputError, match="greater than 0"):
        threshold_temperature(HENRIQUES, 0.0)
    with pytest.raises(InputError, match="no temperature"):
        threshold_temperature(arrhenius("x", 1.0, 1e4), 1e-3)


def test_thermal_dose_counts_double_for_each_kelvin() -> None:
    law = ThermalDose(endpoint="bulk", threshold=720 * 60.0)
    rate = law.rate(np.array([celsius(42.0), celsius(43.0), celsius(44.0), celsius(48.0)])) * law.threshold
    assert_allclose(rate, [0.25, 1.0, 2.0, 32.0], rtol=1e-12)


def test_accumulate_agrees_with_its_plain_twin() -> None:
    generator = np.random.default_rng(1)
    before = 10.0 ** generator.uniform(-8, 8, 200)
    now = before * 10.0 ** np.concatenate((generator.uniform(-6, 6, 100), generator.uniform(-1e-4, 1e-4, 100)))
    total, twin = np.zeros(300), np.zeros(300)
    cells = generator.permutation(300)[:200]
    accumulate(total, cells, before, now, 0.25)
    mean = np.where(before == now, before, (now - before) / np.log(now / before))
    twin[cells] += 0.25 * mean
    # The plain formula loses digits where rates are nearly equal.
    assert_allclose(total, twin, rtol=1e-10)


def test_a_rate_of_zero_adds_nothing() -> None:
    total = np.zeros(1)
    accumulate(total, np.array([0]), np.array([0.0]), np.array([1.0]), 1.0)
    assert total[0] == 0.0


def test_a_snapshot_of_step_zero_starts_anew() -> None:
    hot, cold = celsius(70.0), celsius(34.0)
    once = integrate([snapshot(0, 0, hot), snapshot(0.1, 0.1, hot)], [HENRIQUES])
    stack = [snapshot(0, 0, hot), snapshot(0.1, 0.1, hot), snapshot(5, 0, cold), snapshot(5, 0, hot)]
    twice = integrate([*stack, snapshot(5.1, 0.1, hot)], [HENRIQUES])
    assert_allclose(twice.omega, 2 * once.omega, rtol=1e-12)


def test_laws_of_any_form_are_integrated_side_by_side() -> None:
    dose = ThermalDose(endpoint="bulk", threshold=720 * 60.0)
    weaker = replace(HENRIQUES, endpoint="weaker", frequency=0.25 * HENRIQUES.frequency)
    stream = [snapshot(0, 0, 330.0), snapshot(1, 1, 332.0), snapshot(2, 1, 331.0)]
    together = integrate(stream, [dose, HENRIQUES, weaker])
    for place, law in enumerate((dose, HENRIQUES)):
        assert_allclose(together.omega[place], integrate(stream, [law]).omega[0], rtol=1e-13)
    assert_allclose(together.omega[2], 0.25 * together.omega[1], rtol=1e-13)


@pytest.mark.parametrize("heard", [False, True])
def test_kept_frames_of_a_pulse_do_the_damage_that_its_snapshots_did(heard: bool) -> None:
    laws = [HENRIQUES, ThermalDose(endpoint="bulk", threshold=720 * 60.0)]
    gone = np.array([[1.0, 0.0], [0.0, 0.0]])
    # The second pulse starts anew; between the two nothing is counted.
    stream = [
        snapshot(0, 0, 330.0), snapshot(1, 1, 334.0), snapshot(9, 0, 329.0, gone), snapshot(11, 2, 333.0, gone),
    ]  # fmt: skip
    frames = Frames(
        np.array([one.step for one in stream]), np.array([one.temperature for one in stream]),
        np.array([one.removed >= GONE for one in stream]),
    )  # fmt: skip
    fold = Fold(laws, GRID.shape)
    if heard:  # the compiled time loop has told first-order laws
        for one in stream:
            follow(fold.integrals, one.temperature, one.removed, GONE, one.step, NEGLIGIBLE)
    fold.note_frames(frames, heard)
    found, expected = fold.damage(GRID, gone), integrate(stream, laws)
    assert_allclose(found.omega, expected.omega, rtol=1e-12)
    assert_allclose(found.peak, expected.peak)
    # By hand: three seconds between logarithms of the rates; the cell that is gone stays at what it had when it left.
    rates = laws[1].rate(np.array([330.0, 334.0, 329.0, 333.0]))
    first, second = ((b - a) / np.log(b / a) for a, b in (rates[:2], rates[2:]))
    assert found.omega[1, 1, 1] == pytest.approx(first + 2.0 * second, rel=1e-12)
    assert found.omega[1, 0, 0] == REMOVED_OMEGA


def test_peak_is_the_highest_temperature_met() -> None:
    stream = [snapshot(0, 0, 307.0), snapshot(1, 1, 350.0), snapshot(2, 1, 320.0)]
    assert_allclose(integrate(stream, [HENRIQUES]).peak, 350.0)


def test_a_cell_that_is_gone_is_damaged_on_every_endpoint() -> None:
    gone = np.array([[1.0, 0.0], [0.4, 0.0]])
    result = integrate([snapshot(0, 0, 307.0), snapshot(1e-3, 1e-3, 307.0, gone)], [HENRIQUES])
    assert result.omega[0, 0, 0] == REMOVED_OMEGA
    assert result.omega[0, 1, 0] == 0.0
    assert_allclose(result.removed, gone)


def test_the_stream_may_be_a_generator() -> None:
    result = integrate((snapshot(0.1 * k, 0.1 * min(k, 1), 330.0) for k in range(11)), [HENRIQUES])
    assert_allclose(result.omega, HENRIQUES.rate(np.array([330.0]))[0], rtol=1e-12)


@pytest.mark.parametrize(
    ("stream", "laws", "words"),
    [
        ([], [HENRIQUES], "at least one snapshot"),
        ([snapshot(0, 0, 310.0)], [], "none"),
        ([snapshot(0, 0, 310.0)], [HENRIQUES, HENRIQUES], "one law for each"),
    ],
)
def test_what_cannot_be_integrated_is_refused(stream: Any, laws: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        integrate(stream, laws)


def test_a_change_of_grid_is_refused() -> None:
    grid = Grid(r_edges=[0.0, 1e-5], z_edges=[0.0, 1e-5])
    other = Snapshot(
        grid=grid, time=1, step=1, temperature=[[300.0]], removed=[[0.0]], water=[[1.0]], balance=Balance()
    )
    with pytest.raises(InputError, match="one grid"):
        integrate([snapshot(0, 0, 310.0), other], [HENRIQUES])


def test_cautions_name_temperature_and_time_outside_the_fit() -> None:
    hot = threshold_temperature(HENRIQUES, 1e-3) + np.array([[0.0, 0.5], [0.0, -0.5]])
    result = integrate([snapshot(0, 0, hot), snapshot(1e-3, 1e-3, hot)], [HENRIQUES])
    found = cautions(result, [HENRIQUES])
    assert [item.weight for item in found] == ["note", "warn"]
    assert "70.9 °C" in found[0].text and "1 ms" in found[1].text and "1 s to 6.94 h" in found[1].text


@pytest.mark.parametrize(
    ("times", "weight"),
    [
        (1.0 / 1.005, "note"), (1.0 / 99.5, "note"), (1.0 / 100.5, "warn"),
        (100.0 * 1.005, "note"), (100.0 * 99.5, "note"), (100.0 * 100.5, "warn"),
    ],
)  # fmt: skip
def test_a_hundred_times_outside_the_fitted_exposures_is_a_warning(times: float, weight: str) -> None:
    law = replace(HENRIQUES, duration_low=1.0, duration_high=100.0)
    hot = threshold_temperature(law, times)
    found = cautions(integrate([snapshot(0, 0, hot), snapshot(times, times, hot)], [law]), [law])
    assert [one.weight for one in found if "heating counts as" in one.text] == [weight]


def test_one_caution_names_all_laws_that_it_concerns() -> None:
    hot = threshold_temperature(HENRIQUES, 0.1)
    other = replace(HENRIQUES, endpoint="epidermal_cells", origin="entry")
    result = integrate([snapshot(0, 0, hot), snapshot(0.1, 0.1, hot)], [HENRIQUES, other])
    (found,) = cautions(result, [HENRIQUES, other])
    assert "; epidermal cells: fitted" in found.text and ": dermal cells: fitted" in found.text
    assert (found.weight, found.source) == ("note", "entry")


def test_inside_the_fit_there_is_no_caution() -> None:
    warm = threshold_temperature(HENRIQUES, 10.0)
    result = integrate([snapshot(0, 0, warm), snapshot(10, 10, warm)], [HENRIQUES])
    assert cautions(result, [HENRIQUES]) == ()


def test_undamaged_tissue_needs_no_caution() -> None:
    result = integrate([snapshot(0, 0, 310.0), snapshot(10, 10, 310.0)], [HENRIQUES])
    assert cautions(result, [HENRIQUES]) == ()


def test_the_exposure_is_that_of_the_tissue_not_of_the_pulse() -> None:
    # Tissue that cools over a second counts as the part of that second for which it was nearly at its peak.
    peak = threshold_temperature(HENRIQUES, 0.05) + np.array([[0.0, 0.3], [0.0, -0.3]])
    times = np.linspace(0.0, 1.0, 401)
    course = [snapshot(t, 0.0025 if t else 0.0, 310.0 + (peak - 310.0) * np.exp(-t)) for t in times]
    result = integrate(course, [HENRIQUES])
    exposure = float(np.median(result.omega[0] / HENRIQUES.rate(peak)))
    assert 0.03 < exposure < 0.08
    (found,) = cautions(result, [HENRIQUES])
    assert f"{show(exposure, 's')} at its peak" in found.text and found.weight == "note"


def test_t_cell_laws_of_two_experiments_are_not_a_pair() -> None:
    death = replace(HENRIQUES, endpoint="t_cell_necrosis", origin="law/t_cell_necrosis_jurkat")
    apoptosis = replace(HENRIQUES, endpoint="t_cell_apoptosis", origin="law/t_cell_apoptosis_lymphocytes")
    result = integrate([snapshot(0, 0, 310.0)], [death, apoptosis])
    (found,) = cautions(result, [death, apoptosis])
    assert found.weight == "warn" and "jurkat" in found.text and "lymphocytes" in found.text
    paired = replace(apoptosis, origin="law/t_cell_apoptosis_jurkat")
    assert cautions(result, [death, paired]) == ()


def test_another_law_of_the_same_energy_needs_no_new_run() -> None:
    gone = np.array([[1.0, 0.0], [0.0, 0.0]])
    stream = [snapshot(0, 0, 330.0), snapshot(1, 1, 332.0), snapshot(2, 1, 331.0, gone)]
    other = replace(HENRIQUES, frequency=0.01 * HENRIQUES.frequency)
    found = judged_by(integrate(stream, [HENRIQUES]), HENRIQUES, other)
    assert_allclose(found.omega, integrate(stream, [other]).omega, rtol=1e-13)
    with pytest.raises(InputError, match="run it anew"):
        judged_by(found, HENRIQUES, replace(HENRIQUES, energy=6.27e5))


@pytest.mark.parametrize("factor", [0.9, 1.1])
def test_a_law_of_another_energy_needs_a_new_run(factor: float) -> None:
    found = integrate([snapshot(0, 0, 330.0), snapshot(1, 1, 332.0)], [HENRIQUES])
    with pytest.raises(InputError, match="has not the endpoint and energy"):
        judged_by(found, HENRIQUES, replace(HENRIQUES, energy=factor * HENRIQUES.energy))


@pytest.mark.parametrize(("burden", "told"), [(0.3, False), (0.4, True), (0.9, True), (2.5, True), (3.5, False)])
def test_cells_within_three_times_of_the_threshold_decide_on_cautions(burden: float, told: bool) -> None:
    hot = threshold_temperature(HENRIQUES, 1e-3)
    result = integrate([snapshot(0, 0, hot), snapshot(burden * 1e-3, burden * 1e-3, hot)], [HENRIQUES])
    assert_allclose(result.omega, burden, rtol=1e-6)
    assert bool(cautions(result, [HENRIQUES])) == told


def test_laws_that_need_a_new_run_are_named_by_their_origin_or_by_their_kind() -> None:
    found = integrate([snapshot(0, 0, 330.0), snapshot(1, 1, 332.0)], [HENRIQUES])
    law, other = replace(HENRIQUES, origin="law/mine"), replace(HENRIQUES, energy=5e5, origin="law/yours")
    with pytest.raises(InputError, match=r"^'law/yours' has not the endpoint and energy of 'law/mine'"):
        judged_by(found, law, other)
    with pytest.raises(InputError, match=r"^'arrhenius' has not the endpoint and energy of 'arrhenius'"):
        judged_by(found, replace(law, origin=""), replace(other, origin=""))
