"""Beer-Lambert: straight light, for wavelengths at which absorption dwarfs scattering."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.deposition.beams import beam_of, converges
from microthermal.deposition.checks import check
from microthermal.deposition.engines import engine
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.errors import InputError
from microthermal.numerics.light.beer_lambert import attenuate
from microthermal.numerics.light.unscattered import surface_reflectance
from microthermal.quantity import Array, record


@engine
@final
@record
class BeerLambert:
    """Light that is reflected by the surface and then absorbed on a straight way down.

    Notes
    -----
    Reflectance of the surface at normal incidence ((n-n0)²+k²)/((n+n0)²+k²), with n and k of the first layer, and of
    a contact window with all its echoes.
    Absorption follows the water and the tissue still there: μ = μ_wet w/w0 + μ_dry (1 - removed). Scattering is
    ignored: right where it is far below absorption, as at 2.94 and 10.6 µm. Equations: docs/theory/light.md.
    """

    kind: ClassVar[str] = "beer_lambert"
    sources: ClassVar[tuple[str, ...]] = ()
    exposures: ClassVar[tuple[type, ...]] = (Pulse,)
    renewed: ClassVar[bool] = False

    def deposit(self, tissue: Tissue, pulse: Pulse) -> Deposited:
        """Absorbed energy of one pulse, exact in each cell; see `DepositionEngine.deposit`."""
        check(tissue, pulse)
        if converges(pulse):
            raise InputError("Pulse.beam: beer_lambert knows only collimated light; use monte_carlo for a focus")
        grid, optics = tissue.grid, tissue.optics
        index, extinction = float(optics.refractive_index[0]), float(optics.extinction_index[0])
        window = optics.outside_index if optics.window_index is None else optics.window_index
        reflected = surface_reflectance(optics.outside_index, window, index, extinction)
        within = np.diff(beam_of(pulse).within(grid.r_edges))
        entrance = pulse.energy * (1.0 - reflected) * within / grid.ring_area
        absorbed, path, leaving = attenuate(entrance, absorption_now(tissue), grid.z_edges)
        transmitted = float((leaving * grid.ring_area).sum()) / pulse.energy
        return Deposited(
            grid=grid, energy=absorbed, error=np.zeros(grid.shape), path=path, entrance=entrance, collimated=True,
            reflected=reflected, transmitted=transmitted, lost=(1.0 - reflected) * max(1.0 - float(within.sum()), 0.0),
        )  # fmt: skip


def absorption_now(tissue: Tissue) -> Array:
    """Absorption of every cell with the water and the tissue that are left, at the reference temperature.

    Parameters
    ----------
    tissue : Tissue
        The skin.

    Returns
    -------
    Array (z, r)
        μ_wet w/w0 + μ_dry (1 - removed) [1/m].
    """
    full = tissue.cells("initial_water")
    moist = np.divide(tissue.water, full, out=np.zeros_like(tissue.water), where=full > 0)
    wet = tissue.cells("wet_absorption") * moist
    absorption: Array = wet + tissue.cells("dry_absorption") * (1.0 - tissue.removed)
    return absorption
