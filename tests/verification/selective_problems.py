"""Numbers that were handed down for hairs and vessels: heated cylinders of several radii, light at the bulge."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from tests.verification import cylinder_exact as exact
from tests.verification import cylinder_problems as problems
from tests.verification.heat_cases import START, heat_pulse, scattered
from tests.verification.heat_problems import QUIET, last, matter

from microthermal import catalog
from microthermal.deposition.slab import slab_light
from microthermal.domain.results.slab import OpticalLayer
from microthermal.heat.models import evolve
from microthermal.tissue.bodies import with_bodies

# Rise on the axis at the end of a pulse [ms], of an insulated cylinder, by radius [µm] (A2).
ENDS = {
    35: {0.5: 0.9995, 3: 0.8347, 10: 0.5107, 30: 0.2641, 100: 0.1119, 400: 0.0375},
    100: {0.5: 1.0, 3: 0.9999, 10: 0.9736, 30: 0.7854, 100: 0.4577, 400: 0.1886},
    150: {0.5: 1.0, 3: 1.0, 10: 0.9991, 30: 0.9446, 100: 0.6796, 400: 0.3250},
    500: {0.5: 1.0, 3: 1.0, 10: 1.0, 30: 1.0, 100: 0.9995, 400: 0.9185},
}
# Highest rise at multiples of a radius of 35 µm, of those 0 to 300 ms after pulses of 3, 30 and 100 ms (A3).
PEAKS = {1: (0.397, 0.179, 0.0848), 2: (0.091, 0.077, 0.049), 3: (0.0395, 0.0383, 0.0304), 5: (0.0138, 0.0132, 0.0136)}
PULSES, AFTER = (3e-3, 30e-3, 0.1), (0.0, 1e-3, 3e-3, 10e-3, 30e-3, 0.1, 0.3)
# Fluence at 1.3 mm over the radiant exposure, broad beam, by wavelength [nm] and phototype.
FLUENCE = {
    755: {"ii": 2.75, "iv": 2.13, "vi": 1.50}, 808: {"ii": 3.1, "iv": 2.43, "vi": 1.82},
    940: {"ii": 2.76, "iv": 2.4, "vi": 1.95}, 1064: {"ii": 3.18, "iv": 2.90, "vi": 2.41},
}  # fmt: skip
# Rise at three radii of a shaft of 35 µm after 30 ms with 20 J/cm² on fair skin, by its absorption [1/m].
HAIR = {1e3: 6.0, 3e3: 17.0, 1e4: 43.0}
HAIR_CAPACITY = 3.7e6


def rise(radius, duration, until, lit=1.0, capacity=problems.CAPACITY, cell=0.1):
    """Rings and rises [K] of a cylinder like its surroundings, which is heated to ``lit`` as if insulated."""
    size = cell * radius
    reach = radius + 6.0 * np.sqrt(problems.DIFFUSIVITY * until)
    grid = problems.rings(size, fine=max(2.0 * radius, 3.0 * problems.RADIUS), end=max(reach, 4.0 * radius))
    skin = (problems.DIFFUSIVITY * capacity, capacity)
    tissue = with_bodies(matter(grid, *skin, START), [problems.shaft(skin, radius=radius)])
    heat = np.where(grid.r < radius, lit * capacity, 0.0)
    final = last(evolve(QUIET, tissue, scattered(grid, heat[None, :]), heat_pulse(duration), None, until))
    return grid.r, final.temperature[0] - START


def end_on_axis(radius, duration):
    """Rise on the axis at the end of a pulse, of an insulated cylinder."""
    r, found = rise(radius, duration, duration, lit=problems.RISE)
    inner, outer = r[:2] ** 2
    return float(found[0] + (found[0] - found[1]) * inner / (outer - inner)) / problems.RISE


@cache
def after_pulse(duration):
    """Rises at 1, 2, 3 and 5 radii at the sampled times after a pulse, and exact ones (place, time)."""
    ours, true = [], []
    for later in AFTER:
        r, found = rise(problems.RADIUS, duration, duration + later, lit=problems.RISE, cell=0.05)
        places = np.array(sorted(PEAKS)) * problems.RADIUS
        ours.append(np.interp(places, r, found) / problems.RISE)
        time = duration * (1.0 + 1e-9) + later
        true.append([exact.around(place, problems.RADIUS, problems.DIFFUSIVITY, duration, time) for place in places])
    return np.array(ours).T, np.array(true).T


def hair_rise(absorption):
    """Greatest rise at three radii [K] of a shaft in the light at the bulge of fair skin under 20 J/cm² at 808 nm."""
    radius, fluence = problems.RADIUS, FLUENCE[808]["ii"] * 20e4
    taken = fluence / 4.0 * 2.0 / radius * exact.absorptance_in_isotropic_field(absorption * radius)
    found = []
    for later in (0.0, 3e-3, 10e-3):
        r, rises = rise(radius, 30e-3, 30e-3 + later, lit=taken / HAIR_CAPACITY, capacity=HAIR_CAPACITY)
        found.append(np.interp(3.0 * radius, r, rises))
    return float(max(found))


@cache
def fluence_at_bulge(wavelength, phototype, photons=32_000):
    """Fluence at 1.3 mm over the radiant exposure of a broad beam, and its standard error.

    Layers are those of the table: 80 µm of epidermis, 2 mm of dermis with 65 % of water and 2 % of blood, fat.
    """
    skin = catalog.skin(f"cheek_{phototype}")
    epidermis, dermis, fat = skin.layers[1], skin.layers[3], skin.layers[4]
    blood = replace(dermis.composition, water=0.65, blood=0.02)
    layers = (replace(epidermis, thickness=80e-6), replace(dermis, thickness=2e-3, composition=blood), fat)
    optics = catalog.optics(replace(skin, layers=layers), wavelength * 1e-9)
    stack = [
        OpticalLayer(
            absorption=float(optics.absorption[number]), scattering=float(optics.scattering[number]),
            anisotropy=float(optics.anisotropy[number]), refractive_index=float(optics.refractive_index[number]),
            thickness=None if number == 2 else float(optics.thickness[number]),
        )
        for number in range(3)
    ]  # fmt: skip
    edges = np.array([0.0, 80e-6, 1.15e-3, 1.45e-3, 2.08e-3, 6e-3])
    found = slab_light(stack, z_edges=edges, photons=photons)
    taken, error = float(found.absorbed[2].sum()), float(np.sqrt((found.absorbed_error[2] ** 2).sum()))
    scale = 1.0 / (float(optics.absorption[1]) * 0.3e-3)
    return taken * scale, error * scale
