"""What to doubt about many zones: from which rise, from which overlap, from which size on, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.reference import synthetic
from tests.unit.test_zones import GRID, PULSE, WIDTHS, damage, pattern, tissue

from microthermal.domain.results.field import Warming, WarmStart
from microthermal.domain.results.zone import Injury, Lattice
from microthermal.units import cm, mJ, show, um
from microthermal.zones import cautions, lattice, measure
from microthermal.zones.bulk.warming import MOST_ROUNDS
from microthermal.zones.families.torn import torn, torn_cautions
from microthermal.zones.lattices import OPEN_SOURCE
from microthermal.zones.scanning import MOST_ZONES


def warming(rise: float, mean: float = 0.0, rounds: int = 0, start: float = 0.0, zones: int = 100) -> Warming:
    found = synthetic.simulation().lattice.warming
    assert found is not None
    shape = np.ones(found.z.size)
    return replace(
        found, peak=rise * shape, mean_start=mean * shape, warm_start=WarmStart(rounds=rounds, rise=start),
        heat=replace(found.heat, zones=zones),
    )  # fmt: skip


def warm(warmed: Warming, widths: dict[str, float] = WIDTHS, **laid: Any) -> Lattice:
    return lattice(measure(damage(widths)), pattern(**({"density": 1 / cm**2} | laid)), PULSE, damage(widths), warmed)


def said(found: Lattice) -> list[tuple[str, str]]:
    return [(one.weight, one.text) for one in cautions(found, tissue())]


@pytest.mark.parametrize(("rise", "told"), [(2.0, False), (2.01, True), (60.0, True)])
def test_tissue_that_warms_by_more_than_two_kelvin_is_told(rise: float, told: bool) -> None:
    text = f"tissue between the zones warms by up to {show(rise, 'delta_degC')}"
    assert said(warm(warming(rise))) == ([("note", text)] if told else [])


def test_a_warmer_start_is_told_with_it() -> None:
    ((weight, text),) = said(warm(warming(3.0, rounds=2, start=1.5)))
    assert weight == "note" and text.endswith(f"run again from a start {show(1.5, 'delta_degC')} warmer")


@pytest.mark.parametrize(("rise", "told"), [(60.0, False), (60.1, True), (500.0, True)])
def test_a_sum_above_boiling_is_no_temperature(rise: float, told: bool) -> None:
    found = warm(warming(rise))
    assert any(weight == "stop" and "above boiling" in text for weight, text in said(found)) is told
    assert found.bulk_rise == min(rise, 400.0)


def test_no_rise_is_below_zero() -> None:
    assert warm(warming(-0.5)).bulk_rise == 0.0
    assert lattice(measure(damage()), pattern(), PULSE, damage()).bulk_rise == 0.0


@pytest.mark.parametrize(
    ("mean", "rounds", "start", "weight"),
    [
        (2.0, 0, 0.0, None), (2.1, 0, 0.0, "note"), (5.0, 2, 3.0, None), (5.1, 2, 3.0, "warn"),
        (9.0, MOST_ROUNDS - 1, 3.0, "warn"), (9.0, MOST_ROUNDS, 3.0, None),
    ],
)  # fmt: skip
def test_a_start_that_is_cooler_than_the_skin_on_which_pulses_fall_is_told(
    mean: float, rounds: int, start: float, weight: str | None
) -> None:
    found = [(each, text) for each, text in said(warm(warming(0.0, mean, rounds, start))) if "on average" in text]
    assert [each for each, _ in found] == ([weight] if weight else [])
    if weight == "note":
        assert found[0][1].endswith("this zone was run from rest")
    elif weight:
        assert f"from {show(start, 'delta_degC')} above it, the most that skin of 50 °C allows" in found[0][1]


def test_the_start_is_looked_at_where_the_zone_is() -> None:
    base = warming(0.0)
    zone = measure(damage())
    deep = replace(base, mean_start=np.where(base.z > zone.depth.value, 9.0, 0.0))
    assert said(warm(deep)) == []
    within = replace(base, mean_start=np.where(base.z <= zone.depth.value, 3.0, 0.0))
    assert "3" in said(warm(within))[0][1]
    # A zone thinner than the steps in depth lies between two of them.
    step = base.z[1] - base.z[0]
    thin = replace(
        zone,
        top=replace(zone.top, value=base.z[3] + 0.4 * step),
        depth=replace(zone.depth, value=base.z[3] + 0.6 * step),
    )
    rising = replace(base, mean_start=4.0 * (base.z - base.z[3]) / step + 1.0)
    laid = replace(warm(rising), zone=thin)
    text = next(text for _, text in said(laid) if "on average" in text)
    assert text.startswith(f"pulses fall on skin that is {show(3.0, 'delta_degC')} warmer")


@pytest.mark.parametrize(("zones", "told"), [(47_000, True), (49_000, False)])
def test_a_field_that_was_cut_down_is_told(zones: int, told: bool) -> None:
    # 500 a square centimetre on 100 cm² in one pass are as many as are summed; a few more are cut.
    found = warm(warming(0.0, zones=zones), density=501 / cm**2, area=100 * cm**2)
    assert MOST_ZONES == 50_000
    assert any("cut down to its middle 50 000" in text for _, text in said(found)) is told
    all_of_it = warm(warming(0.0, zones=40_000), density=500 / cm**2, area=100 * cm**2)
    assert not any("cut down" in text for _, text in said(all_of_it))
    passes = warm(warming(0.0, zones=40_000), density=251 / cm**2, area=100 * cm**2, passes=2)
    assert any("cut down" in text for _, text in said(passes))


def test_neighbours_that_overlap_are_told_and_those_at_random_need_no_word() -> None:
    wide = measure(damage({"dermal_cells": 60.0}))
    pitch = 2.0 * wide.radius.value
    for distance, told in ((0.99 * pitch, True), (1.01 * pitch, False)):
        laid = lattice(wide, pattern(1.0 / distance**2, layout="square"), PULSE, damage())
        texts = [text for _, text in said(laid) if "neighbouring zones overlap" in text]
        assert bool(texts) is told
        if told:
            assert f"({show(pitch, 'm')} wide at a pitch of {show(distance, 'm')})" in texts[0]
    thrown = lattice(wide, pattern(1.0 / pitch**2, layout="random"), PULSE, damage())
    assert thrown.pitch < pitch and not any("overlap" in text for _, text in said(thrown))


def test_a_zone_that_reaches_either_end_of_the_grid_fills_it() -> None:
    ends = float(GRID.r_edges[-1]), float(GRID.z_edges[-1])
    zone = measure(damage())
    for radius, depth, told in ((0.9, 0.9, False), (1.0, 0.1, True), (0.1, 1.0, True)):
        sized = replace(
            zone, radius=replace(zone.radius, value=radius * ends[0]), depth=replace(zone.depth, value=depth * ends[1])
        )
        laid = replace(lattice(zone, pattern(1 / cm**2), PULSE, damage()), zone=sized)
        assert any("fills the grid" in text and weight == "warn" for weight, text in said(laid)) is told


def test_endpoints_that_were_not_followed_are_named() -> None:
    few = {name: width for name, width in WIDTHS.items() if name not in ("blood", "heat_shock")}
    laid = lattice(measure(damage(few)), pattern(1 / cm**2), PULSE, damage(few))
    ((weight, text),) = said(laid)
    assert weight == "warn" and text.startswith("blood, heat shock were not followed")


@pytest.mark.parametrize(
    ("energy", "passes", "told"),
    [(5.0, 1, False), (25.0, 3, False), (4.9, 1, True), (25.1, 3, True), (12.0, 2, False)],
)
def test_open_channels_are_known_between_two_energies_of_a_spot(energy: float, passes: int, told: bool) -> None:
    drilled = lattice(
        measure(damage(channel=20 * um)),
        pattern(1 / cm**2, passes=passes),
        replace(PULSE, energy=energy * mJ),
        damage(),
    )
    (found,) = cautions(drilled, tissue())
    assert (found.weight, found.source) == ("note", OPEN_SOURCE)
    assert found.text.endswith(f"whose nearer end is taken for {show(energy * mJ, 'J')}") is told
    assert drilled.fluence == pytest.approx(energy * mJ * passes / cm**2)


def test_vacuoles_tear_the_living_part_of_each_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    injury: Injury = synthetic.simulation().injury
    vacuoles: Any = synthetic.torn(synthetic.simulation()).run.extras
    asked = []

    def fractions(_: Injury, one: Any, density: float) -> np.ndarray:
        asked.append((one, density))
        return np.array([0.0, 0.5, 1.0, 0.0, 2.0])

    monkeypatch.setattr("microthermal.zones.families.torn.torn_fractions", fractions)
    found = torn(injury, vacuoles.vacuoles, pattern(2e6, passes=3))
    before = np.asarray(injury.necrotic)
    expected = np.clip(before + np.array([0.0, 0.5, 1.0, 0.0, 2.0]) * (1.0 - before), 0.0, 1.0)
    assert found.necrotic == pytest.approx(expected)
    assert asked == [(vacuoles.vacuoles.usual, 6e6)]
    assert np.array_equal(found.denatured, injury.denatured) and found.epidermis_open == injury.epidermis_open
    (told,) = torn_cautions(vacuoles.vacuoles)
    assert (told.stage, told.weight) == ("healing", "warn")
    none = tuple(replace(one, branch="none") for one in vacuoles.vacuoles.scenarios)
    assert torn_cautions(None) == torn_cautions(replace(vacuoles.vacuoles, scenarios=none)) == ()
