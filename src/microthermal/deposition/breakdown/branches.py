"""The two ways in which light tears skin: melanosomes that nucleate, and light that is strong enough by itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.deposition.breakdown.scene import Scene
from microthermal.domain.results.extras.vacuoles import Branch
from microthermal.numerics.plasma.gaussian_beams import fraction_above
from microthermal.numerics.ties import first_greatest
from microthermal.quantity import Array


class Torn(NamedTuple):
    """What one branch takes from a pulse."""

    branch: Branch
    depth: float
    """Mean depth at which it is taken [m]."""
    beyond: float
    """Energy taken beyond the threshold [J]."""
    source: float
    """Volume from which bubbles grow [m³]; 0 where it is one focus."""
    area: float
    """Area of the beam in which they do [m²]; 0 where it is one focus."""
    melanosome: float
    """Fraction of melanosomes in that volume [1]."""


NOTHING = Torn("none", 0.0, 0.0, 0.0, 0.0, 0.0)


def seeded(scene: Scene, threshold: Array) -> Torn:
    """Energy that melanosomes take beyond what brings them to nucleation.

    Parameters
    ----------
    scene : Scene
        Light and pigment.
    threshold : Array (z, r)
        Fluence at which melanosomes nucleate [J/m²].

    Returns
    -------
    Torn
        E = ∫ μ_pigment (F - F_n)⁺ dV, its mean depth, and the volume V = (∫ w dV)² / ∫ w² dV of w, the energy of
        each place: it is the volume where all places are alike, and changes smoothly with the light. The area is
        that of w over depth.
    """
    taken = scene.pigment[:, None] * np.maximum(scene.fluence - threshold, 0.0) * scene.grid.volume
    energy = float(taken.sum())
    if energy <= 0.0:
        return NOTHING
    by_depth, by_ring = taken.sum(axis=1), taken.sum(axis=0)
    area = energy**2 / float((by_ring**2 / scene.grid.ring_area).sum())
    volume = energy**2 / float((taken**2 / scene.grid.volume).sum())
    depth, held = (float(values @ by_depth) / energy for values in (scene.grid.z, scene.melanosome))
    return Torn("seeded", depth, energy, volume, area, held)


def clean(scene: Scene, threshold: float, *, all_light: bool) -> Torn:
    """Energy that a plasma takes where nothing absorbs.

    Parameters
    ----------
    scene : Scene
        Light.
    threshold : float
        Irradiance of breakdown [W/m²].
    all_light : bool
        Whether light that was scattered counts as well; a focus keeps only what was not.

    Returns
    -------
    Torn
        At the depth z of the greatest irradiance I: E = T(z) E_pulse (1 - I_t / I), with the unscattered share T. The
        plasma takes all light of a Gaussian beam where it is above the threshold.
    """
    irradiance = scene.irradiance if all_light else scene.irradiance_unscattered
    place = first_greatest(irradiance)
    above = fraction_above(float(irradiance[place]) / threshold)
    if above <= 0.0:
        return NOTHING
    beyond = above * float(scene.unscattered[place]) * scene.pulse.energy
    return Torn("clean", float(scene.grid.z[place]), beyond, 0.0, 0.0, 0.0)
