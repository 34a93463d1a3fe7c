"""Cases of the verification page for light: the photon walks against other methods, exact laws and their own errors."""

from __future__ import annotations

from functools import cache

import numpy as np
from tests.numerics.twins.adding_doubling import slab
from tests.verification.light_changes import changes
from tests.verification.rows import Row

from microthermal.numerics.light.beam import Walk, walk
from microthermal.numerics.light.unscattered import Stack
from microthermal.numerics.light.voxel_batch import PERIODIC, Media, Voxels
from microthermal.numerics.light.voxels import walk_voxels

PHOTONS = 1_280_000
BOTTOMLESS = 10.0
ADDING = "adding-doubling, 64 angles"
L1 = [(760.0, 12000.0, 0.8, 80e-6, 1.42), (730.0, 13000.0, 0.8, BOTTOMLESS, 1.39)]


def light(layers, z_edges=(0.0, 1.0), r_edges=(0.0, 0.05), photons=PHOTONS, seed=1) -> Walk:
    """Pencil-thin flat-top beam on layers (absorption, scattering, g, thickness, index) in air."""
    absorption, scattering, g, thickness, index = np.array(layers, dtype=float).T
    stack = Stack(thickness, absorption, scattering, g, index, 1.0, 1.0 if thickness[-1] < BOTTOMLESS else index[-1])
    return walk(
        stack, np.array(r_edges), np.array(z_edges), radius=70e-6, gaussian=False, photons=photons, seed=seed
    )  # fmt: skip


def reflection_and_transmission(case, layers, index, references) -> list[Row]:
    """Rows of one slab against printed values and against adding-doubling computed now."""
    found = light([(*layer, index) for layer in layers])
    reflected = found.specular + found.reflected
    fine, coarse = slab(layers, index, 64), slab(layers, index, 32)
    rows = [
        Row(case, "reflected", ADDING, fine[0], reflected, found.reflected_error, abs(fine[0] - coarse[0])),
        Row(case, "transmitted", ADDING, fine[1], found.transmitted, found.transmitted_error, abs(fine[1] - coarse[1])),
    ]
    for name, source, value, digit in references:
        ours = reflected if name == "reflected" else found.transmitted
        error = found.reflected_error if name == "reflected" else found.transmitted_error
        rows.insert(0, Row(case, name, source, value, ours, error, digit / 2))
    return rows if layers[-1][3] < 0.05 else [row for row in rows if row.quantity == "reflected"]


def van_de_hulst() -> list[Row]:
    printed = (("transmitted", "van de Hulst", 0.66096, 1e-5), ("reflected", "as handed down", 0.09734, 1e-5))
    return reflection_and_transmission("slab, g 0.75, matched index", [(1000, 9000, 0.75, 2e-4)], 1.0, printed)


def giovanelli() -> list[Row]:
    return reflection_and_transmission(
        "half-space, g 0, index 1.5", [(1000, 9000, 0.0, 0.05)], 1.5, (("reflected", "Giovanelli", 0.2600, 1e-4),)
    )


def layers_by_adding() -> list[Row]:
    two = [(900, 9000, 0.7, 1e-4), (2500, 14000, 0.9, 2e-4)]
    skin = [(760, 12000, 0.8, 80e-6), (730, 13000, 0.8, 1e-3), (200, 8000, 0.8, 1e-3)]
    return [
        *reflection_and_transmission("two layers, index 1.4", two, 1.4, ()),
        *reflection_and_transmission("the same two, upside down", two[::-1], 1.4, ()),
        *reflection_and_transmission("three layers like skin, index 1.4", skin, 1.4, ()),
    ]


def diffusion_limit() -> list[Row]:
    """Decay of the mean fluence far below a wide source: slope between 1 and 3 mm, spread of 16 runs."""
    rows, z_edges = [], np.linspace(0.0, 4e-3, 41)
    for albedo in (0.99, 0.999):
        total = 1e4
        layers = [((1 - albedo) * total, albedo * total, 0.0, BOTTOMLESS, 1.0)]
        runs = [light(layers, z_edges, photons=64_000, seed=seed).absorbed[:, 0] for seed in range(16)]
        slopes = np.array([np.log(run[10] / run[30]) / 2e-3 for run in runs])
        spread = float(slopes.std(ddof=1) / 4.0)
        k = 0.1
        for _ in range(10_000):
            k = np.tanh(k / albedo)
        case, name = f"deep light, albedo {albedo}, g 0", "decay of the mean fluence, 1/m"
        absorption, reduced = layers[0][0], layers[0][1]
        diffusion = np.sqrt(3 * absorption * (absorption + reduced))
        rows += [
            Row(case, name, "transport theory, asymptotic", float(k * total), float(slopes.mean()), spread),
            # Diffusion is the limit of small absorption: it is off by 2/5 of the fraction absorbed, to first order.
            Row(case, name, "diffusion", float(diffusion), float(slopes.mean()), spread,
                float(0.4 * (1 - albedo) * diffusion)),
        ]  # fmt: skip
    return rows


def ballistic() -> list[Row]:
    layers = [(3000.0, 0.0, 0.8, 1e-4, 1.4), (800.0, 0.0, 0.8, BOTTOMLESS, 1.4)]
    found = light(layers, np.linspace(0.0, 1e-3, 11), photons=32)
    depth = 3000 * 1e-4 + 800 * (np.linspace(0.0, 1e-3, 11)[1:] - 1e-4)
    exact = (1 - (0.4 / 2.4) ** 2) * (1 - np.exp(-depth))
    case = "no scattering, two layers"
    return [
        Row(case, f"absorbed above {name} mm", "exact", float(exact[k]), float(found.absorbed[: k + 1].sum()),
            0.0, 1e-12)
        for k, name in ((0, "0.1"), (4, "0.5"), (9, "1.0"))
    ]  # fmt: skip


def case_l1() -> list[Row]:
    found = light(L1, np.linspace(0.0, 2e-3, 401), np.linspace(0.0, 1e-3, 201), photons=320_000)
    absorbed = float(found.absorbed.sum()) + found.outside
    case, source = "two layers with a step of index (case L1)", "MCML, three digits"
    return [
        Row(case, "reflected, without specular", source, 0.120, found.reflected, found.reflected_error, 5e-4),
        Row(case, "absorbed", source, 0.849, absorbed, found.reflected_error, 1e-3),
        Row(case, "all fractions together", "exact", 1.0, found.balance, 0.0, 1e-6),
    ]


@cache
def _voxels():
    medium = np.zeros((40, 10, 10), dtype=np.int32)
    medium[4:] = 1
    media = Media(*np.array([layer[:3] for layer in L1]).T.copy())
    index = np.where(np.arange(40) < 4, L1[0][4], L1[1][4])
    block = Voxels(
        medium=medium, media=media, refraction=index, index_above=1.0, corner=np.array([-1e-4, -1e-4]),
        size=np.full(3, 2e-5), sides=PERIODIC,
    )  # fmt: skip
    return walk_voxels(block, radius=70e-6, gaussian=False, photons=128_000, seed=1)


def voxels() -> list[Row]:
    found, layered = _voxels(), light(L1, (0.0, 80e-6, 8e-4))
    case, source = "voxel walk, case L1, periodic sides", "layered walk"
    error = np.hypot(found.reflected_error, layered.reflected_error)
    parts = zip(("epidermis", "dermis to 0.8 mm"), layered.absorbed[:, 0], found.fractions, strict=True)
    return [
        Row(case, "reflected, without specular", source, layered.reflected, found.reflected, float(error)),
        *(
            Row(case, f"absorbed in {name}", source, float(there), float(here),
                float(np.hypot(found.fractions_error[k], layered.error[k, 0])))
            for k, (name, there, here) in enumerate(parts)
        ),
        Row(case, "all fractions together", "exact", 1.0, found.balance, 0.0, 1e-6),
    ]  # fmt: skip


def honest_errors() -> list[Row]:
    """Chi-square of 60 repeated runs over their own standard errors, by degree of freedom."""
    runs = [light(L1, np.linspace(0, 1e-3, 6), np.linspace(0, 2e-4, 5), 3200, seed) for seed in range(60)]
    freedom = len(runs) - 1

    def ratio(values, errors):
        return ((values - values.mean(axis=0)) ** 2).sum(axis=0) / (errors**2).mean(axis=0) / freedom

    cells = ratio(np.array([run.absorbed for run in runs]), np.array([run.error for run in runs]))
    total = ratio(np.array([run.reflected for run in runs]), np.array([run.reflected_error for run in runs]))
    # A chi-square of f degrees of freedom has the standard deviation √(2 f); cells share photons, so that their mean
    # is known no better than one of them at worst.
    error = float(np.sqrt(2.0 / freedom))
    case, source = "standard error, 60 runs of 3200 photons", "statistics"
    return [
        Row(case, "chi-square by degree of freedom, reflected", source, 1.0, float(total), error),
        Row(case, "chi-square by degree of freedom, mean of 20 cells", source, 1.0, float(cells.mean()), error),
    ]


CASES = (
    van_de_hulst, giovanelli, layers_by_adding, case_l1, diffusion_limit, ballistic, honest_errors, changes, voxels,
)  # fmt: skip
