"""A zone as histology would show it: shrunk by excision and fixation. For comparison only; nothing computes with it."""

from __future__ import annotations

from microthermal.domain.results.zone import Histology, Zone
from microthermal.quantity import Measured


def as_histology(zone: Zone, width_factor: float, depth_factor: float) -> Histology:
    """Measures of a zone in a section of excised and fixed skin.

    Parameters
    ----------
    zone : Zone
        The zone in living skin.
    width_factor, depth_factor : float
        What is left of a length along and below the surface; those of the library are
        ``catalog.library().figures.histology``.

    Returns
    -------
    Histology
        Lengths along the surface times the one factor, depths times the other. The skin around shrinks alike, so that
        fractions and counts per area of section are not changed by this.

    References
    ----------
    BlascoMorente2015, Kerns2008, Marqa2014.
    """
    return Histology(
        width_factor=width_factor,
        depth_factor=depth_factor,
        channel_depth=_scaled(zone.channel_depth, depth_factor),
        channel_radius=_scaled(zone.channel_radius, width_factor),
        depth=_scaled(zone.depth, depth_factor),
        radius=_scaled(zone.radius, width_factor),
        rim=_scaled(zone.rim, width_factor),
    )


def _scaled(length: Measured, factor: float) -> Measured:
    return Measured(value=factor * length.value, error=factor * length.error)
