"""Light of a short pulse at depth as breakdown sees it: fluence and irradiance, what is unscattered, pigment."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from microthermal.deposition.beams import beam_of, focus_of
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pulse_timing import peak_ratio
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Tissue
from microthermal.numerics.light.unscattered import surface_reflectance
from microthermal.numerics.plasma.gaussian_beams import radius_beside
from microthermal.quantity import Array

# The axis is what lies within this fraction of the beam's radius: there a Gaussian beam loses 1.5 %.
_AXIS = 0.12


@dataclass(frozen=True)
class Scene:
    """One short pulse in skin: arrays (z, r) and (z,), all in SI.

    ``fluence`` is that of all light, ``on_axis`` that on the axis where the focus may be narrower than a cell,
    ``direct`` that of unscattered light there, ``pigment`` the absorption by melanosomes in the volume of the tissue
    and ``inside`` that of a melanosome itself.
    ``lid`` is the thickness of what lies over the pigment and is not torn: the horny layer [m].
    """

    grid: Grid
    pulse: Pulse
    fluence: Array
    on_axis: Array
    direct: Array
    unscattered: Array
    melanosome: Array
    pigment: Array
    inside: float
    temperature: Array
    lid: float = 0.0

    @property
    def irradiance(self) -> Array:
        """Highest irradiance on the axis [W/m²] (z,)."""
        pulse = self.pulse
        return self.on_axis * (peak_ratio(pulse.duration, pulse.train, pulse.waveform) / pulse.duration)

    @property
    def irradiance_unscattered(self) -> Array:
        """Highest irradiance of unscattered light on the axis [W/m²] (z,)."""
        pulse = self.pulse
        return self.direct * (peak_ratio(pulse.duration, pulse.train, pulse.waveform) / pulse.duration)


def scene_of(tissue: Tissue, pulse: Pulse, deposited: Deposited) -> Scene:
    """Light of a pulse at depth.

    Parameters
    ----------
    tissue : Tissue
        Skin before the pulse.
    pulse : Pulse
        The light.
    deposited : Deposited
        Where it is absorbed.

    Returns
    -------
    Scene
        Fluence is absorbed energy over absorption, which tissue that is left has in every cell.

    Notes
    -----
    Equations 5 to 7 of docs/theory/breakdown.md.
    """
    absorption = tissue.optics.absorption[tissue.layer.astype(np.int64)][:, None]
    left = np.maximum(1.0 - tissue.removed, 1e-12)
    fluence = np.where(tissue.removed < 1.0, deposited.energy / (absorption * left), 0.0)
    unscattered = unscattered_share(tissue, pulse)
    direct = _direct(tissue, pulse, unscattered)
    melanosomes = tissue.optics.melanosomes
    layers = tissue.layer.astype(np.int64)
    none = np.zeros(layers.size)
    return Scene(
        grid=tissue.grid,
        pulse=pulse,
        fluence=fluence,
        on_axis=np.maximum(_axis(fluence, tissue.grid, pulse), direct),
        direct=direct,
        unscattered=unscattered,
        melanosome=none if melanosomes is None else melanosomes.fraction[layers],
        pigment=none if melanosomes is None else melanosomes.fraction[layers] * melanosomes.absorption,
        inside=0.0 if melanosomes is None else melanosomes.absorption,
        temperature=tissue.temperature,
        lid=_lid(tissue),
    )


def _lid(tissue: Tissue) -> float:
    """Depth at which the uppermost pigmented layer begins [m]; 0 where nothing is pigmented."""
    melanosomes = tissue.optics.melanosomes
    if melanosomes is None:
        return 0.0
    first = int(np.flatnonzero(melanosomes.fraction > 0.0)[0])
    return float(tissue.optics.thickness[:first].sum())


def unscattered_share(tissue: Tissue, pulse: Pulse) -> Array:
    """Fraction of the pulse that has neither been scattered nor absorbed.

    Parameters
    ----------
    tissue : Tissue
        Skin.
    pulse : Pulse
        The light; rays of a focus run aslant, by the cosine of half their greatest angle.

    Returns
    -------
    Array (z,)
        (1 - R) exp(-∫ (μa + μs) dz / cos θ) at the middle of each slab, R that of the surface at normal incidence [1].
    """
    optics, grid = tissue.optics, tissue.grid
    layers = tissue.layer.astype(np.int64)
    scattering = np.where(optics.anisotropy == 1.0, 0.0, optics.scattering)
    per_length = (optics.absorption + scattering)[layers]
    steps = np.diff(grid.z_edges)
    depth = np.cumsum(per_length * steps) - 0.5 * per_length * steps
    focus = focus_of(pulse, float(optics.refractive_index[0]))
    slant = 1.0 if focus is None else math.cos(0.5 * math.atan(focus.slope))
    window = optics.outside_index if optics.window_index is None else optics.window_index
    entering = 1.0 - surface_reflectance(optics.outside_index, window, float(optics.refractive_index[0]))
    return np.asarray(entering * np.exp(-depth / slant))


def _axis(fluence: Array, grid: Grid, pulse: Pulse) -> Array:
    """Fluence on the axis: the mean over a narrow core, at least the innermost ring."""
    focus = focus_of(pulse, 1.0)
    width = pulse.radius if focus is None else focus.waist
    rings = max(int(np.searchsorted(grid.r_edges, _AXIS * width, side="right")) - 1, 1)
    area = grid.ring_area[:rings]
    return np.asarray(fluence[:, :rings] @ area / area.sum())


def beam_radius(tissue: Tissue, pulse: Pulse) -> Array:
    """1/e² radius of the unscattered beam at each depth [m] (z,); that at the surface where it is collimated."""
    focus = focus_of(pulse, float(tissue.optics.refractive_index[0]))
    if focus is None:
        return np.full(tissue.grid.z.size, pulse.radius)
    reach = focus.waist / focus.slope
    return np.array([radius_beside(focus.waist, float(z) - focus.depth, reach) for z in tissue.grid.z])


def _direct(tissue: Tissue, pulse: Pulse, unscattered: Array) -> Array:
    """Fluence of unscattered light on the axis, exact however narrow the focus."""
    if focus_of(pulse, float(tissue.optics.refractive_index[0])) is not None:
        return np.asarray(2.0 * pulse.energy * unscattered / (math.pi * beam_radius(tissue, pulse) ** 2))
    core = np.array([0.0, 1e-3 * pulse.radius])
    within = float(np.diff(beam_of(pulse).within(core))[0])
    return np.asarray(pulse.energy * within / (math.pi * core[1] ** 2) * unscattered)
