"""One number that a code found, and what is known of its error."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """A value; ``error`` is None but where random numbers are drawn, or where ``how`` says why it is known."""

    value: float
    error: float | None = None
    how: str = ""
