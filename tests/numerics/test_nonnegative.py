"""Least squares with no negative coefficient, against SciPy's and against what defines them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import nnls

from microthermal.numerics.matrices.nonnegative import nonnegative


def _problems(kind: str) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(11)
    if kind == "random":
        return random.normal(size=(30, 6)), random.normal(size=(40, 30))
    # Nearly parallel columns, as Gaussians of widths in steps of two are when they are summed up from the axis.
    edges, widths = np.linspace(0.0, 1.0, 61)[1:], np.geomspace(0.03, 1.2, 7)
    profiles = np.sort(random.uniform(size=(40, 60)), axis=1) if kind == "rings" else np.ones((3, 60))
    return 1.0 - np.exp(-((edges[:, None] / widths) ** 2)), profiles


@pytest.mark.parametrize("kind", ["random", "rings", "steps"])
def test_coefficients_are_those_of_scipy(kind: str) -> None:
    matrix, rights = _problems(kind)
    found = nonnegative(matrix, rights)
    expected = np.array([nnls(matrix, right)[0] for right in rights])
    assert np.array_equal(found > 0.0, expected > 0.0)
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("kind", ["random", "rings"])
def test_no_coefficient_could_be_better(kind: str) -> None:
    matrix, rights = _problems(kind)
    found = nonnegative(matrix, rights)
    gains = (rights - found @ matrix.T) @ matrix
    assert found.min() >= 0.0 and (found == 0.0).any()
    assert np.abs(gains[found > 0.0]).max() < 1e-11
    assert gains[found == 0.0].max() < 1e-11


def test_what_no_column_points_to_has_no_coefficients_and_a_column_has_its_own() -> None:
    matrix, _ = _problems("rings")
    assert not nonnegative(matrix, -np.ones((1, 60))).any()
    np.testing.assert_allclose(nonnegative(matrix, 3.0 * matrix[:, 4][None]), 3.0 * np.eye(7)[4][None], atol=1e-9)


def test_a_right_side_has_the_same_answer_alone_and_among_many() -> None:
    matrix, rights = _problems("rings")
    np.testing.assert_array_equal(nonnegative(matrix, rights)[7:8], nonnegative(matrix, rights[7:8]))
