"""Step control: the length of a step from the error of the last one, and from how far light may warm a cell.

At the shortest length there may be a step is taken whatever its error, which is told; where conduction refuses it all
the same, forty refusals in a row end the run with a ConvergenceError.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.elementary import logarithm
from microthermal.numerics.records import by_address

# Safety factor: the next step is this fraction of the longest that the error allows, so that few are rejected.
CAUTIOUS = 0.85
_LN_2, _LN_CAUTIOUS = 0.6931471805599453, -0.16251892949777494
# After so many rejected steps in a row the controller gives up.
MOST_REFUSALS = 40


@by_address
class Pace(NamedTuple):
    """How steps are chosen; the defaults are those of every run.

    Steps change by factors of 2^(k/``ratios``) between a fifth and 1.5, k from ``most_down`` to ``most_up``. The error
    estimate is a difference of nearly equal numbers: with free ratios its rounding would be amplified tenfold
    through the step length every few steps, and two processors would differ by a thousandth of a kelvin within one
    pulse.

    Light may warm no cell by more than ``warming`` kelvin in one step (as moist tissue), unless the pulse is cut into
    ``most_cuts`` pieces already; each lit span is cut into ``least_cuts`` at least, and the first step is the fraction
    ``first`` of the pulse. Light that ablates finds its own portions within a step, so that only heat that spreads
    meanwhile asks for short ones: warming asks for none below ``least_beam`` seconds, in which that is half a cell. A
    step is never shorter than the fraction ``least_lit`` of a lit span, nor than ``least_dark`` of the time since a
    dark one began, whatever its error: light that boils the wall of a channel for
    seconds would otherwise take tens of thousands of steps.
    """

    ratios: int = 16
    most_up: int = 10
    most_down: int = -37
    warming: float = 40.0
    least_cuts: int = 12
    most_cuts: int = 40
    least_beam: float = 12.5e-6
    first: float = 0.01
    least_lit: float = 1 / 250
    least_dark: float = 1 / 200


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
def accepted(pace: Pace, controller: Controller, step: float, error: float) -> Controller:
    """Controller after a step was taken with this error [K]."""
    # The scheme's local error is of third order in the step.
    fitting = _ratio(pace, controller.tolerance / max(error, 1e-3 * controller.tolerance))
    # A step cut short by the end of a span says little about the next one.
    length = max(step * fitting, controller.step if fitting >= 1.0 else 0.0)
    return Controller(length, controller.tolerance, 0)


@njit(cache=True)
def rejected(pace: Pace, controller: Controller, step: float, error: float, least: float) -> Controller:
    """Controller after a step was not taken, for its error [K]; beyond MOST_REFUSALS the run has to be given up."""
    length = max(step * _ratio(pace, controller.tolerance / error), least)
    return Controller(length, controller.tolerance, controller.refused + 1)


@njit(cache=True)
def _ratio(pace: Pace, room: float) -> float:
    # Ratio of the next step to the last, whose error was smaller than allowed by the factor ``room``.
    fitting = float(pace.most_down)
    if room > 0.0:
        fitting = math.floor(pace.ratios / _LN_2 * (_LN_CAUTIOUS + logarithm(room) / 3.0))
    return exponential(min(max(fitting, pace.most_down), pace.most_up) * (_LN_2 / pace.ratios))


@njit(cache=True)
def least_step(pace: Pace, begin: float, end: float, lit: bool, now: float) -> float:
    """Shortest step that there may be at a time within a span [s]."""
    return pace.least_lit * (end - begin) if lit else pace.least_dark * (now - begin)


@njit(cache=True)
def light_step(pace: Pace, span: float, warming: float, collimated: bool) -> float:
    """Longest step within a lit span [s].

    Parameters
    ----------
    pace : Pace
        How steps are chosen.
    span : float
        Length of the span [s].
    warming : float
        How much the span's light warms the cell that takes up most of it, reckoned as moist tissue [K].
    collimated : bool
        Whether the light is absorbed between steps, in portions of its own.
    """
    most = min(span / pace.least_beam, pace.most_cuts) if collimated else pace.most_cuts
    return span / max(pace.least_cuts, min(warming / pace.warming, most))
