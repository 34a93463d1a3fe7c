"""Every damage law: never negative, hotter never hurts less, scalars as arrays, states its source and range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal import catalog
from microthermal.catalog.models import known_law
from microthermal.damage import threshold_temperature
from microthermal.damage.laws import law
from microthermal.errors import InputError
from microthermal.numerics.constants import GAS_CONSTANT

# One plausible set of parameters for each kind: Henriques1947 (K_HM), and the dose of transepidermal necrosis
# (K_CEM_necrosis). A new kind needs a line here.
EXAMPLES: dict[str, dict[str, Any]] = {
    "arrhenius": {
        "frequency": 3.1e98,
        "energy": 6.28e5,
        "temperature_low": 317.15,
        "temperature_high": 343.15,
        "duration_low": 1.0,
        "duration_high": 2.5e4,
    },
    "thermal_dose": {"threshold": 720 * 60.0},
}
TEMPERATURES = np.linspace(273.15, 673.15, 401)


@pytest.fixture(params=(*law.kinds(), *catalog.names("law")))
def chosen(request: pytest.FixtureRequest) -> Any:
    """Every kind of law, and every law of the library."""
    if request.param in law.kinds():
        return law[request.param](endpoint="cells", origin="test", **EXAMPLES[request.param])
    return known_law(request.param)


def test_rate_is_positive_and_finite(chosen: Any) -> None:
    rate = chosen.rate(TEMPERATURES)
    assert np.all(np.isfinite(rate)) and np.all(rate > 0.0)


def test_hotter_never_hurts_less(chosen: Any) -> None:
    assert np.all(np.diff(chosen.rate(TEMPERATURES)) >= 0.0)


def test_a_row_gives_what_single_values_give(chosen: Any) -> None:
    singly = [float(chosen.rate(np.array([value]))[0]) for value in TEMPERATURES]
    assert_allclose(chosen.rate(TEMPERATURES), singly, rtol=1e-13)
    table = TEMPERATURES[:400].reshape(20, 20)
    assert chosen.rate(table).shape == table.shape


def test_a_pair_that_is_given_for_the_sweep_is_that_of_the_rate(chosen: Any) -> None:
    if chosen.first_order is None:
        return
    frequency, energy = chosen.first_order
    assert_allclose(np.log(chosen.rate(TEMPERATURES)), np.log(frequency) - energy / (GAS_CONSTANT * TEMPERATURES))


def test_it_says_where_it_comes_from_and_where_it_holds(chosen: Any) -> None:
    assert chosen.sources and chosen.endpoint and chosen.origin
    # One exposure, one temperature may be all that was tried.
    assert chosen.temperature_range[0] <= chosen.temperature_range[1]
    assert chosen.duration_range[0] <= chosen.duration_range[1]


@pytest.mark.parametrize("duration", [1e-3, 1.0, 3600.0])
def test_threshold_temperature_gives_burden_one(chosen: Any, duration: float) -> None:
    temperature = threshold_temperature(chosen, duration)
    assert float(chosen.rate(np.array([temperature]))[0]) * duration == pytest.approx(1.0, rel=1e-9)


def test_an_unknown_law_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InputError, match="arrhenius"):
        law["magic"]


@pytest.mark.parametrize("kind", law.kinds())
def test_a_range_that_is_upside_down_is_refused(kind: str) -> None:
    upside_down = {"temperature_low": 340.0, "temperature_high": 320.0, "duration_low": 1e3, "duration_high": 1e2}
    with pytest.raises(InputError) as caught:
        law[kind](endpoint="cells", **{**EXAMPLES[kind], **upside_down})
    assert [fault.path for fault in caught.value.faults] == [
        f"{law[kind].__name__}.{name}" for name in ("temperature_low", "duration_low")
    ]
