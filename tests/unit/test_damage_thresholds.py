"""Where damage has an end: threshold temperatures, the mark of what is gone, the least and the most of a law's pair."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from tests.unit.test_damage import GRID, HENRIQUES, snapshot

from microthermal.catalog.reading.entries import mapping_of
from microthermal.damage.integration import integrate
from microthermal.damage.laws.arrhenius import Arrhenius
from microthermal.damage.thresholds import COLDEST, HOTTEST, threshold_temperature
from microthermal.errors import InputError
from microthermal.units import parse


class Growing:
    """A made-up law whose ln(rate) grows evenly, from a value at the coldest temperature that is sought."""

    endpoint = "cells"

    def __init__(self, coldest: float, slope: float) -> None:
        self._coldest, self._slope = coldest, slope

    def rate(self, temperature: np.ndarray) -> np.ndarray:
        return np.exp(self._coldest + self._slope * (temperature - COLDEST))


@pytest.mark.parametrize("coldest", [-300.0, -0.5, -1e-6])
def test_a_threshold_is_found_wherever_the_coldest_gives_less_than_one(coldest: float) -> None:
    law: Any = Growing(coldest, 0.2)
    assert threshold_temperature(law, 1.0) == pytest.approx(COLDEST - coldest / 0.2, rel=1e-12)


@pytest.mark.parametrize(("coldest", "slope"), [(0.5, 0.2), (1e-6, 0.2), (-200.0, 0.0), (-0.5, 0.1 / HOTTEST)])
def test_where_all_temperatures_give_more_than_one_or_all_less_no_threshold_is_told(
    coldest: float, slope: float
) -> None:
    law: Any = Growing(coldest, slope)
    with pytest.raises(InputError, match="no temperature of tissue just reaches the threshold of cells in 1 s"):
        threshold_temperature(law, 1.0)


def test_what_is_gone_counts_as_burnt_through_as_those_who_fitted_the_burns_mark_it() -> None:
    _, law = mapping_of("law", "epidermal_cells_henriques_1947")
    (mark,) = re.findall(r"([0-9.e]+) third degree", law["about"])
    gone = integrate([snapshot(0, 0, 307.0), snapshot(1e-3, 1e-3, 307.0, 1.0)], [HENRIQUES])
    assert np.all(gone.omega == float(mark)) and gone.omega.shape == (1, *GRID.shape)


@pytest.mark.parametrize(("name", "unit"), [("energy", "J/mol"), ("frequency", "1/s")])
def test_the_ends_that_a_refusal_tells_are_those_that_hold(name: str, unit: str) -> None:
    def refused(value: float) -> str:
        pair: dict[str, Any] = {"frequency": 1e50, "energy": 3e5, name: value}
        try:
            Arrhenius(
                endpoint="cells", temperature_low=300.0, temperature_high=400.0, duration_low=1.0, duration_high=2.0,
                **pair,
            )  # fmt: skip
        except InputError as error:
            return str(error)
        return ""

    told = re.findall(r"it must be between (.+) and (.+)", refused(1e300))
    low, high = (parse(end, unit) for end in told[0])
    assert low < high and not refused(low) and not refused(high)
    assert refused(low * (1.0 - 1e-9)) and refused(high * (1.0 + 1e-9))
