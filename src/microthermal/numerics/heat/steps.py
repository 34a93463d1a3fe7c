"""Step control: the length of a step from the error of the last one, and from how far light may warm a cell."""

from __future__ import annotations

import math
from typing import NamedTuple

from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.elementary import logarithm

# Steps change by factors of 2^(k/16) between a fifth and 1.5, k from MOST_DOWN to MOST_UP. The error
# estimate is a difference of nearly equal numbers: with free ratios its rounding would be amplified tenfold through
# the step length every few steps, and two processors would differ by a thousandth of a kelvin within one pulse.
RATIOS, MOST_UP, MOST_DOWN = 16, 10, -37
# Safety factor: the next step is this fraction of the longest that the error allows, so that few are rejected.
CAUTIOUS = 0.85
# Light may warm no cell by more than this many kelvin in one step (as moist tissue), unless the pulse is cut into
# MOST_CUTS pieces already; each lit span is cut into LEAST_CUTS at least.
WARMING, LEAST_CUTS, MOST_CUTS = 40.0, 12, 40
# The first step is this fraction of the pulse.
FIRST_SHARE = 0.01
# A step is never shorter than this fraction of a lit span, nor of the time since a dark one began, whatever its error:
# light that boils the wall of a channel for seconds would otherwise take tens of thousands of steps.
LEAST_LIT, LEAST_DARK = 1 / 250, 1 / 200
_LN_2, _LN_CAUTIOUS = 0.6931471805599453, -0.16251892949777494
# After so many rejected steps in a row the controller gives up.
MOST_REFUSALS = 40


class Controller(NamedTuple):
    """Length of the coming step [s], tolerated error [K], and how many steps were rejected in a row."""

    step: float
    tolerance: float
    refused: int = 0


@njit(cache=True)
def within(step: float, begin: float, end: float) -> float:
    """The step from ``begin`` on that does not pass ``end``, and leaves no tiny remainder before it [s]."""
    left = end - begin
    if step >= 0.999 * left:
        return left
    return left / 2 if step > left / 2 else step


@njit(cache=True)
def allowed(controller: Controller, step: float, least: float) -> float:
    """Error that a step may have [K]; any, if it is the shortest there may be."""
    return math.inf if step <= 1.01 * least else controller.tolerance


@njit(cache=True)
def accepted(controller: Controller, step: float, error: float) -> Controller:
    """Controller after a step was taken with this error [K]."""
    # The scheme's local error is of third order in the step.
    fitting = _ratio(controller.tolerance / max(error, 1e-3 * controller.tolerance))
    # A step cut short by the end of a span says little about the next one.
    length = max(step * fitting, controller.step if fitting >= 1.0 else 0.0)
    return Controller(length, controller.tolerance, 0)


@njit(cache=True)
def rejected(controller: Controller, step: float, error: float, least: float) -> Controller:
    """Controller after a step was not taken, for its error [K]; beyond MOST_REFUSALS the run has to be given up."""
    length = max(step * _ratio(controller.tolerance / error), least)
    return Controller(length, controller.tolerance, controller.refused + 1)


@njit(cache=True)
def _ratio(room: float) -> float:
    # Ratio of the next step to the last, whose error was smaller than allowed by the factor ``room``.
    fitting = float(MOST_DOWN)
    if room > 0.0:
        fitting = math.floor(RATIOS / _LN_2 * (_LN_CAUTIOUS + logarithm(room) / 3.0))
    return exponential(min(max(fitting, MOST_DOWN), MOST_UP) * (_LN_2 / RATIOS))


@njit(cache=True)
def least_step(begin: float, end: float, lit: bool, now: float) -> float:
    """Shortest step that there may be at a time within a span [s]."""
    return LEAST_LIT * (end - begin) if lit else LEAST_DARK * (now - begin)


@njit(cache=True)
def light_step(span: float, warming: float) -> float:
    """Longest step within a lit span [s].

    Parameters
    ----------
    span : float
        Length of the span [s].
    warming : float
        How much the span's light warms the cell that takes up most of it, reckoned as moist tissue [K].
    """
    cuts = min(max(LEAST_CUTS, warming / WARMING), MOST_CUTS)
    return span / cuts
