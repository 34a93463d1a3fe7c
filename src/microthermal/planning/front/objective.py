"""One thing that a search makes small."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.goal import Aim
from microthermal.quantity import Quantity, record


@record
class Objective:
    """What a search makes small: how much of some aims is not reached, by their weights together."""

    name: str
    aims: tuple[Aim, ...]
    weight: Annotated[float, Quantity("1", "weight of its aims together", 0, 1e4)]
