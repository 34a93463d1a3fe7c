"""What a pulse leaves in a block of voxels: temperatures, damage, energies."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.block import Block
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras.current_course import CurrentCourse
from microthermal.domain.results.flow import Balance
from microthermal.quantity import Array, Quantity, record


@record
class WarmedBlock:
    """A block after a pulse: highest temperatures, those at the end of the pulse, damage integrals, energies.

    ``current``: of each needle, where current flows through needles.
    """

    block: Block
    peak: Annotated[Array, Quantity("K", "highest temperature", 0, 1e4, ("z", "y", "x"))]
    at_end: Annotated[Array, Quantity("K", "temperature at the end of the pulse", 0, 1e4, ("z", "y", "x"))]
    water: Annotated[Array, Quantity("kg/m**3", "water now", 0, 1500, ("z", "y", "x"))]
    endpoints: tuple[str, ...]
    omega: Annotated[Array, Quantity("1", "damage integral", 0, 1e150, ("endpoint", "z", "y", "x"))]
    balance: Balance
    current: CurrentCourse | None = None
    cautions: tuple[Caution, ...] = ()
