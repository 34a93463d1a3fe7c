"""A zone as histology would show it: shrunk by excision and fixation. For comparison only; nothing computes with it."""

from __future__ import annotations

from microthermal.domain.results.zone import Histology, Zone


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
        channel_depth=depth_factor * zone.channel_depth,
        channel_radius=width_factor * zone.channel_radius,
        depth=depth_factor * zone.depth,
        radius=width_factor * zone.radius,
        rim=width_factor * zone.rim,
        depth_error=depth_factor * zone.depth_error,
        radius_error=width_factor * zone.radius_error,
        rim_error=width_factor * zone.rim_error,
    )
