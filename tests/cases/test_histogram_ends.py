"""PC58: where a volume histogram begins and ends."""

import numpy as np
import pytest

from microthermal.domain.results.field import Histogram
from microthermal.zones.histograms import level_at, volume_at


def made(*fraction: float) -> Histogram:
    rows = np.array([fraction])
    return Histogram(
        endpoint="x", layers=("dermis",), level=np.arange(1.0, 1.0 + len(fraction)), fraction=rows, low=rows, high=rows
    )


@pytest.mark.parametrize("found", [made(1.0, 1.0, 1.0, 0.5, 0.0), made(0.4, 0.3, 0.2, 0.1, 0.05)])
def test_all_of_a_layer_reaches_nothing_and_none_of_it_more_than_all_levels(found: Histogram) -> None:
    assert volume_at(found, "dermis", 0.0) == 1.0
    assert volume_at(found, "dermis", 0.999) == 1.0
    assert volume_at(found, "dermis", 1.0) == found.fraction[0, 0]
    assert volume_at(found, "dermis", 5.0) == found.fraction[0, -1]
    assert volume_at(found, "dermis", 5.001) == 0.0
    assert volume_at(found, "dermis", 1e9) == 0.0


def test_level_that_a_fraction_reaches() -> None:
    whole, part = made(1.0, 1.0, 1.0, 0.5, 0.0), made(0.4, 0.3, 0.2, 0.1, 0.05)
    assert level_at(whole, "dermis", 1.0) == 3.0
    assert level_at(whole, "dermis", 0.5) == 4.0
    assert level_at(part, "dermis", 1.0) == 0.0
    assert level_at(part, "dermis", 0.3) == 2.0
