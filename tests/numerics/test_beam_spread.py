"""Beams as sums of uniform rings: that the rings carry all of the power, where the beam has it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.numerics.test_light_kernels import BEAMS

from microthermal.numerics.light.spread import beam_spread, round_beam


@pytest.mark.parametrize("name", BEAMS)
def test_rings_carry_all_power_of_a_beam_but_a_few_parts_in_a_hundred_million(name):
    beam = BEAMS[name]
    left = 1.0 - float(beam.within(beam.edges[-1]))
    assert 0.0 <= left < 2e-8
    assert np.diff(beam.within(beam.edges)).sum() == pytest.approx(1.0, abs=2e-8)


def test_a_gaussian_beam_of_light_that_stays_where_it_enters_is_itself_also_where_it_is_faint():
    # A pencil that leaves all within half a micrometre.
    beam, edges = round_beam(1e-4, True), np.linspace(0.0, 3e-4, 37)
    (found,) = beam_spread(np.array([0.0, 5e-7]), edges, beam)
    assert_allclose(found, np.diff(beam.within(edges)), rtol=0.05)
