"""Cases of the verification page for broad low-level light: diffusion in a half-space, an independent walk in skin."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from tests.verification.rows import Row

from microthermal import catalog
from microthermal.deposition.broad_light import broad_gain, slabs_for
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.tissue import Optics
from microthermal.tissue.skin_optics import optics

PHOTONS = 96_000
# Absorption, scattering [1/m]: isotropic, so that reduced scattering is the scattering; matched index.
ABSORPTION, SCATTERING = 10.0, 2000.0
# Gains of an independent walk in layers of its own, 650 and 808 nm (shared tables of families E and A).
PRINTED = {
    (650e-9, "ii"): {1.3e-3: 2.1, 2.0e-3: 1.38}, (650e-9, "iv"): {1.3e-3: 1.5, 2.0e-3: 0.97},
    (650e-9, "vi"): {1.3e-3: 0.90, 2.0e-3: 0.58}, (808e-9, "ii"): {1.3e-3: 3.1}, (808e-9, "iv"): {1.3e-3: 2.43},
    (808e-9, "vi"): {1.3e-3: 1.82}, (755e-9, "ii"): {1.3e-3: 2.75}, (755e-9, "iv"): {1.3e-3: 2.13},
    (755e-9, "vi"): {1.3e-3: 1.50}, (1064e-9, "ii"): {1.3e-3: 3.18}, (1064e-9, "iv"): {1.3e-3: 2.90},
    (1064e-9, "vi"): {1.3e-3: 2.41},
}  # fmt: skip
# Its melanin, blood and fat are told in words only: an epidermis of 80 µm, a dermis of 2 mm with 2 % of blood.
_OPEN = 0.13


def half_space(absorption: float = ABSORPTION) -> Optics:
    """A half-space of one material under an index of its own."""
    one = np.ones(1)
    return Optics(
        wavelength=650e-9, names=("slab",), thickness=one, wet_absorption=0 * one, dry_absorption=absorption * one,
        wet_slope=0 * one, scattering=SCATTERING * one, anisotropy=0 * one, refractive_index=one,
        extinction_index=0 * one,
    )  # fmt: skip


def diffusion() -> list[Row]:
    """E1: φ = k0 exp(-μ_eff z) far from the surface, and all energy is accounted for."""
    edges = slabs_for(np.array([10.0]), 12e-3, 2e-4)
    middle = 0.5 * (edges[1:] + edges[:-1])
    gain, error = broad_gain(half_space(), edges, PHOTONS, 1)
    rate = math.sqrt(3.0 * ABSORPTION * (ABSORPTION + SCATTERING))
    deep = (middle > 3e-3) & (middle < 9e-3)
    weights = (gain[deep] / error[deep]) ** 2
    slope, intercept = np.polyfit(middle[deep], np.log(gain[deep]), 1, w=np.sqrt(weights))
    spread = middle[deep] - np.average(middle[deep], weights=weights)
    noise = 1.0 / math.sqrt(float(np.sum(weights * spread**2)))
    # Photons pass many slabs, so that their errors go together: the noise of the slope is a few times as large.
    case = "half-space, E1, 10 and 2000 /m"
    return [
        Row(case, "fall of the fluence [1/m]", "diffusion, μ_eff", rate, -float(slope), 4.0 * noise, 0.004 * rate),
        Row(case, "k0 [1]", "diffusion, light from above", _k0(), math.exp(float(intercept)), 0.0, 0.02 * _k0()),
    ]  # fmt: skip


def _k0() -> float:
    """k0 of diffusion in a matched half-space under light from straight above, isotropic scattering.

    D φ'' - μ_a φ = -μ_s exp(-μ_t z) with φ(0) = 2 D φ'(0) (partial current zero), D = 1 / 3μ_t.
    """
    total = ABSORPTION + SCATTERING
    diffusivity, rate = 1.0 / (3.0 * total), math.sqrt(3.0 * ABSORPTION * total)
    particular = SCATTERING / (ABSORPTION - diffusivity * total**2)
    return -particular * (1.0 + 2.0 * diffusivity * total) / (1.0 + 2.0 * diffusivity * rate)


def of_layers(phototype: str) -> Skin:
    """Layers of the independent walk: epidermis of 80 µm, dermis of 2 mm with 2 % of blood, fat."""
    skin = catalog.skin(f"scalp_{phototype}")
    _, epidermis, _, dermis, fat = skin.layers
    bloody = replace(dermis, thickness=2e-3, composition=replace(dermis.composition, water=0.65, blood=0.02))
    return replace(skin, layers=(replace(epidermis, thickness=80e-6), bloody, fat))


def skins() -> list[Row]:
    rows = []
    for (wavelength, phototype), places in PRINTED.items():
        held = optics(of_layers(phototype), wavelength, catalog.library().spectra)
        edges = slabs_for(held.thickness, 3e-3, 1e-4)
        gain, error = broad_gain(held, edges, 12_800, 1)
        middle = 0.5 * (edges[1:] + edges[:-1])
        for depth, printed in places.items():
            ours, noise = (float(np.interp(depth, middle, one)) for one in (gain, error))
            case = f"skin {phototype.upper()}, {1e9 * wavelength:.0f} nm"
            name = f"fluence at {1e3 * depth:.1f} mm over the surface"
            rows.append(Row(case, name, "independent walk", printed, ours, noise, _OPEN * printed))
    return rows


CASES = (diffusion, skins)
