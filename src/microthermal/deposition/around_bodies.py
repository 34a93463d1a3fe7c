"""Light in skin with bodies on the axis of the cylinder: photons from ring to ring and slab to slab."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from microthermal.cache import cached, key_of
from microthermal.deposition.beams import beam_of, converges
from microthermal.deposition.cautions import cut_cautions
from microthermal.deposition.checks import check, unscattered
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Bodies, Tissue
from microthermal.errors import InputError
from microthermal.numerics.light.cell_walk import CellWalk
from microthermal.numerics.light.unscattered import surface_reflectance
from microthermal.numerics.light.voxel_batch import Media
from microthermal.numerics.rings.batch import CONTINUED_SIDE, DOWN, MIRROR, Rings, Source
from microthermal.numerics.rings.walk import walk_rings
from microthermal.numerics.sources import DIGESTS
from microthermal.quantity import Array

_WIDE_WORDS = (
    "the beam is wider than the cylinder that was followed: light is that in the middle of a beam without an edge, and "
    "bodies stand in it at the distance that the cylinder's wall, a mirror, gives them; what the edge of a stated spot "
    "costs is taken off by depth"
)
_PATH_WORDS = (
    "around a hair or a vessel the light that passes on does not change as tissue warms; only what each cell takes of "
    "it does"
)


def deposit_around(tissue: Tissue, pulse: Pulse, photons: int, seed: int, threads: int) -> Deposited:
    """Absorbed energy of one pulse in skin with bodies, with its standard error.

    Parameters
    ----------
    tissue : Tissue
        Skin with bodies; what a removed part of a cell would absorb is lost.
    pulse : Pulse
        The light, collimated and round. One wider than the cylinder falls on all of it evenly, with what it has on the
        axis.
    photons, seed, threads : int
        How many photons, the seed of all draws, how many batches at once.

    Raises
    ------
    InputError
        If the light converges or has a measured or ring-shaped profile, which this walk does not know.

    Notes
    -----
    Scattering is that of Henyey and Greenstein with the mean cosine of each layer. A contact window counts as what lies
    above the skin, without echoes from its far side. Equations: docs/theory/inclusions.md.
    """
    check(tissue, pulse)
    if converges(pulse) or pulse.beam is not None:
        raise InputError("Pulse.beam: around a body on the axis only collimated flat-top or Gaussian light is known")
    grid, share, wide = tissue.grid, 1.0, pulse.radius >= tissue.grid.r_edges[-1]
    source = Source(DOWN, float(pulse.radius), pulse.profile == "gaussian")
    if wide:
        source = Source(DOWN, float(grid.r_edges[-1]), False)
        share = float(_on_axis(pulse) * np.pi * grid.r_edges[-1] ** 2)
    found = _light(tissue, source, MIRROR if wide else CONTINUED_SIDE, (photons, seed, threads))
    left = 1.0 - tissue.removed
    scale = pulse.energy * share * left / grid.volume
    entrance = pulse.energy * (1.0 - found.specular)
    within = np.diff(beam_of(pulse).within(grid.r_edges)) / grid.ring_area
    gone = float((found.absorbed * tissue.removed).sum())
    words = (_PATH_WORDS, _WIDE_WORDS) if wide else (_PATH_WORDS,)
    return Deposited(
        grid=grid, energy=found.absorbed * scale, error=found.error * scale, path=np.zeros(grid.shape),
        entrance=entrance * (np.full(grid.shape[1], _on_axis(pulse)) if wide else within), collimated=False,
        reflected=share * (found.specular + found.reflected), transmitted=0.0,
        lost=max(1.0 - share + share * (found.outside + gone), 0.0),
        cautions=(*(Caution(stage="deposition", text=text) for text in words), *cut_cautions(found.cut)),
    )  # fmt: skip


def _on_axis(pulse: Pulse) -> float:
    """Fraction of the pulse per area on the axis [1/m²]."""
    return (2.0 if pulse.profile == "gaussian" else 1.0) / (np.pi * pulse.radius**2)


def _light(tissue: Tissue, source: Source, side: int, walk: tuple[int, int, int]) -> CellWalk:
    photons, seed, threads = walk
    optics, grid = tissue.optics, tissue.grid
    above = optics.outside_index if optics.window_index is None else optics.window_index
    index, extinction = float(optics.refractive_index[0]), float(optics.extinction_index[0])
    specular = surface_reflectance(optics.outside_index, above, index, extinction)
    rings = Rings(
        medium=_medium(tissue), media=_media(tissue), refraction=optics.refractive_index[tissue.layer.astype(np.int64)],
        index_above=above, r_edges=np.array(grid.r_edges), z_edges=np.array(grid.z_edges), side=side,
    )  # fmt: skip

    def lit() -> dict[str, NDArray[np.generic]]:
        found = walk_rings(rings, source, photons=photons, seed=seed, specular=specular, threads=threads)
        return {name: np.asarray(value) for name, value in found._asdict().items()}

    kept: dict[str, Any] = cached(key_of(DIGESTS["rings.walk"], *rings, source, photons, seed, specular), lit)
    return CellWalk(**{name: value if value.ndim else value.item() for name, value in kept.items()})


def _bodies(tissue: Tissue) -> Bodies:
    if tissue.bodies is None:
        raise InputError("Tissue.bodies: there is no body on the axis; the layered walk serves such skin")
    return tissue.bodies


def _medium(tissue: Tissue) -> NDArray[np.int32]:
    place = _bodies(tissue).place.astype(np.int32)
    layer, layers = tissue.layer.astype(np.int32)[:, None], np.int32(tissue.optics.thickness.size)
    return np.asarray(np.where(place > 0, layers + place - 1, layer), dtype=np.int32)


def _media(tissue: Tissue) -> Media:
    optics, bodies = tissue.optics, _bodies(tissue)

    def both(name: str) -> Array:
        return np.concatenate((getattr(optics, name), getattr(bodies, name)))

    scattering, anisotropy = unscattered(both("scattering"), both("anisotropy"))
    return Media(
        absorption=both("wet_absorption") + both("dry_absorption"), scattering=scattering, anisotropy=anisotropy
    )
