"""What the damage around a structure comes to: how much of each part is lost, and one word for the whole."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.domain.results.extras.follicle import Outcome, PartFate, RelaxationTimes
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.tissue import Tissue
from microthermal.quantity import Array

# A part counts as lost when so much of its volume is: a choice of this project, and the fraction is always told.
HALF = 0.5
# The bulge is what lies between three and five radii of the shaft, within this distance of its depth [m].
BULGE_RADII, _BULGE_HALF = (3.0, 5.0), 1e-4
# Stem cells of the bulge are keratinocytes.
BULGE_ENDPOINT = "epidermal_cells"
_COAGULATION = "collagen"


def part_fates(structure: Structure, skin: Skin, tissue: Tissue, damage: Damage) -> tuple[PartFate, ...]:
    """Fate of each part, and of the bulge of a follicle.

    Parameters
    ----------
    structure : Structure
        As it stands in the skin.
    skin : Skin
        Where the bulge lies.
    tissue : Tissue
        Its bodies are the parts.
    damage : Damage
        Damage of all endpoints on the same grid.

    Notes
    -----
    Fractions are of volume. The bulge is the sheath between three and five radii of the shaft, within 0.1 mm of its
    depth. A part without a law of its own is told as hot as it became, and nothing of it is lost.
    """
    if tissue.bodies is None:
        return ()
    place, absorption = tissue.bodies.place, tissue.cells("wet_absorption") + tissue.cells("dry_absorption")
    found = []
    for number, part in enumerate(structure.parts):
        held = place == number + 1
        if held.any():
            own = float(np.broadcast_to(absorption, held.shape)[held][0])
            found.append(_fate(part.name, part.endpoint, own, held, damage))
    if structure.kind == "follicle":
        held = bulge_cells(structure, skin.follicle.bulge_depth, tissue)
        if held.any():
            own = float(np.broadcast_to(absorption, held.shape)[held].mean())
            found.append(_fate("bulge", BULGE_ENDPOINT, own, held, damage))
    return tuple(found)


def bulge_cells(structure: Structure, depth: float, tissue: Tissue) -> NDArray[np.bool_]:
    """Cells of the bulge (z, r) at a depth [m]."""
    grid, radius = tissue.grid, structure.absorber.radius
    low, high = (radii * radius for radii in BULGE_RADII)
    level = np.abs(grid.z - depth) <= max(_BULGE_HALF, float(np.diff(grid.z_edges).max()) * 0.5)
    return np.asarray(level[:, None] & ((grid.r >= low) & (grid.r <= high))[None, :])


def _fate(name: str, endpoint: str, absorption: float, held: NDArray[np.bool_], damage: Damage) -> PartFate:
    volume = damage.grid.volume[held]
    peak = damage.peak[held]

    def beyond(law: str) -> float:
        if law not in damage.endpoints:
            return 0.0
        omega = damage.omega[damage.endpoints.index(law)][held]
        return float(volume[(omega >= 1.0) | (damage.removed[held] > HALF)].sum() / volume.sum())

    return PartFate(
        name=name, endpoint=endpoint, absorption=absorption, hottest=float(peak.max()),
        mean_peak=float((peak * volume).sum() / volume.sum()), lost=min(beyond(endpoint), 1.0),
        coagulated=min(beyond(_COAGULATION), 1.0),
    )  # fmt: skip


def outcome_of(kind: str, parts: tuple[PartFate, ...]) -> Outcome:
    """One word for what became of a structure.

    Notes
    -----
    A follicle is *coagulated* if half of its matrix is, in *regression* (catagen-like) if half of the matrix is dead
    but less than half coagulated, else *spared*; whether the bulge is lost is told beside it. A vessel is *closed* if
    half of its wall is lost, *clotted* if half of its blood coagulates, else *open*.
    """
    by_name = {part.name: part for part in parts}
    if kind == "follicle":
        matrix = by_name["bulb_matrix"]
        if matrix.coagulated >= HALF:
            return "coagulated"
        return "regression" if matrix.lost >= HALF else "spared"
    if by_name["wall"].lost >= HALF:
        return "closed"
    return "clotted" if by_name["blood"].lost >= HALF else "open"


def relaxation_times(structure: Structure, diffusivity: float) -> RelaxationTimes:
    """Thermal relaxation of the absorber by three definitions.

    Notes
    -----
    d² / 32κ, d² / 16κ, and a² / (4 κ ln 2), which is when 1 - exp(-a² / 4κt) = 1/2.

    Examples
    --------
    >>> from microthermal.catalog import structure
    >>> round(1e3 * relaxation_times(structure("body_hair"), 1.1e-7).half, 2)
    4.02
    """
    radius = structure.absorber.radius
    return RelaxationTimes(
        diameter=2.0 * radius, by_32=radius**2 / (8.0 * diffusivity), by_16=radius**2 / (4.0 * diffusivity),
        half=radius**2 / (4.0 * diffusivity * math.log(2.0)),
    )  # fmt: skip


def epidermis_peak(skin: Skin, damage: Damage, beside: float) -> float:
    """Highest temperature [K] of the living epidermis farther from the axis than ``beside`` [m]."""
    top, bottom = skin.depth_of("epidermis")
    grid = damage.grid
    rows = (grid.z > top) & (grid.z < bottom)
    far: Array = damage.peak[np.ix_(rows, grid.r > beside)]
    return float(far.max()) if far.size else float(damage.peak[rows].max())
