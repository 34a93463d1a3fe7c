"""What every engine refuses before it starts: optics of another wavelength, empty layers, absurd grids."""

from __future__ import annotations

import numpy as np

from microthermal.deposition.beams import beam_faults
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import Fault, InputError
from microthermal.quantity import Array

# Four million cells fill about 2 GB in the batches of a walk; useful grids have a hundredth of that.
MOST_CELLS = 4_000_000
# Beyond this the single-precision inversion of Henyey-Greenstein loses its last digits.
STEEPEST = 0.995
STEEP_WORDS = (
    f"the mean cosine of scattering must lie between -{STEEPEST} and {STEEPEST}, or be 1 where light goes straight on; "
    "treat light that nearly only goes on as not scattered, or scale its scattering"
)
# A walk keeps 32 tallies of 151 rings for each slab: 600 MB at most.
MOST_SLABS = 5000
_SAME_WAVELENGTH = 1e-3


def unscattered(scattering: Array, anisotropy: Array) -> tuple[Array, Array]:
    """Scattering and anisotropy where an anisotropy of 1, as for water or gel, means that light is not scattered."""
    straight = anisotropy == 1.0
    return np.where(straight, 0.0, scattering), np.where(straight, 0.0, anisotropy)


def check(tissue: Tissue, pulse: Pulse) -> None:
    """Refuse what no engine can deposit.

    Parameters
    ----------
    tissue : Tissue
        The skin.
    pulse : Pulse
        The light.

    Raises
    ------
    InputError
        With every fault found.
    """
    optics, faults = tissue.optics, []
    for name in ("thickness", "wet_absorption", "dry_absorption", "scattering", "anisotropy", "refractive_index"):
        faults += implausible(optics, name)
    fraction = optics.isotropic_fraction
    if fraction is not None and not bool(np.all((fraction >= 0.0) & (fraction < 1.0))):
        faults.append(Fault("Optics.isotropic_fraction", "every layer needs a fraction from 0 to less than 1"))
        fraction = None
    if bool(np.any(optics.thickness <= 0.0)):
        faults.append(Fault("Optics.thickness", "a layer has no thickness; leave it out, or make it thicker than 0"))
    forward = 1.0 if fraction is None else 1.0 - fraction
    steep = (np.abs(optics.anisotropy) > STEEPEST * forward) & (optics.anisotropy != 1.0)
    if bool(np.any(steep)) or (fraction is not None and bool(np.any((optics.anisotropy == 1.0) & (fraction > 0.0)))):
        faults.append(Fault("Optics.anisotropy", STEEP_WORDS))
    cells = tissue.grid.shape[0] * tissue.grid.shape[1]
    if cells > MOST_CELLS:
        faults.append(Fault("Tissue.grid", f"{cells} cells are too many; use at most {MOST_CELLS}"))
    if optics.refractive_index.size:
        faults += beam_faults(pulse, float(optics.refractive_index[0]))
    faults += other_wavelength(optics, pulse, "sample the tissue")
    if bool(np.any(tissue.layer >= optics.thickness.size)) or bool(np.any(tissue.layer < 0)):
        faults.append(
            Fault("Tissue.layer", f"must count from 0 to {optics.thickness.size - 1}, the layers of the optics")
        )
    if faults:
        raise InputError(faults)


def other_wavelength(optics: Optics, pulse: Pulse, mend: str) -> list[Fault]:
    """Fault of optics that are not those of the pulse; ``mend`` says what to do at its wavelength."""
    if abs(pulse.wavelength / optics.wavelength - 1.0) > _SAME_WAVELENGTH:
        words = f"the optics are for {optics.wavelength:.4g} m, but the pulse has {pulse.wavelength:.4g} m"
        return [Fault("Pulse.wavelength", f"{words}; {mend} at the wavelength of the pulse")]
    return []


def implausible(optics: Optics, name: str) -> list[Fault]:
    """Fault of a coefficient that no layer can have."""
    values: Array = getattr(optics, name)
    low = {"anisotropy": -1.0, "refractive_index": 1.0}.get(name, 0.0)
    if values.size and bool(np.all(np.isfinite(values))) and bool(np.all(values >= low)):
        return []
    hint = "; the last layer has no bottom anyway, so any thickness will do" if name == "thickness" else ""
    return [Fault(f"Optics.{name}", f"every layer needs a finite number of at least {low:g}{hint}")]
