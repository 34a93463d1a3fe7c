"""Products of small matrices: the sums that they state, in their order, whatever is multiplied beside."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.matrices.products import product


def test_a_product_is_summed_in_the_order_of_the_inner_axis():
    random = np.random.default_rng(3)
    left, right = random.normal(size=(5, 40)), random.normal(size=(40, 7))
    left[random.random(left.shape) < 0.5] = 0.0
    plain = np.zeros((5, 7))
    for inner in range(40):
        plain += left[:, inner, None] * right[None, inner]
    np.testing.assert_array_equal(product(left, right), plain)
    np.testing.assert_allclose(plain, left @ right, rtol=0, atol=1e-13)


def test_a_row_or_column_is_the_same_alone_and_among_many():
    random = np.random.default_rng(4)
    left, right = random.normal(size=(300, 90)), random.normal(size=(90, 80))
    whole = product(left, right)
    np.testing.assert_array_equal(whole[7:8], product(left[7:8], right))
    np.testing.assert_array_equal(whole[:, 3:5], product(left, right[:, 3:5]))
    np.testing.assert_array_equal(whole.T, product(right.T, left.T))
