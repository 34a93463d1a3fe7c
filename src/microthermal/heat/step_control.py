"""Step controller: step length from the error of the last step, and from how far light may warm a cell in one step."""

from __future__ import annotations

import math
from dataclasses import dataclass

from microthermal.errors import ConvergenceError
from microthermal.heat.pulse_spans import Span

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
# After so many rejected steps in a row the controller gives up with an error.
MOST_REFUSALS = 40


@dataclass
class StepController:
    """The length of the coming step [s]; lives only inside one call of evolve."""

    step: float
    tolerance: float
    refused: int = 0

    def within(self, begin: float, end: float) -> float:
        """The step from ``begin`` on that does not pass ``end``, and leaves no tiny remainder before it [s]."""
        left = end - begin
        if self.step >= 0.999 * left:
            return left
        return left / 2 if self.step > left / 2 else self.step

    def allowed(self, step: float, least: float) -> float:
        """Error that a step may have [K]; any, if it is the shortest there may be."""
        return math.inf if step <= 1.01 * least else self.tolerance

    def taken(self, step: float, error: float) -> None:
        """A step was taken with this error [K]."""
        self.refused = 0
        # The scheme's local error is of third order in the step.
        fitting = _ratio(self.tolerance / max(error, 1e-3 * self.tolerance))
        # A step cut short by the end of a span says little about the next one.
        self.step = max(step * fitting, self.step if fitting >= 1.0 else 0.0)

    def refuse(self, step: float, error: float, least: float) -> None:
        """A step was not taken, for its error [K].

        Raises
        ------
        ConvergenceError
            If this happens again and again.
        """
        self.refused += 1
        if self.refused > MOST_REFUSALS:
            text = f"heat: no step is short enough, not even {step:.1e} s; use a grid without cells below 0.5 µm"
            raise ConvergenceError(text)
        self.step = max(step * _ratio(self.tolerance / error), least)


def _ratio(room: float) -> float:
    """Ratio of the next step to the last, whose error was smaller than allowed by the factor ``room``."""
    fitting = math.floor(RATIOS * math.log2(CAUTIOUS * room ** (1 / 3))) if room > 0.0 else MOST_DOWN
    return float(2.0 ** (min(max(fitting, MOST_DOWN), MOST_UP) / RATIOS))


def least_step(span: Span, now: float) -> float:
    """Shortest step that there may be at a time within a span [s]."""
    return LEAST_LIT * (span.end - span.begin) if span.power > 0.0 else LEAST_DARK * (now - span.begin)


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
