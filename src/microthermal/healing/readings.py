"""What is read of a course over a span of time: outcomes in the months after the last treatment, as in trials."""

from __future__ import annotations

import numpy as np

from microthermal.domain.library.figures import ScoreFigures
from microthermal.quantity import Array
from microthermal.units import show


def mean_between(time: Array, course: Array, start: float, end: float) -> float:
    """Mean of a course over a span of time: the integral of what is straight between its points.

    Parameters
    ----------
    time, course : Array (t,)
        Times, rising, and the course at them.
    start, end : float
        Span, in units of the times; what lies beyond the course is left out.
    """
    end = min(end, float(time[-1]))
    start = min(start, 0.99 * end)
    low, high = np.searchsorted(time, [start, end], side="right").tolist()
    ends = np.interp([start, end], time, course)
    times = np.concatenate([[start], time[low:high], [end]])
    levels = np.concatenate([ends[:1], course[low:high], ends[1:]])
    return float(np.diff(times) @ (levels[1:] + levels[:-1])) / (2.0 * (end - start))


def read(time: Array, course: Array, figures: ScoreFigures, since: float = 0.0) -> float:
    """Mean of a course over the months after the last treatment in which trials read an outcome.

    Parameters
    ----------
    time, course : Array (t,)
        Times [s], and the course at them.
    figures : ScoreFigures
        ``read_from`` and ``read_until`` say from when to when.
    since : float, optional
        Time of the last treatment [s].
    """
    return mean_between(time, course, since + figures.read_from, since + figures.read_until)


def unread(time: Array, figures: ScoreFigures, since: float = 0.0) -> str:
    """Why an outcome cannot be read, the course being too short; empty if it can."""
    until, followed = since + figures.read_until, float(time[-1])
    if followed >= until * (1.0 - 1e-9):
        return ""
    return f"healing was followed for {show(followed, 's')}, and this looks at it until {show(until, 's')}"
