"""Which branch of breakdown to expect over the fluence of a microbeam and the phototype of the skin."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from microthermal.deposition.breakdown.scene import Scene, scene_of
from microthermal.deposition.breakdown.vacuoles import vacuoles
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.skin import PHOTOTYPES, Skin
from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.errors import InputError
from microthermal.quantity import Array
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.records import Simulation
from microthermal.tissue import sample
from microthermal.tissue.skin_optics import optics as optics_of

# Photons of a phototype, cells of its walk [m], fluences from a twentieth to five times that of the treatment.
_PHOTONS, _CELL, _FROM, _TO, _STEPS = 20_000, 1e-5, 0.05, 5.0, 33


@dataclass(frozen=True)
class BranchMap:
    """Vacuoles over fluences on the axis at the surface [J/m²] and phototypes: (phototype, fluence)."""

    fluences: Array
    phototypes: tuple[str, ...]
    found: tuple[tuple[Vacuoles, ...], ...]


def branch_map(simulation: Simulation) -> BranchMap:
    """Vacuoles of the pulse of a simulation, weaker and stronger, in skin of all phototypes.

    Parameters
    ----------
    simulation : Simulation
        One whose pulse tears vacuoles or might.

    Returns
    -------
    BranchMap
        Light is linear: one walk a phototype, scaled. All else is as in the simulation.

    Raises
    ------
    InputError
        If the exposure is no light.
    """
    pulse, skin = simulation.treatment.pulse, affected(simulation.skin, simulation.condition)
    if not isinstance(pulse, Pulse):
        raise InputError(f"breakdown is of light; {type(pulse).__name__.lower()} has none")
    factors = np.geomspace(_FROM, _TO, _STEPS)
    light = 2.0 if pulse.profile == "gaussian" else 1.0
    band = simulation.library.ends.breakdown
    rows = []
    for phototype in PHOTOTYPES:
        scene = _scene(_pigmented(skin, _melanosomes(simulation, phototype)), pulse, simulation)
        rows.append(tuple(vacuoles(_scaled(scene, float(factor)), band) for factor in factors))
    surface = light * pulse.energy / (np.pi * pulse.radius**2)
    return BranchMap(fluences=factors * surface, phototypes=PHOTOTYPES, found=tuple(rows))


def _melanosomes(simulation: Simulation, phototype: str) -> float:
    """Fraction of melanosomes in the epidermis of a phototype at the site of a simulation [1]."""
    if phototype == simulation.skin.phototype:
        return _held(simulation.skin)
    skins = (one.record for name, one in simulation.library.entries.items() if name.startswith("skin/"))
    own = sorted(
        (skin for skin in skins if skin.phototype == phototype), key=lambda one: one.site != simulation.skin.site
    )
    return _held(own[0])


def _held(skin: Skin) -> float:
    return max(layer.composition.melanosome for layer in skin.layers)


def _pigmented(skin: Skin, fraction: float) -> Skin:
    layers = tuple(
        replace(one, composition=replace(one.composition, melanosome=fraction)) if one.tissue == "epidermis" else one
        for one in skin.layers
    )
    return replace(skin, layers=layers)


def _scene(skin: Skin, pulse: Pulse, simulation: Simulation) -> Scene:
    seen = optics_of(skin, pulse.wavelength, simulation.library.spectra)
    tissue = sample(skin, cylinder(skin, pulse, seen, _CELL, simulation.settings.relaxation), seen)
    walk = MonteCarlo(photons=_PHOTONS, seed=simulation.settings.seed)
    return scene_of(tissue, pulse, walk.deposit(tissue, pulse))


def _scaled(scene: Scene, factor: float) -> Scene:
    return replace(
        scene,
        pulse=replace(scene.pulse, energy=scene.pulse.energy * factor),
        fluence=scene.fluence * factor,
        on_axis=scene.on_axis * factor,
        direct=scene.direct * factor,
    )
