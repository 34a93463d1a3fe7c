"""Blood, oxygen and nutrients at depth: both plexuses, and the networks around bulge and papilla."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.figures import SupplyFigures
from microthermal.domain.results.response import Healing, Supply
from microthermal.quantity import Array

_PLACES = ("papillary plexus", "reticular plexus", "bulge", "papilla")


def places(skin: Skin, plexus: float | None = None) -> tuple[tuple[str, float], ...]:
    """Places with their depth [m]: plexuses at the bottom of their layers, bulge and papilla of the site.

    Parameters
    ----------
    skin : Skin
        Layers and follicles of the site, as the condition has changed them.
    plexus : float, optional
        Depth of the papillary plexus [m], where the library states one.
    """
    top, bottom = skin.depth_of("dermis")
    if plexus is None:
        plexus = skin.depth_of("papillary_dermis")[1] if skin.has("papillary_dermis") else top
    found = (plexus, bottom, skin.follicle.bulge_depth, skin.follicle.papilla_depth)
    return tuple(zip(_PLACES, found, strict=True))


def reached(depth: float, zone_depth: float, reach: float) -> float:
    """Fraction of what happens in the zones that a depth feels [1]: all of it inside them, e^(-distance/reach) below.

    Parameters
    ----------
    depth : float
        Depth of the place [m].
    zone_depth : float
        Depth of the zones [m].
    reach : float
        Distance over which flow and signals fall to 1/e [m]; nobody has measured it.
    """
    return float(np.exp(-max(depth - zone_depth, 0.0) / reach))


def supply(
    healing: Healing, skin: Skin, zone_depth: float, figures: SupplyFigures, flow_at_rest: float = 1.97e-3,
    plexus: float | None = None,
) -> Supply:  # fmt: skip
    """Supply over time at each place, relative to healthy skin at rest.

    Parameters
    ----------
    healing : Healing
        Vessels and their tone.
    skin : Skin
        Where the places lie.
    zone_depth : float
        Depth of the zones [m].
    figures : SupplyFigures
        Those of the library.
    flow_at_rest : float
        Blood flow of healthy skin [1/s], volume of blood per volume of tissue.
    plexus : float, optional
        As for :func:`places`.

    Notes
    -----
    At a place that feels the fraction w, vessels are 1 + w (vessels - 1), tone is w times that of the zones, flow is
    vessels times (1 + tone). Oxygen: a Krogh cylinder whose radius falls with the root of the vessels; the mean
    capillary saturation is the arterial one less half of what is consumed; the pressure at the far wall is

        P = P_cap - M / (4 K) [R² (2 ln(R/r) - 1) + r²]

    (Krogh and Erlang), and not below 0. Nutrients: flow (1 - exp(-PS vessels / flow)) (Renkin and Crone). Steady,
    even consumption, no oxygen from the air: in the uppermost 0.25 to 0.40 mm the air feeds the skin (Stücker 2002).
    """
    vessels, tone = healing.of("vessels"), healing.of("vasodilation")
    found = places(skin, plexus)
    fractions = np.array([reached(depth, zone_depth, figures.signal_reach) for _, depth in found])
    counts = 1.0 + np.outer(vessels - 1.0, fractions)
    flow = counts * (1.0 + np.outer(tone, fractions))
    follicle = figures.follicle_spacing
    spacing = np.array([figures.papillary_spacing, figures.reticular_spacing, follicle, follicle])
    exchange = figures.nutrient_exchange
    nutrients = flow * -np.expm1(-exchange * counts / flow) / -np.expm1(-exchange)
    return Supply(
        places=tuple(name for name, _ in found),
        depth=np.array([depth for _, depth in found]),
        reached=fractions,
        time=healing.time,
        flow=flow,
        oxygen=_far_pressure(counts, flow * flow_at_rest, spacing, figures),
        nutrients=nutrients,
    )


def _far_pressure(counts: Array, flow: Array, spacing: Array, figures: SupplyFigures) -> Array:
    half, power = figures.half_pressure, figures.hill_exponent
    arterial = (figures.arterial_pressure / half) ** power
    used = figures.consumption / np.maximum(flow, 1e-9) / figures.oxygen_capacity
    mean = np.clip(arterial / (1.0 + arterial) - used / 2.0, 1e-6, 1.0 - 1e-9)
    capillary = half * (mean / (1.0 - mean)) ** (1.0 / power)
    small, wide = figures.capillary_radius, spacing / np.sqrt(counts)
    drop = wide**2 * (2.0 * np.log(wide / small) - 1.0) + small**2
    return np.asarray(np.maximum(capillary - figures.consumption / (4.0 * figures.oxygen_conductance) * drop, 0.0))
