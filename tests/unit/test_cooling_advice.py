"""Advice where tissue between the zones becomes too warm: what is tried, up to where, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.domain.inputs.goal import Limit
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.window import cooling_advice as module
from microthermal.simulation.records import Simulation
from microthermal.units import show

LIMIT = Limit(
    metric="bulk_rise", warn=8.0, stop=12.0, lower=False, under=False, name="bulk", source="Kerns", kind="derived",
    evidence="C", text="", advice="",
)  # fmt: skip
MARK = show(8.0, "delta_degC")
AIR = Cooling(temperature=263.15, coefficient=80.0, before=2.0, after=5.0)
Answer = Callable[[Treatment], float]


def treated(rise: float = 14.0, cooling: Cooling | None = AIR, stack: int = 1, **pattern: Any) -> Simulation:
    """A treatment of 3 ms pulses that warms the tissue between its zones by so much."""
    base = synthetic.simulation()
    pulse = replace(base.treatment.pulse, duration=3e-3)
    if stack > 1:
        pulse = replace(pulse, stack=stack, interval=0.02)
    laid = replace(base.treatment.pattern, **({"passes": 4, "density": 1.2e6, "pass_interval": 5.0} | pattern))
    return replace(
        base,
        treatment=replace(base.treatment, cooling=cooling, pattern=laid, pulse=pulse),
        lattice=replace(base.lattice, bulk_rise=rise),
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], list[Treatment]]:
    """Says how warm treatments become, and notes which were asked for."""

    def says(answer: Answer) -> list[Treatment]:
        seen: list[Treatment] = []

        def field(run: Any, skin: Any, treatment: Treatment, settings: Any) -> Any:
            assert not settings.warm_start
            seen.append(treatment)
            return SimpleNamespace(rise=answer(treatment), left=answer(treatment))

        monkeypatch.setattr(module, "run_field", field)
        return seen

    return says


def pauses(seen: list[Treatment], own: float = 5.0) -> list[float]:
    """Pauses that were tried, where nothing else was changed."""
    plain = [one.pattern for one in seen if one.pattern.passes == 4 and not one.pattern.dwell]
    return [one.pass_interval for one in plain if one.pass_interval != own]


def test_below_the_warning_or_without_a_known_rise_nothing_is_advised(asked: Any) -> None:
    seen = asked(lambda treatment: 0.0)
    assert module.cooling_advice(treated(rise=8.0), LIMIT) == ()
    unknown = treated()
    assert module.cooling_advice(replace(unknown, lattice=replace(unknown.lattice, warming=None)), LIMIT) == ()
    assert module.residual_advice(treated(), replace(LIMIT, warn=1.5)) == ()
    assert module.residual_advice(replace(unknown, lattice=replace(unknown.lattice, warming=None)), LIMIT) == ()
    assert seen == []


def test_the_shortest_longer_pause_that_is_enough_is_told(asked: Any) -> None:
    # At the mark is below the warning.
    seen = asked(lambda treatment: 8.0 if treatment.pattern.pass_interval >= 60.0 else 8.01)
    first, *_ = module.cooling_advice(treated(), LIMIT)
    assert first == f"A pause of {show(60.0, 's')} between passes keeps the rise below {MARK}."
    assert pauses(seen) == [10.0, 30.0, 60.0]
    seen = asked(lambda treatment: 9.0)
    first, *_ = module.cooling_advice(treated(pass_interval=60.0), LIMIT)
    assert first == f"No pause of up to {show(600.0, 's')} keeps the rise below {MARK}: each pass alone is too much."
    assert pauses(seen, own=60.0) == [120.0, 300.0, 600.0]


def test_a_single_pass_has_no_pauses(asked: Any) -> None:
    asked(lambda treatment: 9.0)
    assert module.cooling_advice(treated(passes=1), LIMIT) == ()


def test_the_same_zones_are_shared_out_over_more_passes(asked: Any) -> None:
    asked(lambda treatment: 7.0 if treatment.pattern.passes == 16 else 9.0)
    found = module.cooling_advice(treated(), LIMIT)
    assert found[1] == (
        f"The same zones in 16 passes of {show(3e5, '1/m**2')} with pauses of {show(60.0, 's')} keep it below {MARK}."
    )
    asked(lambda treatment: 7.0 if treatment.pattern.passes == 8 else 9.0)
    assert (
        f"8 passes of {show(6e5, '1/m**2')} with pauses of {show(90.0, 's')}"
        in (module.cooling_advice(treated(pass_interval=90.0), LIMIT)[1])
    )


@pytest.mark.parametrize(
    ("passes", "density", "tried"),
    [(4, 1.2e6, [8, 16]), (5, 1.2e6, [10, 20]), (2, 3e4, [4]), (2, 4e4, [4, 8]), (2, 1.2e6, [4, 8, 16])],
)
def test_passes_are_shared_out_while_they_are_few_and_zones_not_too_far_apart(
    asked: Any, passes: int, density: float, tried: list[int]
) -> None:
    seen = asked(lambda treatment: 9.0)
    module.cooling_advice(treated(passes=passes, density=density), LIMIT)
    shared = [one.pattern for one in seen if one.pattern.passes > passes]
    assert [one.passes for one in shared] == tried
    assert all(one.passes * one.density == pytest.approx(passes * density) for one in shared)


@pytest.mark.parametrize(
    ("stack", "dwell", "density", "busy", "tried"),
    [
        # 120 microbeams a square centimetre and pass, four passes: 1.44 s for each, and no more than a minute.
        (1, 0.0, 1.2e6, 3e-3, [3.0, 10.0, 30.0]),
        # Three pulses of 3 ms, 20 ms from start to start.
        (3, 0.0, 1e5, 43e-3, [3.0, 10.0, 30.0]),
        # A pause that is longer than the pulse is what is stretched.
        (1, 0.02, 1.5e5, 20e-3, [3.0, 10.0, 30.0]),
        # Nobody waits longer than ten seconds for the next microbeam.
        (1, 0.5, 1e4, 0.5, [3.0, 10.0]),
    ],
)
def test_a_scan_is_slowed_down_as_far_as_anybody_would_wait(
    asked: Any, stack: int, dwell: float, density: float, busy: float, tried: list[float]
) -> None:
    simulation = treated(stack=stack, dwell=dwell, density=density)
    seen = asked(lambda treatment: 9.0)
    module.cooling_advice(simulation, LIMIT)
    slowed = [one.pattern.dwell for one in seen if one.pattern.dwell != dwell]
    assert slowed == pytest.approx([busy * factor for factor in tried])
    asked(lambda treatment: 7.0 if treatment.pattern.dwell == pytest.approx(busy * tried[1]) else 9.0)
    each = 1e-4 * density * 4 * busy * tried[1]
    assert module.cooling_advice(simulation, LIMIT)[-1] == (
        f"A scan that takes {show(busy * tried[1], 's')} a microbeam, {show(each, 's')} for each square centimetre, "
        f"keeps it below {MARK}."
    )


def test_no_pass_is_slowed_down_beyond_ten_minutes(asked: Any) -> None:
    slow = treated()
    assert slow.lattice.warming is not None
    slow = replace(slow, lattice=replace(slow.lattice, warming=replace(slow.lattice.warming, pass_time=60.0)))
    seen = asked(lambda treatment: 9.0)
    module.cooling_advice(slow, LIMIT)
    assert [one.pattern.dwell for one in seen if one.pattern.dwell] == pytest.approx([9e-3, 30e-3])


@pytest.mark.parametrize(("cold", "word"), [(8.0, "enough"), (8.01, "not enough alone")])
def test_cold_air_is_told_of_where_nothing_cools(asked: Any, cold: float, word: str) -> None:
    seen = asked(lambda treatment: cold if treatment.cooling is not None else 9.0)
    found = module.cooling_advice(treated(cooling=None, passes=1), LIMIT)
    warm, low = show(14.0, "delta_degC"), show(cold, "delta_degC")
    assert found == (f"Cold air during the treatment changes the rise from {warm} to {low}: {word}.",)
    (air,) = [one.cooling for one in seen if one.cooling is not None]
    assert (air.temperature, air.coefficient, air.before, air.after) == (253.15, 150.0, 30.0, 30.0)


def test_what_stands_in_the_skin_is_neither_shared_out_nor_hit_one_by_one(asked: Any) -> None:
    simulation = treated()
    hairy = replace(simulation, skin=replace(simulation.skin, structure=catalog.structure("body_hair")))
    seen = asked(lambda treatment: 9.0)
    (found,) = module.cooling_advice(hairy, LIMIT)
    assert found.startswith("No pause")
    assert {(one.pattern.passes, one.pattern.dwell) for one in seen} == {(4, 0.0)}


def test_heat_that_earlier_passes_leave_waits_for_the_shortest_pause(asked: Any) -> None:
    left = replace(LIMIT, metric="residual_rise", warn=1.4)
    mark = show(1.4, "delta_degC")
    seen = asked(lambda treatment: 1.4 if treatment.pattern.pass_interval >= 30.0 else 1.41)
    said = f"After pauses of {show(30.0, 's')} earlier passes leave less than {mark} when the last begins."
    assert module.residual_advice(treated(), left) == (said,)
    assert pauses(seen) == [10.0, 30.0]
    asked(lambda treatment: 2.0)
    said = f"Even pauses of {show(600.0, 's')} leave more than {mark} when the last pass begins."
    assert module.residual_advice(treated(), left) == (said,)
