"""The light of a pulse as the kernels want it: a collimated beam, or the rays of one that converges."""

from __future__ import annotations

import math

import numpy as np

from microthermal.domain.inputs.laser import Pulse
from microthermal.errors import Fault
from microthermal.numerics.light.spread import BeamProfile, measured_beam, ring_beam, round_beam
from microthermal.numerics.light.walk_setup import Focus


def beam_of(pulse: Pulse) -> BeamProfile:
    """Power of the pulse at the surface, as if collimated.

    Parameters
    ----------
    pulse : Pulse
        The light; one that converges has its radius at the surface.
    """
    if pulse.beam is not None and pulse.beam.radii:
        return measured_beam(np.array(pulse.beam.radii), np.array(pulse.beam.irradiance))
    if pulse.beam is not None and pulse.beam.inner_radius > 0.0:
        return ring_beam(pulse.beam.inner_radius, pulse.radius)
    return round_beam(pulse.radius, pulse.profile == "gaussian")


def converges(pulse: Pulse) -> bool:
    """Whether the rays of the pulse meet in the skin or would meet above it."""
    return pulse.beam is not None and pulse.beam.numerical_aperture > 0.0


def focus_of(pulse: Pulse, index: float) -> Focus | None:
    """Rays of a pulse in the first layer, or None if it is collimated or cannot have this focus.

    Parameters
    ----------
    pulse : Pulse
        The light.
    index : float
        Refractive index of the first layer [1].

    Notes
    -----
    Snell: the sine of the half-angle is NA/n. A Gaussian beam widens as R² = w² + (z tan)², which gives the waist w
    from the radius R at the surface. Diffraction allows no waist below λ / (π NA).
    """
    if pulse.beam is None or not converges(pulse):
        return None
    sine = pulse.beam.numerical_aperture / index
    slope = sine / math.sqrt(1.0 - sine * sine)
    squared = pulse.radius**2 - (pulse.beam.focus_depth * slope) ** 2
    least = pulse.wavelength / (math.pi * pulse.beam.numerical_aperture)
    return Focus(waist=math.sqrt(squared), slope=slope, depth=pulse.beam.focus_depth) if squared >= least**2 else None


def beam_faults(pulse: Pulse, index: float) -> list[Fault]:
    """Fault of a focus that the radius at the surface does not allow."""
    if not converges(pulse) or focus_of(pulse, index) is not None:
        return []
    words = "with this aperture a beam of this radius at the surface would have no waist; focus less deep"
    return [Fault("Pulse.beam.focus_depth", words)]
