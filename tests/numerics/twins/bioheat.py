"""Plain NumPy twins of the heat kernels: the same equations in the most obvious way, slow and explicit."""

from __future__ import annotations

import numpy as np


def heated(temperature, water, heat, dry, per_water, boiling, latent, span=0.0, full=1.0):
    if span > 0.0:
        return by_small_steps(temperature, water, heat, dry, per_water, boiling, latent, span, full)
    capacity = dry + per_water * water
    rest = np.where(water > 0, heat - capacity * (boiling - temperature), 0.0)
    left = np.maximum(water - np.maximum(rest, 0) / latent, 0.0)
    after = boiling + np.maximum(rest - water * latent, 0.0) / dry
    after = np.where(rest > 0, after, temperature + heat / capacity)
    return np.where(water > 0, after, temperature + heat / dry), np.where(water > 0, left, 0.0)


def by_small_steps(temperature, water, heat, dry, per_water, boiling, latent, span, full, parts=1):
    """With a boiling point that rises as water goes: whatever is above it boils, explicitly."""
    own = boiling + span * (1.0 - water / full)
    liquid = np.where(temperature < boiling, dry + per_water * water, dry)
    warm = temperature + heat / liquid
    # Past a bend with the wrong capacity: the part of the heat beyond it meets the other one.
    crossed = (temperature < boiling) & (warm > boiling)
    rest = heat - (boiling - temperature) * liquid
    warm = np.where(crossed, boiling + rest / dry, warm)
    over = np.where((warm > own) & (water > 0), (warm - own) * dry, 0.0)
    gone = np.minimum(over / (latent + dry * span / full), water)
    left = water - gone
    return warm - gone * latent / dry, left


def conduct(space, matter, state, around, step, substeps):
    """Explicit Euler; returns temperature, water and the heat lost to surroundings and blood."""
    temperature, water = state.temperature.copy(), state.water.copy()
    here = state.removed == 0
    height, width = space.heights[:, None], space.widths[None, :]
    volume = height * space.areas[None, :]
    of = matter.pieces.of
    dry, per_water = matter.dry[of], matter.per_water[of]
    surface = blood = 0.0
    for _ in range(substeps):
        k = matter.dry_conductivity[of] + matter.conductivity_per_water[of] * state.water
        flow, out = np.zeros_like(temperature), np.zeros_like(temperature)

        def faces(axis, area, half, t=temperature, flow=flow, out=out):
            first, second = (slice(None, -1), slice(1, None))
            a, b = (
                ((first, slice(None)), (second, slice(None)))
                if axis == 0
                else ((slice(None), first), (slice(None), second))
            )
            both, only_a, only_b = here[a] & here[b], here[a] & ~here[b], ~here[a] & here[b]
            g = area / (half[a] + half[b]) * both * (t[b] - t[a])
            flow[a] += g
            flow[b] -= g
            for cells, only in ((a, only_a), (b, only_b)):
                h = max(around.channel_coefficient, 1e-300)
                out[cells] += area / (1 / h + half[cells]) * only * (t[cells] - around.channel_temperature)

        faces(0, space.areas[None, :], 0.5 * height / k)
        faces(1, (space.faces[:-1][None, :] * height), 0.5 * width / k)
        if around.top_coefficient > 0:
            top = space.areas / (1 / around.top_coefficient + (0.5 * height / k)[0])
            out[0] += top * here[0] * (temperature[0] - around.top_temperature)
        taken = matter.exchange[of] * (temperature - matter.blood_temperature) * volume * here
        heat = np.where(here, (flow - out - taken) / volume, 0.0) * step / substeps
        surface += out.sum() * step / substeps
        blood += taken.sum() * step / substeps
        temperature, water = heated(
            temperature, water, heat, dry, per_water, matter.boiling, matter.latent, matter.span, matter.full[of]
        )
    return temperature, water, surface, blood


def expose_column(
    heights, wet, dry_absorption, latent, boiling, matter, removal, temperature, water, fluence, portions
):
    """One column without slope and plume, in very many equal portions of light; returns temperature, water, gone."""
    gone = np.zeros(heights.size, bool)
    start_temperature, start_water = temperature.copy(), water.copy()
    owed = 0.0
    for _ in range(portions):
        paid = min(owed, fluence / portions)
        owed -= paid
        absorption = np.where(gone, 0.0, dry_absorption + wet * water / start_water)
        passing = np.exp(-np.concatenate([[0.0], np.cumsum(absorption * heights)]))
        heat = -np.diff(passing) / heights * (fluence / portions - paid)
        temperature, water = heated(temperature, water, heat, matter.dry, matter.per_water, boiling, latent)
        capacity = matter.dry + matter.per_water * water
        taken = capacity * (temperature - start_temperature)
        taken += (start_water - water) * (latent + matter.per_water * (boiling - start_temperature))
        leaves = (taken >= removal.enthalpy) | ((water == 0) & (temperature >= removal.temperature))
        owed += float((np.maximum(removal.cost - taken, 0.0) * heights)[leaves & ~gone].sum())
        gone |= leaves
    return temperature, water, gone
