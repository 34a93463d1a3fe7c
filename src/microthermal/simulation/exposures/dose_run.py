"""What low-level light does: its fluence at depth by phototype, and a bound on how little it warms."""

from __future__ import annotations

import numpy as np

from microthermal.catalog.library import Library
from microthermal.deposition.broad_light import broad_gain, broad_light, slabs_for
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.skin import PHOTOTYPES, Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.extras.light_dose import LightDose
from microthermal.quantity import Array, amended
from microthermal.simulation.records import Simulation, ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.tissue.neutral_optics import optics_met
from microthermal.tissue.resting import STILL_AIR, surface_admittance

# Photons of one skin: the gain at the papilla is then known to two percent.
_PHOTONS = 12_800
# Slabs, and how far below the papilla they reach [m].
_SLAB, _BELOW = 1e-4, 1e-3
METHOD = "broad_light"


def dosed(run: ZoneRun, skin: Skin, exposure: Exposure, settings: Settings, library: Library) -> ZoneRun:
    """A run without a zone, with the light at depth beside it.

    Parameters
    ----------
    run : ZoneRun
        At rest: the light makes no zone.
    skin : Skin
        With its condition.
    exposure : Exposure
        One that shines.
    settings : Settings
        Seed of the photons.
    library : Library
        Spectra, and the skins of other phototypes.
    """
    dose = light_dose(skin, exposure, settings.seed, library)
    return amended(run, extras=Extras(dose=dose), cautions=(*run.cautions, *_cautions(library)), methods=(METHOD,))


def light_dose(skin: Skin, exposure: Exposure, seed: int, library: Library) -> LightDose:
    """Light of an exposure in a skin, and at bulge and papilla under the epidermis of every phototype."""
    follicle = skin.follicle
    optics = optics_met(skin, exposure.wavelength, library.spectra)
    z_edges = slabs_for(optics.thickness, follicle.papilla_depth + _BELOW, _SLAB)
    places, at = 0.5 * (z_edges[1:] + z_edges[:-1]), (follicle.bulge_depth, follicle.papilla_depth)
    light = broad_light(optics, z_edges, _PHOTONS, seed)
    gain = light.gain
    rows = []
    for phototype in PHOTOTYPES:
        if phototype == skin.phototype:
            found = gain
        else:
            other = optics_met(_coloured(skin, phototype, library), exposure.wavelength, library.spectra)
            found, _ = broad_gain(other, z_edges, _PHOTONS, seed)
        rows.append(np.interp(at, places, found))
    return LightDose(
        z=places, gain=gain, error=light.error, phototypes=tuple(PHOTOTYPES),
        at_bulge=np.array([row[0] for row in rows]), at_papilla=np.array([row[1] for row in rows]),
        bulge=at[0], papilla=at[1],
        warming=_warming(skin, optics.absorption, optics.thickness, (places, z_edges, gain)),
        absorbed=light.absorbed, reflected=light.reflected, lost=light.lost,
    )  # fmt: skip


def _coloured(skin: Skin, phototype: str, library: Library) -> Skin:
    """The same skin with the epidermis of another phototype; as it is where the library holds none of its site."""
    held = library.entries.get(f"skin/{skin.site}_{phototype.lower()}")
    if held is None:
        return skin
    pigment = max(layer.composition.melanosome for layer in held.record.layers)
    layers = tuple(
        amended(layer, composition=amended(layer.composition, melanosome=pigment))
        if layer.composition.melanosome > 0.0
        else layer
        for layer in skin.layers
    )
    return amended(skin, layers=layers)


def _warming(skin: Skin, absorption: Array, thickness: Array, light: tuple[Array, Array, Array]) -> float:
    """Greatest rise per irradiance [K m²/W]: see :func:`microthermal.deposition.broad_light.warmth_bound`."""
    places, edges, gain = light
    layer = np.searchsorted(np.cumsum(thickness)[:-1], places, side="right")
    taken = gain * absorption[layer] * np.diff(edges)
    mean_depth = float(np.dot(taken, places) / taken.sum())
    least = min(one.thermal.conductivity for one in skin.layers)
    return 1.0 / (STILL_AIR.coefficient + surface_admittance(skin)) + mean_depth / least


def session_fluence(simulation: Simulation) -> float:
    """Mean fluence of one session on the treated surface [J/m²]."""
    treatment = simulation.treatment
    return treatment.exposure.energy * treatment.pattern.density * treatment.pattern.passes


def doses_of(simulation: Simulation) -> dict[str, float]:
    """Dose of one session at bulge and papilla [J/m²]; empty where no low-level light is given."""
    extras = simulation.run.extras
    if extras is None or extras.dose is None:
        return {}
    dose, fluence = extras.dose, session_fluence(simulation)
    places = {"bulge": dose.bulge, "papilla": dose.papilla}
    return {name: fluence * float(np.interp(depth, dose.z, dose.gain)) for name, depth in places.items()}


def greatest_rise(simulation: Simulation) -> tuple[float, float]:
    """Rise that the light can bring at most, however long it shines [K]: by its mean over the skin, and under a beam.

    Under a beam all light counts as if it fell on a wide area as densely as in the spot, so that the bound is far off
    for narrow spots.
    """
    extras, light = simulation.run.extras, simulation.treatment.exposure
    if extras is None or extras.dose is None:
        return 0.0, 0.0
    mean = session_fluence(simulation) / light.duration
    spot = light.energy / (np.pi * light.radius**2 * light.duration)
    return float(mean * extras.dose.warming), float(max(spot, mean) * extras.dose.warming)


def _cautions(library: Library) -> tuple[Caution, ...]:
    known = library.ends.low_level
    texts = (
        (
            "how hair answers to the dose of low-level light nobody has measured: devices whose mean doses differ "
            "sixty-fold were all cleared; the model lets this light do nothing to hair, and trials stand beside it",
            "warn", "Meng2020",
        ),
        (
            f"a trial of this light with minoxidil against minoxidil alone found no gain (P {known.null_chance:.2f}); "
            f"sham arms gained up to {1e-4 * known.sham_high:.1f} hairs per cm²",
            "note", "LowLevelIndia2023",
        ),
        ("hair that shades the scalp is left out: less light than is shown reaches the skin", "note", ""),
    )  # fmt: skip
    return tuple(Caution(stage="deposition", text=text, weight=weight, source=source) for text, weight, source in texts)  # type: ignore[arg-type]
