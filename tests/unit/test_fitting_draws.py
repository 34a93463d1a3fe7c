"""Draws of a posterior against what is known exactly: mean, width, evidence, and their sampling errors."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from microthermal.fitting.draws.emulated import Emulated
from microthermal.fitting.draws.emulator import Emulator
from microthermal.fitting.draws.likelihood import (
    Likelihood,
    mixture_chance,
    mixture_quantile,
    quantile_error,
    weighed_quantile,
)
from microthermal.fitting.draws.proposals import Prior, evenly, normal_log_density
from microthermal.fitting.draws.sampling import Asking, draw, effective_draws, shares
from microthermal.fitting.judging import combinations_told, pairs
from microthermal.fitting.priors import NINE_TENTHS, PriorInterval


class Line:
    """Sizes that are linear in the parameters: the posterior is normal, and all of it is known."""

    def __init__(self, parameters, sizes, deviation, seed=3):
        random = np.random.default_rng(seed)
        self.slopes = random.standard_normal((sizes, parameters))
        self.deviations = np.full(sizes, deviation)
        truth = random.standard_normal(parameters)
        self.measured = 10.0 + self.slopes @ truth + deviation * random.standard_normal(sizes)
        rows, none = tuple(range(sizes)), np.zeros(sizes)
        self.likelihood = Likelihood(self.measured, self.deviations, none, rows, np.zeros(1))
        self.parameters = parameters

    def sizes(self, places):
        return 10.0 + places @ self.slopes.T

    def asking(self, swarm=300):
        return Asking(
            lambda places: self.likelihood.log_likelihood(self.sizes(places)),
            self.parameters,
            lambda places, seed: Emulated.of(self.likelihood, places, self.sizes(places), seed, swarm),
        )

    def exact(self):
        """Mean, covariance and logarithm of the evidence."""
        weighed = self.slopes.T / self.deviations**2
        covariance = np.linalg.inv(np.eye(self.parameters) + weighed @ self.slopes)
        off = self.measured - 10.0
        marginal = np.diag(self.deviations**2) + self.slopes @ self.slopes.T
        evidence = -0.5 * off @ np.linalg.solve(marginal, off) - 0.5 * np.linalg.slogdet(2 * np.pi * marginal)[1]
        return covariance @ (weighed @ off), covariance, evidence


def quiet(*_):
    return None


@pytest.mark.parametrize(("parameters", "sizes", "deviation"), [(2, 4, 0.3), (5, 9, 0.3)])
def test_a_normal_posterior_is_drawn_as_it_is(parameters, sizes, deviation):
    line = Line(parameters, sizes, deviation)
    mean, covariance, evidence = line.exact()
    drawn = draw(line.asking(2000), 1, 300.0, 6000, quiet)
    assert drawn.reached
    width = np.sqrt(np.diag(covariance))
    error = 1.0 / np.sqrt(drawn.effective)
    assert np.all(np.abs(drawn.weights @ drawn.places - mean) < 4.0 * error * width)
    assert drawn.log_evidence == pytest.approx(evidence, abs=4.0 * drawn.log_evidence_error)
    found = np.sqrt(drawn.weights @ (drawn.places - mean) ** 2)
    assert np.all(np.abs(found / width - 1.0) < 4.0 * error)


def test_a_guess_that_is_wrong_costs_draws_and_moves_nothing():
    # The guess takes the sizes for one in fifty smaller than they are, and blurs them.
    line = Line(2, 4, 0.3)
    mean, covariance, _ = line.exact()
    blurred = line.likelihood.blurred(np.full(4, 0.4))
    wrong = Asking(
        line.asking().log_likelihood, 2,
        lambda places, seed: Emulated.of(blurred, places, line.sizes(places) * 0.98, seed, 600),
    )  # fmt: skip
    drawn, right = draw(wrong, 1, 200.0, 4000, quiet), draw(line.asking(600), 1, 200.0, 4000, quiet)
    assert len(drawn.places) > 1.3 * len(right.places)
    width = np.sqrt(np.diag(covariance))
    assert np.all(np.abs(drawn.weights @ drawn.places - mean) < 4.0 * width / np.sqrt(drawn.effective))


@pytest.mark.slow
def test_intervals_hold_what_they_say_over_many_truths():
    # Truths are drawn from the prior: of them nine tenths, and 95 %, have to lie within as many of the draws.
    inside, stated = 0, 0
    for seed in range(60):
        line = Line(2, 3, 0.5, seed=100 + seed)
        truth = np.random.default_rng(100 + seed)
        truth.standard_normal((3, 2))
        first = float(truth.standard_normal(2)[0])
        drawn = draw(line.asking(), seed, 60.0, 4000, quiet)
        low, high = (weighed_quantile(drawn.places[:, 0], drawn.weights, chance) for chance in (0.05, 0.95))
        inside += low <= first <= high
        least, most = (weighed_quantile(drawn.places[:, 0], drawn.weights, chance) for chance in (0.025, 0.975))
        stated += least <= first <= most
    assert 47 <= inside <= 60  # 54 of 60 expected; the chance of less than 47 is one in five hundred
    assert 52 <= stated <= 60  # 57 expected; the chance of less than 52 is three in a thousand


def test_repeats_agree_within_the_sampling_error_that_is_told():
    line, found = Line(3, 5, 0.3), []
    for seed in range(16):
        drawn = draw(line.asking(), seed, 60.0, 4000, quiet)
        ends = [weighed_quantile(drawn.places[:, 0], drawn.weights, chance) for chance in (0.05, 0.5)]
        errors = [quantile_error(drawn.places[:, 0], drawn.weights, chance) for chance in (0.05, 0.5)]
        found.append((*ends, *errors))
    table = np.array(found)
    # Spread of the repeats over the error that one of them tells.
    ratio = table[:, :2].std(axis=0, ddof=1) / table[:, 2:].mean(axis=0)
    assert np.all((ratio > 0.45) & (ratio < 1.7)), ratio


def test_the_same_seed_gives_the_same_bits_and_another_seed_others():
    line = Line(3, 5, 0.3)
    one, two, other = (draw(line.asking(), seed, 100.0, 4000, quiet) for seed in (5, 5, 6))
    assert np.array_equal(one.places, two.places)
    assert np.array_equal(one.weights, two.weights)
    assert not np.array_equal(one.places[:32], other.places[:32])


def test_a_fit_that_may_not_draw_enough_says_so():
    drawn = draw(Line(4, 8, 0.1).asking(), 1, 900.0, 300, quiet)
    assert not drawn.reached
    assert len(drawn.places) + drawn.learning <= 300


def test_a_likelihood_that_is_nowhere_weighs_nothing():
    line = Line(2, 3, 0.5)
    nowhere = Asking(lambda places: np.full(len(places), -np.inf), 2, line.asking().guess)
    drawn = draw(nowhere, 1, 100.0, 300, quiet)
    assert drawn.log_evidence == -np.inf
    assert not drawn.reached


def test_the_density_of_a_guess_is_that_of_its_draws():
    line = Line(2, 3, 0.5)
    places = Prior(2).draws(1, 60)
    guess = Emulated.of(line.likelihood, places, line.sizes(places), 4)
    mean, covariance, evidence = line.exact()
    draws = guess.draws(3, 20_000)
    # The mean of another density over this one is its mass, 1.
    width = np.sqrt(np.diag(covariance))
    other = norm.logpdf(draws[:, 0], mean[0], width[0]) + norm.logpdf(draws[:, 1], mean[1], width[1])
    assert np.exp(other - guess.log_density(draws)).mean() == pytest.approx(1.0, abs=0.1)
    assert guess.log_mass == pytest.approx(evidence, abs=5.0 * guess.log_mass_error + 0.02)


def test_an_emulator_passes_near_what_was_simulated_and_tells_its_error():
    places = Prior(2).draws(1, 80)

    def sizes(at):
        return np.stack([np.sin(at[:, 0]) + at[:, 1] ** 2 / 4 + 5.0, np.maximum(at[:, 0] + 1.0, 0.0)], axis=1)

    emulator, others = Emulator.of(places, sizes(places)), Prior(2).draws(9, 60)
    off = np.median(np.abs(emulator.sizes(others) - sizes(others)), axis=0)
    assert np.all(off < 4.0 * emulator.errors)
    assert np.all(emulator.errors < 0.1)
    assert np.all(emulator.sizes(others) >= 0.0)


def test_the_first_draws_are_even():
    even = evenly(1, 200, 3)
    for column in even.T:
        assert np.abs(np.sort(column) - (np.arange(200) + 0.5) / 200).max() < 0.03
    assert np.abs(Prior(3).draws(1, 200).mean(axis=0)).max() < 0.05


def test_weights_and_effective_draws():
    assert effective_draws(np.zeros(7)) == pytest.approx(7.0)
    assert effective_draws(np.array([0.0, -np.inf, -np.inf])) == pytest.approx(1.0)
    assert shares(np.array([0.0, np.log(3.0)])) == pytest.approx([0.25, 0.75])
    assert normal_log_density(np.zeros((1, 2)))[0] == pytest.approx(2.0 * norm.logpdf(0.0))


def test_quantiles_of_a_mixture_are_where_its_chance_says():
    centres, scales = np.array([0.0, 3.0]), np.array([1.0, 0.5])
    weights = np.array([0.25, 0.75])
    at = mixture_quantile(0.3, centres, scales, weights)
    assert mixture_chance(at, centres, scales, weights) == pytest.approx(0.3, abs=1e-5)


def test_a_spread_is_averaged_over():
    ends = Likelihood(np.array([1.0]), np.array([0.1]), np.zeros(1), (0,), np.array([0.0, 0.5]))
    expected = np.log(0.5 * norm.pdf(1.0, 0.7, 0.1) + 0.5 * norm.pdf(1.0, 0.7, np.hypot(0.1, 0.5)))
    assert ends.log_likelihood(np.array([[0.7]]))[0] == pytest.approx(expected)
    assert ends.log_likelihood(np.array([[np.nan]]))[0] == -np.inf


@pytest.mark.parametrize(
    ("low", "high", "scale", "inside"),
    [(0.5, 3.0, "ratio", 0.9), (0.5, 3.0, "value", 0.9), (1.0, 3.0, "ratio", 0.9), (0.5, 1.0, "value", 0.9)],
)
def test_nine_tenths_of_a_prior_lie_between_its_ends(low, high, scale, inside):
    prior = PriorInterval(name="x", text="x", unit="1", middle=1.0, low=low, high=high, scale=scale)
    places = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    values = prior.values(places)
    assert np.all(np.diff(values) >= 0.0)
    assert np.mean((values >= low) & (values <= high)) == pytest.approx(inside, abs=1e-3)
    if low < 1.0 < high:
        assert prior.value(0.0) == 1.0
        assert prior.value(NINE_TENTHS) == pytest.approx(high)


def test_parameters_that_go_together_are_told():
    random = np.random.default_rng(2)
    common = random.standard_normal(500)
    places = np.stack([common, common + 0.1 * random.standard_normal(500), random.standard_normal(500)], axis=1)
    weights = np.full(500, 1.0 / 500)
    (pair,) = pairs(("a", "b", "c"), places, weights)
    assert (pair.one, pair.other) == ("a", "b")
    assert pair.correlation > 0.95
    assert combinations_told(places, weights) == 1
