"""Two hairs 150 µm apart under a long pulse: what is between them is warmer than what is beside them.

Light and heat run on a block of voxels, for whatever has no axis: two hairs, a vessel beside a zone. Run it with
``python examples/two_hairs.py``; it takes some minutes on two cores.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal import catalog
from microthermal.deposition.blocks.voxels import VoxelEngine
from microthermal.domain.inputs.block import Block, Inclusion, Stuff
from microthermal.domain.inputs.laser import Pulse
from microthermal.simulation.around.block import follow_block
from microthermal.units import celsius

APART, WAVELENGTH = 150e-6, 808e-9


def edges(low: float, high: float, voxel: float) -> np.ndarray:
    """Even edges of voxels between two places [m]."""
    return low + voxel * np.arange(round((high - low) / voxel) + 1)


def main(voxel: float = 12.5e-6, photons: int = 64_000) -> tuple[float, float]:
    """Temperatures on the line through both hairs, and what is dead there.

    Returns
    -------
    tuple of float
        Highest temperature midway between the hairs, and as far from one hair on the side where no other stands [K].
    """
    skin = catalog.skin("cheek_ii")
    shaft = catalog.structure("body_hair").parts[2]
    hairs = tuple(
        Inclusion(
            name=f"hair {number}", shape="cylinder", x=place, depth=0.0, radius=shaft.radius,
            absorption=shaft.optics.absorption, scattering=0.0, anisotropy=0.0,
        )
        for number, place in enumerate((-0.5 * APART, 0.5 * APART))
    )  # fmt: skip
    block = Block(
        x_edges=edges(-3e-4, 3e-4, voxel), y_edges=edges(-2e-4, 2e-4, voxel), z_edges=edges(0.0, 8e-4, voxel),
        optics=catalog.optics(skin, WAVELENGTH), inclusions=hairs, sides="periodic",
    )  # fmt: skip
    area = float(np.ptp(block.x_edges) * np.ptp(block.y_edges))
    radius = float(np.sqrt(area / np.pi))
    # The block is repeated at its sides: all light that falls on its area stays in it.
    pulse = Pulse(wavelength=WAVELENGTH, energy=15e4 * area, duration=30e-3, radius=radius, profile="flat_top")
    light = VoxelEngine(photons=photons, threads=2).deposit(block, pulse)
    laws = catalog.library().chosen_laws()
    stuff = [Stuff(thermal=replace(shaft.thermal), water=shaft.water)] * 2
    found = follow_block(light, skin, stuff, pulse, laws, catalog.cooling("sapphire"), until=0.1)
    row, line = block.shape[1] // 2, int(np.searchsorted(block.z, 5e-4))
    print("distance [µm]   at the end of the pulse [°C]   highest [°C]")
    for place, end, peak in zip(block.x, found.at_end[line, row], found.peak[line, row], strict=True):
        print(f"{1e6 * place:9.0f} {end - celsius(0):22.1f} {peak - celsius(0):24.1f}")
    dead = found.omega[found.endpoints.index("dermal_cells"), line, row] >= 1.0
    between = dead[np.abs(block.x) < 0.5 * APART - shaft.radius]
    print(f"Cells die in {between.mean():.0%} of the way between the hairs.")
    balance = found.balance
    left = balance.stored + balance.surface + balance.perfused + balance.vapour
    print(f"Energy closes to {abs(left - balance.supplied) / balance.supplied:.1e} of what is absorbed.")
    middle, outside = (float(np.interp(place, block.x, found.peak[line, row])) for place in (0.0, APART))
    return middle, outside


if __name__ == "__main__":
    main()
