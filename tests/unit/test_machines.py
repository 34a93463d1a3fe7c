"""Comparing answers of two processes: what differs is seen, what only has another sign of nothing is not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.machines.comparing import TOLERANCE, differences
from tests.machines.numbers import of_record
from tests.machines.variants import variants

from microthermal.domain.inputs.laser import Pulse
from microthermal.units import mJ, ms, um


def answers(values: list[float], floor: float = 0.0) -> dict[str, NDArray[np.generic]]:
    return {"light/energy": np.array(values), "floor of light/energy": np.array(floor)}


@pytest.mark.parametrize(
    ("other", "floor", "expected"),
    [
        ([1.0, 200.0], 0.0, 0.0),
        ([1.0, 200.0 + 2e-7], 0.0, 1e-9),
        ([1.0 + 2e-7, 200.0], 0.0, 1e-9),  # of the scale that both fraction
        ([1.0, 202.0], 2000.0, 1e-3),
        ([1.0, float("nan")], 0.0, float("inf")),
        ([1.0], 0.0, float("inf")),
    ],
)
def test_a_difference_is_told_in_parts_of_the_scale(other: list[float], floor: float, expected: float) -> None:
    (found,) = differences(answers([1.0, 200.0], floor), answers(other, floor))
    assert found.difference == pytest.approx(expected, rel=1e-6)
    assert found.equal == (expected == 0.0)


def test_what_only_one_has_is_infinitely_far() -> None:
    (found,) = differences(answers([1.0]), {})
    assert found.difference > TOLERANCE and found.question == "light"


def test_numbers_of_a_record_have_names_and_scales() -> None:
    pulse = Pulse(wavelength=1.55 * um, energy=20 * mJ, duration=3 * ms, radius=60 * um)
    found = of_record(pulse, "pulse")
    assert float(found["pulse/energy"].values) == 20 * mJ
    assert found["pulse/radius"].floor == pytest.approx(1 * um) and "pulse/profile" not in found


def test_every_variant_changes_something_or_says_why_not() -> None:
    found = variants()
    assert len({variant.name for variant in found}) == len(found)
    assert all(variant.variables or variant.impossible for variant in found)
