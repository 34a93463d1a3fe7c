"""Cases 1 and 2, and the light of cases 6 to 8: the program's photon walk in layers that are stated by coefficients."""

from __future__ import annotations

from functools import cache

import numpy as np

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from microthermal.deposition.slab import slab_light
from microthermal.domain.results.slab import OpticalLayer, SlabLight

PHOTONS = {True: 2_560_000, False: 40_000}


def slab(case: Case, fine: bool) -> dict[str, Found]:
    """Reflection and transmission of one slab."""
    layer = OpticalLayer(
        absorption=case.number("light.absorption"), scattering=case.number("light.scattering"),
        anisotropy=case.number("light.anisotropy"), refractive_index=case.number("light.index_slab"),
        thickness=case.number("geometry.thickness"),
    )  # fmt: skip
    outside = case.number("light.index_outside")
    found = slab_light([layer], above=outside, below=outside, photons=PHOTONS[fine])
    back, through = found.reflected, found.transmitted
    return {"reflected": Found(back.value, back.error), "transmitted": Found(through.value, through.error)}


def layers_of(case: Case) -> list[OpticalLayer]:
    """The three layers of cases 2 and 6 to 8."""
    thickness = (case.number("geometry.thickness_1"), case.number("geometry.thickness_2"), None)
    return [
        OpticalLayer(
            absorption=case.number(f"light.absorption_{n}"), scattering=case.number(f"light.scattering_{n}"),
            anisotropy=case.number(f"light.anisotropy_{n}"), refractive_index=case.number(f"light.index_{n}"),
            thickness=thickness[n - 1],
        )
        for n in (1, 2, 3)
    ]  # fmt: skip


def beam(case: Case, z_edges: np.ndarray, r_edges: np.ndarray, photons: int) -> SlabLight:
    """Where the light of the Gaussian beam goes, on cells."""
    return _beam(case.name, tuple(z_edges), tuple(r_edges), photons, _Held(case))


class _Held:
    # A case file does not change: two of one name are equal.
    def __init__(self, case: Case) -> None:
        self.case = case

    def __hash__(self) -> int:
        return hash(self.case.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.case.data == self.case.data


@cache
def _beam(name: str, z_edges: tuple[float, ...], r_edges: tuple[float, ...], photons: int, held: _Held) -> SlabLight:
    case = held.case
    return slab_light(
        layers_of(case), above=case.number("light.index_above"), radius=case.number("light.radius"),
        z_edges=np.array(z_edges), r_edges=np.array(r_edges), photons=photons,
    )  # fmt: skip


def layers(case: Case, fine: bool) -> dict[str, Found]:
    """Fractions and densities of a Gaussian beam in three layers."""
    top, bottom = case.number("geometry.thickness_1"), case.number("geometry.thickness_2")
    deep = np.array([0.0, top, 120e-6, 280e-6, 320e-6, top + bottom])
    rings = np.concatenate((np.arange(0.0, 401e-6, 5e-6), [5e-2]))
    found = beam(case, deep, rings, PHOTONS[fine])
    each, error = found.absorbed, found.absorbed_error
    volume = np.pi * (30e-6) ** 2 * 40e-6
    inner = 6
    near, far = each[1, :inner].sum() / volume, each[3, :inner].sum() / volume
    # Errors of neighbouring cells are taken as independent, which photons that visit several of them are not quite.
    near_error, far_error = (np.hypot.reduce(error[row, :inner]) / volume for row in (1, 3))
    held = np.concatenate(([0.0], np.cumsum(each[3]))) / each[3].sum()
    place = float(np.sqrt(np.interp(0.5, held, rings**2)))
    slope = np.diff(held)[np.searchsorted(rings, place) - 1] / 5e-6
    half_error = 0.5 * float(np.hypot.reduce(error[3])) / each[3].sum() / slope
    first, rest = each[0].sum(), each[1:].sum()
    return {
        "specular": Found(found.specular),
        "reflected": Found(found.reflected.value, found.reflected.error),
        "absorbed_1": Found(float(first), float(np.hypot.reduce(error[0]))),
        "absorbed_2": Found(float(rest), float(np.sqrt((error[1:] ** 2).sum()))),
        "density_100": Found(float(near), float(near_error)),
        "density_300": Found(float(far), float(far_error)),
        "half_radius_300": Found(place, float(half_error)),
    }
