"""The adding-doubling twin against an independent program and against itself."""

from itertools import pairwise

import pytest
from numpy.testing import assert_allclose
from tests.numerics.twins.adding_doubling import slab

TWO = [(900, 9000, 0.7, 1e-4), (2500, 14000, 0.9, 2e-4)]


@pytest.mark.parametrize(
    ("layers", "index", "expected"),
    [
        # iadpython 0.5.3, 16 angles: Sample.rt for one layer, add_layers and add_slide_above/below for two.
        ([(1000, 9000, 0.75, 2e-4)], 1.0, (0.09739972293828962, 0.660956933862811)),
        ([(1000, 9000, 0.0, 0.05)], 1.5, (0.2600804620985028, 0.0)),
        (TWO, 1.4, (0.07857428080199085, 0.2964968185405309)),
        (TWO[::-1], 1.4, (0.06359262722552214, 0.30085504617613734)),
        (TWO, 1.0, (0.09632161905390244, 0.3800704371732212)),
    ],
)
def test_it_gives_what_iadpython_gives(layers, index, expected):
    # Both start from layers of finite thinness: they agree to a few parts in ten million.
    assert_allclose(slab(layers, index, 16), expected, atol=1e-6)


def test_van_de_hulst():
    reflected, transmitted = slab([(1000, 9000, 0.75, 2e-4)], 1.0, 64)
    assert abs(reflected - 0.0974) < 1e-4
    assert abs(transmitted - 0.66096) < 1e-5


def test_angles_converge():
    values = [slab(TWO, 1.4, count) for count in (8, 16, 32, 64)]
    steps = [abs(a[0] - b[0]) for a, b in pairwise(values)]
    assert steps[1] < steps[0] / 3 and steps[2] < steps[1] / 3
    assert steps[2] < 1e-5


def test_nothing_is_lost_where_nothing_absorbs():
    assert sum(slab([(1e-6, 9000, 0.5, 3e-4), (1e-6, 2e4, 0.8, 1e-4)], 1.4, 16)) == pytest.approx(1.0, abs=1e-6)
