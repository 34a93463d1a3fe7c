"""The one place that knows how to make the heat model step finer, so that tests can see its order in time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from microthermal.heat import timing


@contextmanager
def finer(factor: float) -> Iterator[None]:
    """Steps about ``factor`` times finer while it lasts."""
    with (
        patch.object(timing, "PULSE_STEPS", round(factor * timing.PULSE_STEPS)),
        patch.object(timing, "GROWTH", timing.GROWTH / factor),
    ):
        yield


def order_in_time(stream, factors=(0.25, 0.5, 1.0), reference=8.0):
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
