"""The one place that knows how to make the heat model step finer, so that tests can see its order in time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from microthermal.heat import evolution
from microthermal.heat import step_control as stepping

# The error of a step is of third order in its length.
LOCAL_ORDER = 3
# Ratios of steps so many times closer: an order is seen where steps follow their error freely, not where they jump.
FREE = 2**16


@contextmanager
def finer(factor: float) -> Iterator[None]:
    """Steps about ``factor`` times finer while it lasts: those that light allows, the first, and what error permits."""

    class FinerPace(stepping.StepController):
        def __init__(self, step: float, tolerance: float) -> None:
            super().__init__(step, tolerance / factor**LOCAL_ORDER)

    with (
        patch.object(stepping, "WARMING", stepping.WARMING / factor),
        patch.object(stepping, "LEAST_CUTS", max(1, round(factor * stepping.LEAST_CUTS))),
        patch.object(stepping, "MOST_CUTS", max(1, round(factor * stepping.MOST_CUTS))),
        patch.object(evolution, "FIRST_SHARE", evolution.FIRST_SHARE / factor),
        patch.object(stepping, "LEAST_LIT", stepping.LEAST_LIT / factor),
        patch.object(stepping, "LEAST_DARK", stepping.LEAST_DARK / factor),
        patch.object(evolution, "StepController", FinerPace),
        patch.object(stepping, "RATIOS", FREE * stepping.RATIOS),
        patch.object(stepping, "MOST_UP", FREE * stepping.MOST_UP),
        patch.object(stepping, "MOST_DOWN", FREE * stepping.MOST_DOWN),
    ):
        yield


def order_in_time(stream, factors=(0.5, 1.0, 2.0), reference=8.0):
    """Order seen between two runs and the next, and errors [K]; ``stream`` makes snapshots anew at each call.

    The step is taken from how many snapshots came, so that it does not matter how steps are chosen.
    """
    counts, ends = [], []
    for factor in (*factors, reference):
        with finer(factor):
            number, final = deque(enumerate(stream()), maxlen=1)[0]
        counts.append(number)
        ends.append(final.temperature)
    errors = np.array([np.abs(end - ends[-1]).max() for end in ends[:-1]])
    return np.log(errors[:-1] / errors[1:]) / np.log(np.array(counts[1:-1]) / counts[:-2]), errors
