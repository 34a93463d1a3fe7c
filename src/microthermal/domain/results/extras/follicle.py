"""Hair follicle or vessel on the axis under a long pulse."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class Follicle:
    """Highest temperature across a follicle or a vessel, at the depth where it is hottest."""

    r: Annotated[Array, Quantity("m", "distance from the axis", 0, 0.1, ("r",))]
    peak: Annotated[Array, Quantity("K", "highest temperature there", 0, 1e4, ("r",))]
