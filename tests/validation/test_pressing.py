"""Skin pressed under a tip is not what the depths at 1440 to 1550 nm lack: no one factor fits all rows."""

from __future__ import annotations

import pytest
from tests.validation.pressing import depth_rows, judged

from microthermal.domain.inputs.beam import Pressing

ROWS = {case.name: case for case in depth_rows()}
LOW, HIGH, OTHER = "skintherapyletter_depth_6mj", "skintherapyletter_depth_25mj", "review_1440_depth_9mj"


def test_every_depth_row_is_asked() -> None:
    assert {LOW, HIGH, OTHER, "bedi_2007_depth_40mj", "manstein_2004_depth", "review_1927_depth_5mj"} <= set(ROWS)
    assert len(ROWS) == 9


@pytest.mark.parametrize(("thickness", "hits"), [(1.0, (True, False, True)), (0.7, (False, True, False))])
def test_what_pressing_mends_at_high_energy_it_breaks_at_low(thickness: float, hits: tuple[bool, ...]) -> None:
    found = judged(Pressing(thickness=thickness), [ROWS[name] for name in (LOW, HIGH, OTHER)])
    assert tuple(one.verdict == "hit" for one in found) == hits
