"""What bars a family of devices from goals: why, and what to take instead."""

from __future__ import annotations

from microthermal.quantity import record


@record
class Bar:
    """A family of devices that no plan tries for some conditions: those of ``conditions``, or all but those of ``but``.

    Without either it is barred from every goal.
    """

    name: str
    title: str
    family: str
    reason: str
    alternative: str
    source: str
    conditions: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    origin: str = ""

    def holds(self, family: str, condition: str) -> bool:
        """Whether a family of devices is barred from goals of a condition."""
        if family != self.family:
            return False
        return condition not in self.but and (not self.conditions or condition in self.conditions)
