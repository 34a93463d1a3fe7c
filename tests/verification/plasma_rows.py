"""Cases of the verification page for optical breakdown: free electrons, thresholds, bubbles, microbeams."""

from __future__ import annotations

import math

import numpy as np
from tests.verification.rows import Row

from microthermal import catalog
from microthermal.numerics.constants import ELEMENTARY_CHARGE
from microthermal.numerics.light.unscattered import Stack, direct_light
from microthermal.numerics.plasma.bubbles import bubble_energy, bubble_radius
from microthermal.numerics.plasma.free_electrons import (
    after_step,
    greatest_density,
    one_seed_threshold,
    steady_density,
    without_losses,
)
from microthermal.numerics.plasma.gaussian_beams import focal_radius, fraction_above, rayleigh_range
from microthermal.numerics.plasma.ionisation import Medium, cascade_rate, multiphoton_rate
from microthermal.numerics.plasma.log_lengths import between_lengths
from microthermal.tissue.skin_optics import optics

# Water with the constants of the first-order model, as recalled; in SI.
WATER = Medium(6.5 * ELEMENTARY_CHARGE, 1e-15, 3e-26, 2e-15, 1.33)
LIGHT = 1064e-9
# W and η of the reference, as it rounds them [1/(m³ s), 1/s].
SUPPLIED, GROWN = 1.90088e26, 1.83074e12
# Pulse length [s], radius of the focus [m], critical density [1/m³], what the rule is known to give, and what was
# measured in water [W/cm²].
PULSES = {"6 ns": (6e-9, 3.85e-6, 1e26, 2.7e10, 7.6e10), "30 ps": (30e-12, 2.35e-6, 1e27, 1.3e11, 4.5e11)}
# Measured thresholds of clean water at 1064 nm [s, W/m²].
MEASURED = ((30e-12, 4.5e15), (6e-9, 0.76e15))


def by_steps(supplied: float, grown: float, recombination: float, time: float, steps: int) -> float:
    """Density by the classical method of fourth order, as a twin of the exact solutions [1/m³]."""

    def slope(density: float) -> float:
        return supplied + grown * density - recombination * density**2

    density, step = 0.0, time / steps
    for _ in range(steps):
        first = slope(density)
        second = slope(density + 0.5 * step * first)
        third = slope(density + 0.5 * step * second)
        density += step * (first + 2.0 * second + 2.0 * third + slope(density + step * third)) / 6.0
    return density


def electrons() -> list[Row]:
    """Rates, growth without losses, and the balance with recombination."""
    eta, photons = cascade_rate(1e15, LIGHT, WATER), multiphoton_rate(1e15, LIGHT, WATER)
    case, grows = "water, 1064 nm, 1e11 W/cm²", without_losses(SUPPLIED, GROWN, 30e-12)
    caught = after_step(0.0, photons, eta, WATER.recombination, 30e-12)
    stepped = by_steps(photons, eta, WATER.recombination, 30e-12, 4000)
    rows = [
        Row(case, "rate of the cascade, 1/s", "B1", GROWN, eta, 0.0, 3e-4 * GROWN),
        Row(case, "rate of photons, 1/(m³ s)", "B1", SUPPLIED, photons, 0.0, 1.5e-3 * SUPPLIED),
        Row(f"{case}, 30 ps", "density without losses, 1/m³", "B1", 7.39251e37, grows, 0.0, 2e-4 * 7.39251e37),
        Row(f"{case}, 30 ps", "density with recombination, 1/m³", "fourth order", stepped, caught, 0.0, 1e-8 * stepped),
    ]
    for density, least in ((1e26, 1.2e10), (1e27, 1.1e11)):
        needed = _irradiance_of(density) * 1e-4
        case = f"recombination balances the cascade at {density * 1e-6:g}/cm³"
        rows.append(
            Row(case, "irradiance, W/cm²", "B2", least, needed, 0.0, 0.05 * 10.0 ** math.floor(math.log10(least)))
        )
    return rows


def _irradiance_of(density: float) -> float:
    # The rate is linear in the irradiance.
    dark, bright = cascade_rate(0.0, LIGHT, WATER), cascade_rate(1e15, LIGHT, WATER)
    per, loss = (bright - dark) / 1e15, -dark
    needed = (density * WATER.recombination + loss) / per
    assert math.isclose(steady_density(cascade_rate(needed, LIGHT, WATER), WATER.recombination), density, rel_tol=1e-9)
    return needed


def thresholds() -> list[Row]:
    """The rule of one seed, which lies below what was measured, and the law through what was measured."""
    rows = []
    for name, (duration, spot, critical, known, measured) in PULSES.items():
        found = one_seed_threshold(critical, duration, spot, LIGHT, WATER) * 1e-4
        case = f"water, 1064 nm, {name}, one seed"
        rows.append(
            Row(case, "threshold, W/cm²", "B3", known, found, 0.0, 0.05 * 10.0 ** math.floor(math.log10(known)))
        )
        law = between_lengths(duration, *MEASURED) * 1e-4
        rows.append(
            Row(
                f"water, 1064 nm, {name}, measured",
                "threshold, W/cm²",
                "Vogel1996",
                measured,
                law,
                0.0,
                1e-6 * measured,
            )
        )
    fine = greatest_density(3e14, 30e-12, 1.0, LIGHT, WATER, 16_000)
    errors = [abs(greatest_density(3e14, 30e-12, 1.0, LIGHT, WATER, steps) / fine - 1.0) for steps in (250, 1000)]
    order = math.log(errors[0] / errors[1]) / math.log(4.0)
    return [*rows, Row("Gaussian pulse of 30 ps", "order of convergence in time", "theory", 2.0, order, 0.0, 0.35)]


def bubbles() -> list[Row]:
    """Energy of a vacuole of 35 µm against three pressures, and back."""
    rows = []
    for pressure, known, digit in ((0.1e6, 1.8e-8, 1e-9), (1.1e6, 2.0e-7, 1e-8), (5.1e6, 9.2e-7, 1e-8)):
        case, energy = f"bubble of 35 µm against {pressure * 1e-6:g} MPa", bubble_energy(35e-6, pressure)
        rows.append(Row(case, "energy, J", "B4", known, energy, 0.0, 0.5 * digit))
        rows.append(
            Row(case, "radius of that energy, µm", "exact", 35.0, 1e6 * bubble_radius(energy, pressure), 0.0, 1e-9)
        )
    return rows


def microbeams() -> list[Row]:
    """The part of a Gaussian microbeam above a threshold, and the focus of a lens of an array."""
    radii = (np.arange(200_000) + 0.5) * 2e-5
    fluence = np.exp(-2.0 * radii**2)
    rows = []
    for ratio in (1.2, 3.0, 20.0):
        above = float((fluence * radii)[fluence * ratio >= 1.0].sum() / (fluence * radii).sum())
        case = f"Gaussian microbeam, axis at {ratio:g} of the threshold"
        rows.append(Row(case, "energy where it is above", "quadrature", above, fraction_above(ratio), 0.0, 2e-4))
    waist, reach = focal_radius(LIGHT, 66e-3, 300e-6), 66e-3
    spread = rayleigh_range(waist, LIGHT) / rayleigh_range(300e-6, LIGHT)
    case = "lens of 66 mm over a microbeam of 0.3 mm"
    return [
        *rows,
        Row(
            case,
            "Rayleigh ranges, focus over lens",
            "(f / z)²",
            (reach / rayleigh_range(300e-6, LIGHT)) ** 2,
            spread,
            0.0,
            1e-9,
        ),
    ]


def unscattered() -> list[Row]:
    """Light at 1064 nm that has met nothing in 200 µm of cheek, for the library's g and one that is in use as well."""
    skin = catalog.skin("cheek_iii")
    seen = optics(skin, LIGHT, catalog.library().spectra)
    reduced, rows = seen.scattering * (1.0 - seen.anisotropy), []
    crossed = np.clip(200e-6 - np.concatenate(([0.0], np.cumsum(seen.thickness)[:-1])), 0.0, seen.thickness)
    crossed[-1] = 10.0
    for g, source in ((0.80, "exp(-∫ μt dz)"), (0.872, "about 4 %, an estimate without a named source")):
        stack = Stack(
            thickness=np.append(crossed[crossed > 0.0][:-1], 10.0), absorption=seen.absorption[:4],
            scattering=reduced[:4] / (1.0 - g), anisotropy=np.full(4, g), refraction=np.full(4, 1.4),
            index_above=1.4, index_below=1.4,
        )  # fmt: skip
        ours = float(direct_light(stack).arriving[3])
        met = float(((reduced / (1.0 - g) + seen.absorption) * crossed)[:3].sum())
        known, allowed = (math.exp(-met), 1e-12) if g == 0.80 else (0.04, 0.005)
        rows.append(Row(f"cheek III, 1064 nm, g {g:g}", "unscattered at 200 µm", source, known, ours, 0.0, allowed))
    return rows


CASES = (electrons, thresholds, bubbles, microbeams, unscattered)
