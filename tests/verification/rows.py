"""One line of the verification page: a case, its reference, our number, and whether the two agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

# Agreement means within three standard errors.
ALLOWED = 3.0


@dataclass(frozen=True)
class Row:
    """A number computed now beside a reference.

    ``error`` is the standard error of the difference, 0 where no random numbers are drawn. ``allowance`` is what the
    reference itself leaves open: half a unit of its last digit, its own discretisation, or a stated tolerance.
    """

    case: str
    quantity: str
    source: str
    reference: float
    ours: float
    error: float = 0.0
    allowance: float = 0.0

    @property
    def deviates(self) -> float:
        """Difference in standard errors, after the allowance; 0 where no random numbers are drawn."""
        left = max(abs(self.ours - self.reference) - self.allowance, 0.0)
        return left / self.error if self.error > 0.0 else 0.0

    @property
    def passed(self) -> bool:
        """Whether the two agree."""
        return abs(self.ours - self.reference) <= ALLOWED * self.error + self.allowance


@cache
def rows_of(case: Callable[[], Iterable[Row]]) -> tuple[Row, ...]:
    """Rows of a case, computed once in a process: the test of the page asks for them, and those of their subjects."""
    return tuple(case())
