"""A small vessel beside a zone at 1550 nm: whether the heat of the zone closes it, and what it takes of that heat.

Light and heat run on a block of voxels, since a vessel beside the beam has no axis in common with it. Run it with
``python examples/vessel_beside_a_zone.py``; it takes some minutes on two cores.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal import catalog
from microthermal.deposition.blocks.voxels import VoxelEngine
from microthermal.domain.inputs.block import Block, Stuff
from microthermal.domain.inputs.laser import Pulse
from microthermal.simulation.around.block import follow_block
from microthermal.tissue.structures import bodies_of
from microthermal.units import celsius

WAVELENGTH, ENERGY, DURATION, BEAM = 1550e-9, 15e-3, 3e-3, 70e-6


def edges(low: float, high: float, voxel: float) -> np.ndarray:
    """Even edges of voxels between two places [m]."""
    return low + voxel * np.arange(round((high - low) / voxel) + 1)


def main(
    voxel: float = 12.5e-6, photons: int = 64_000, apart: float = 90e-6, depth: float = 400e-6
) -> tuple[float, float]:
    """Temperatures in the vessel and as far from the beam on the other side, and what is closed.

    Parameters
    ----------
    voxel : float, optional
        Edge of a voxel [m].
    photons : int, optional
        Photons to walk.
    apart : float, optional
        From the axis of the beam to that of the vessel, which lies across [m].
    depth : float, optional
        Of the vessel [m].

    Returns
    -------
    tuple of float
        Highest temperature on the axis of the vessel, and at the same place without one [K].
    """
    skin, library = catalog.skin("cheek_ii"), catalog.library()
    vessel = catalog.structure("port_wine_vessel")
    parts = bodies_of(vessel, WAVELENGTH, library.spectra)
    # It lies along y: later bodies hold where two overlap, so that the widest comes first.
    lying = sorted(parts, key=lambda body: -body.inclusion.radius)
    inclusions = tuple(
        replace(body.inclusion, x=apart, depth=depth, axis=(0.0, 1.0, 0.0), length=None) for body in lying
    )
    block = Block(
        x_edges=edges(-4e-4, 4e-4, voxel), y_edges=edges(-3e-4, 3e-4, voxel), z_edges=edges(0.0, 1e-3, voxel),
        optics=catalog.optics(skin, WAVELENGTH), inclusions=inclusions, sides="open",
    )  # fmt: skip
    pulse = Pulse(wavelength=WAVELENGTH, energy=ENERGY, duration=DURATION, radius=BEAM)
    light = VoxelEngine(photons=photons, threads=2).deposit(block, pulse)
    stuff = [Stuff(thermal=body.thermal, water=body.water) for body in lying]
    found = follow_block(light, skin, stuff, pulse, library.chosen_laws(), until=0.06)
    row, line = block.shape[1] // 2, int(np.searchsorted(block.z, depth))
    closed = found.omega[found.endpoints.index("vessels"), line, row] >= 1.0
    print("distance from the beam [µm]   at the end of the pulse [°C]   highest [°C]   vessels close")
    for place, end, peak, one in zip(block.x, found.at_end[line, row], found.peak[line, row], closed, strict=True):
        print(f"{1e6 * place:27.0f} {end - celsius(0):30.1f} {peak - celsius(0):14.1f}   {'yes' if one else 'no'}")
    wide, high = np.meshgrid(block.x - apart, block.z - depth)
    inside = np.hypot(wide, high) <= lying[0].inclusion.radius
    shut = found.omega[found.endpoints.index("vessels"), :, row][inside] >= 1.0
    print(f"Beside the beam {shut.mean():.0%} of the vessel and its wall close.")
    balance = found.balance
    left = balance.stored + balance.surface + balance.perfused + balance.vapour
    print(f"Energy closes to {abs(left - balance.supplied) / balance.supplied:.1e} of what is absorbed.")
    held, bare = (float(np.interp(place, block.x, found.peak[line, row])) for place in (apart, -apart))
    return held, bare


if __name__ == "__main__":
    main()
