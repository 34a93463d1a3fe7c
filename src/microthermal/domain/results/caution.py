"""What a reader must know before believing a result."""

from __future__ import annotations

from typing import Literal, TypeAlias

from microthermal.quantity import record

Weight: TypeAlias = Literal["note", "warn", "stop"]


@record
class Caution:
    """A sentence about where a result may be wrong: which stage says it, how heavy it is, on what source."""

    stage: str
    text: str
    weight: Weight = "note"
    source: str = ""
