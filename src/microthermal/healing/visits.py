"""Several visits: the skin that one leaves is the skin that the next one meets."""

from __future__ import annotations

from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.results.response import Healing
from microthermal.quantity import amended


def next_visit(condition: Condition, healing: Healing) -> Condition:
    """Condition that the visit at the end of a course meets: the same set points, another start.

    Parameters
    ----------
    condition : Condition
        Condition before the earlier visit.
    healing : Healing
        Course after it, until the next visit.
    """
    last = zip(healing.species, healing.state[-1].tolist(), strict=True)
    return amended(condition, start=tuple(Level(name=name, value=max(value, 0.0)) for name, value in last))
