"""Systems with symmetric positive matrices: what they solve, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from microthermal.numerics.matrices.factors import solved


def test_a_system_is_solved():
    random = np.random.default_rng(5)
    root, right = random.normal(size=(30, 30)), random.normal(size=(30, 4))
    matrix = root @ root.T + 0.1 * np.eye(30)
    found = solved(matrix, right)
    np.testing.assert_allclose(matrix @ found, right, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found, np.linalg.solve(matrix, right), rtol=1e-7)


def test_a_column_is_the_same_alone_and_among_many():
    random = np.random.default_rng(6)
    root, right = random.normal(size=(20, 20)), random.normal(size=(20, 5))
    matrix = root @ root.T + np.eye(20)
    np.testing.assert_array_equal(solved(matrix, right)[:, 2:3], solved(matrix, right[:, 2:3]))


def test_a_matrix_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="positive"):
        solved(np.array([[1.0, 2.0], [2.0, 1.0]]), np.ones((2, 1)))
