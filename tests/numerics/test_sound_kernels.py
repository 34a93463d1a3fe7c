"""Parts of the sound kernels against SciPy and NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.special import j0

from microthermal.numerics.acoustics.bessel import bessel_0, turn_of
from microthermal.numerics.acoustics.complex_parts import quotient, travelled, upper_root
from microthermal.numerics.acoustics.nodes import cell_nodes, legendre, panels

DRAWN = np.random.default_rng(11)


def test_bessel_function():
    places = np.concatenate((np.linspace(0.0, 30.0, 2001), [24.999999, 25.0], DRAWN.uniform(25.0, 1000.0, 2000)))
    assert_allclose([bessel_0(float(x)) for x in places], j0(places), rtol=0.0, atol=5e-15)
    assert bessel_0(0.0) == 1.0


@pytest.mark.parametrize("order", [2, 5, 16])
def test_nodes_of_gauss_and_legendre(order):
    nodes, weights = np.polynomial.legendre.leggauss(order)
    assert_allclose(legendre(order)[0], nodes, rtol=0.0, atol=2e-16)
    assert_allclose(legendre(order)[1], weights, rtol=2e-14)


def test_panels_integrate_what_they_should():
    nodes, weights = panels(1.0, 3.0, 4)
    assert_allclose((weights * nodes**9).sum(), (3.0**10 - 1.0) / 10.0, rtol=1e-14)


def test_weights_of_cells_add_up_to_one():
    edges = np.array([0.0, 1.0, 1.5, 4.0])
    nodes, weights, cell = cell_nodes(edges, 0.4)
    assert_allclose(np.bincount(cell, weights), 1.0)
    assert_allclose(np.bincount(cell, weights * nodes), 0.5 * (edges[1:] + edges[:-1]))
    assert np.bincount(cell).tolist() == [6, 4, 14]


def test_roots_quotients_and_waves():
    for _ in range(200):
        real, size, length = DRAWN.normal(), abs(DRAWN.normal()), DRAWN.uniform(0.0, 30.0)
        number, other = complex(real, size), complex(DRAWN.normal(), DRAWN.normal())
        assert_allclose(upper_root(real, size), np.sqrt(number), rtol=1e-12)
        assert_allclose(quotient(number, other), number / other, rtol=1e-12)
        wave = complex(abs(real), size)
        assert_allclose(travelled(wave, length), np.exp(1j * wave * length), rtol=1e-11, atol=1e-300)
    assert upper_root(0.0, 0.0) == 0.0
    assert 0.0 <= turn_of(1e3) < 1.0
