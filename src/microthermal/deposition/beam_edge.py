"""What the edge of a broad beam costs on its axis: less light at depth than under a beam without an edge."""

from __future__ import annotations

import numpy as np

from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.beam import Spot
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Tissue
from microthermal.quantity import Array, amended

# Rings beyond that of the zone [m], as far as light spreads; a beam of the last counts as one without an edge.
_RINGS = (2.5e-3, 5e-3, 1e-2, 2e-2, 4e-2)
_WIDE = 3e-2
# Photons of the layered walk; both beams are laid out from the same ones, so that their ratio has little noise.
_PHOTONS = 32_000


def kept_on_axis(tissue: Tissue, pulse: Pulse, spot: Spot, seed: int) -> Array:
    """Light on the axis of a spot over that under a beam without an edge, by depth.

    Parameters
    ----------
    tissue : Tissue
        Skin; its layers count, not what stands in it.
    pulse : Pulse
        The part of the beam that falls on the zone, at one wavelength.
    spot : Spot
        The whole beam.
    seed : int
        Seed of the walk.

    Returns
    -------
    Array, (z,)
        1 at the surface of a wide spot, less at depth and for narrow spots.

    Notes
    -----
    Absorbed energy per radiant exposure in a ring as wide as the zone, of the spot and of a beam of 30 mm, both from
    one layered walk. A structure is so small beside the spot that it changes the light of the layers only near itself.
    """
    rings = np.array([0.0, float(tissue.grid.r_edges[-1]), *(r for r in _RINGS if r > tissue.grid.r_edges[-1])])
    grid = Grid(r_edges=rings, z_edges=tissue.grid.z_edges)
    spread = np.ones((1, grid.shape[1]))
    layered = amended(
        tissue, grid=grid, bodies=None, temperature=tissue.temperature[:, -1:] * spread,
        water=tissue.initial_water[:, None] * spread, removed=np.zeros(grid.shape),
    )  # fmt: skip
    engine = MonteCarlo(photons=_PHOTONS, seed=seed)
    bare = amended(pulse.handpiece, spot=None)
    found = []
    for radius, gaussian in ((spot.radius, spot.gaussian), (_WIDE, False)):
        energy = min(pulse.energy, 1.0)
        whole = amended(
            pulse, radius=radius, energy=energy, profile="gaussian" if gaussian else "flat_top", handpiece=bare
        )
        peak = (2.0 if gaussian else 1.0) * energy / (np.pi * radius**2)
        found.append(engine.deposit(layered, whole).energy[:, 0] / peak)
    narrow, wide = found
    return np.where(wide > 0.0, np.minimum(narrow / np.where(wide > 0.0, wide, 1.0), 1.0), 1.0)


def with_edge(light: Deposited, pulse: Pulse, kept: Array) -> Deposited:
    """Light of a zone in the middle of a spot: what its edge costs counts as lost.

    Parameters
    ----------
    light : Deposited
        Light under a beam without an edge.
    pulse : Pulse
        The part of the beam that falls on the zone.
    kept : Array, (z,)
        From :func:`kept_on_axis`.
    """
    gone = float((light.energy * (1.0 - kept[:, None]) * light.grid.volume).sum()) / pulse.energy
    return amended(
        light, energy=light.energy * kept[:, None], error=light.error * kept[:, None], lost=min(light.lost + gone, 1.0)
    )
