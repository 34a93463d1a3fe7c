"""The one place that knows how to make the heat model step finer, so that tests can see its order in time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from microthermal.heat import evolution

# The error of a step is of third order in its length.
LOCAL_ORDER = 3
# Ratios of steps so many times closer: an order is seen where steps follow their error freely, not where they jump.
FREE = 2**16


@contextmanager
def finer(factor: float) -> Iterator[None]:
    """Steps about ``factor`` times finer while it lasts: those that light allows, the first, and what error permits."""

    usual, begin = evolution.PACE, evolution.begin
    pace = usual._replace(
        ratios=FREE * usual.ratios,
        most_up=FREE * usual.most_up,
        most_down=FREE * usual.most_down,
        warming=usual.warming / factor,
        least_cuts=max(1, round(factor * usual.least_cuts)),
        most_cuts=max(1, round(factor * usual.most_cuts)),
        least_beam=usual.least_beam / factor,
        first=usual.first / factor,
        least_lit=usual.least_lit / factor,
        least_dark=usual.least_dark / factor,
    )

    def begin_finer(beam, first_step, tolerance, moment):
        return begin(beam, first_step, tolerance / factor**LOCAL_ORDER, moment)

    with patch.object(evolution, "PACE", pace), patch.object(evolution, "begin", begin_finer):
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
