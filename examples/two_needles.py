"""Two insulated needles under radio frequency: the zones of a bipolar pair lean towards each other.

The field of a pair has no axis, so that current and heat run on a block of voxels; the chain simulates each pin in a
cylinder of its own. Run it with ``python examples/two_needles.py``; it takes some seconds.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal import catalog
from microthermal.deposition.current.in_blocks import block_of
from microthermal.domain.inputs.block import Block
from microthermal.domain.inputs.exposures.current import Current
from microthermal.domain.results.warmed_block import WarmedBlock
from microthermal.simulation.around.current import follow_current
from microthermal.units import celsius


def followed(voxel: float, energy: float, apart: float) -> tuple[Current, Block, WarmedBlock]:
    """The current of a pin of a library device through two needles, the block that holds both, and what became of it.

    Parameters
    ----------
    voxel : float
        Edge of a voxel [m].
    energy : float
        Of each pin [J].
    apart : float
        From the axis of one needle to that of the other [m].
    """
    skin, library = catalog.skin("cheek_iii"), catalog.library()
    current = catalog.device("rf_insulated").exposure(energy=energy, duration=0.1)
    # The device has an array of pins; here current flows through two of them.
    current = replace(current, electrode=replace(current.electrode, pins=2, spacing=apart))
    block = block_of(current, skin, voxel)
    return current, block, follow_current(block, skin, current, library.chosen_laws(), library.engine("joule"))


def main(voxel: float = 50e-6, energy: float = 60e-3, apart: float = 1.2e-3) -> tuple[float, float]:
    """Temperatures on the line through both tips, and how far cells are dead on either side of a needle.

    Returns
    -------
    tuple of float
        Highest temperature 0.3 mm from the axis of a needle, towards the other one and away from it [K].
    """
    current, block, found = followed(voxel, energy, apart)
    tip = current.electrode
    row, line = block.shape[1] // 2, int(np.searchsorted(block.z, tip.depth - 0.5 * tip.bare))
    dead = found.omega[found.endpoints.index("dermal_cells"), line, row] >= 1.0
    needle = block.media[line, row] >= block.optics.thickness.size
    print("distance from the middle [µm]   at the end of the current [°C]   highest [°C]   cells die")
    rows = zip(block.x, found.at_end[line, row], found.peak[line, row], dead, needle, strict=True)
    for place, end, peak, one, metal in rows:
        said = "needle" if metal else "yes" if one else "no"
        print(f"{1e6 * place:29.0f} {end - celsius(0):32.1f} {peak - celsius(0):14.1f}   {said}")
    course, balance = found.current, found.balance
    assert course is not None
    first, last = (2.0 * course.impedance[place] for place in (0, -1))
    print(f"Between the needles there are {first:.0f} ohm at first and {last:.0f} ohm in the end.")
    at = block.x + 0.5 * tip.spacing
    skin_there = dead & ~needle
    near, far = (float(np.sum(skin_there & side)) * voxel for side in ((at > 0.0) & (block.x < 0.0), at < 0.0))
    print(
        f"Cells die in {1e6 * near:.0f} µm beside a needle towards the other one, and in {1e6 * far:.0f} µm behind it."
    )
    given = 2.0 * float(course.energy[-1])
    print(f"Of {1e3 * given:.1f} mJ that both pins give, {balance.supplied / given:.1%} are heat of the block.")
    left = balance.stored + balance.surface + balance.perfused + balance.vapour
    print(f"Energy closes to {abs(left - balance.supplied) / balance.supplied:.1e} of what is heat of the block.")
    toward, away = (float(np.interp(place, at, found.peak[line, row])) for place in (3e-4, -3e-4))
    return toward, away


if __name__ == "__main__":
    main()
