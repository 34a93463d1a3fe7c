"""Exact solutions of conduction in plain formulas: what the heat model is held against.

All are of bodies with constant properties. W is the squared 1/e radius [m²] of a spreading Gaussian, which grows as
W + 4 α t. Half-spaces are insulated at z = 0 unless stated. Nothing here is taken on trust:
``test_heat_exact_formulas`` puts each formula into the equation that it is to solve.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq
from scipy.special import erf, erfc, erfcx

from microthermal.heat.water import BOILING_TEMPERATURE, LATENT_HEAT


def blob(grid, wide, depth):
    """Cell means [1/m³] of a unit Gaussian blob exp(-R²/W)/(πW)^1.5 at a depth on the axis, and of its image (z, r)."""
    edges = np.exp(-(grid.r_edges**2) / wide)
    across = (edges[:-1] - edges[1:]) / grid.ring_area
    along = 0.5 * (erf((grid.z_edges - depth) / np.sqrt(wide)) + erf((grid.z_edges + depth) / np.sqrt(wide)))
    return (np.diff(along) / np.diff(grid.z_edges))[:, None] * across[None, :]


def blob_kept_up(grid, wide, depth, diffusivity, time, shortest=0.0, nodes=400):
    """Cell means [s/m³] of a blob of unit power after a time: the integral of :func:`blob` over its age.

    A point source has W = 0; then ``shortest`` is the least distance [m] to a cell that is asked for.
    The integral runs over v = 1/√(W + 4 α s), in which it is smooth.
    """
    upper = 1.0 / np.sqrt(wide) if wide > 0 else 8.0 / shortest
    lower = 1.0 / np.sqrt(wide + 4.0 * diffusivity * time)
    x, weight = np.polynomial.legendre.leggauss(nodes)
    v = lower + 0.5 * (x + 1.0) * (upper - lower)
    factor = 0.5 * (upper - lower) * weight * 0.5 / diffusivity / v**3
    return sum(f * blob(grid, 1.0 / u**2, depth) for f, u in zip(factor, v, strict=True))


def point_kept_up(distance, diffusivity, time):
    """Rise [s/m³] at a distance from a point of unit power in a whole space."""
    return erfc(distance / np.sqrt(4.0 * diffusivity * time)) / (4.0 * np.pi * diffusivity * distance)


def ierfc(x):
    """Integral of the complementary error function from x to infinity."""
    return np.exp(-(x**2)) / np.sqrt(np.pi) - x * erfc(x)


def disc(depth, radius, flux, conductivity, diffusivity, time):
    """Rise on the axis under a disc of constant flux on the surface."""
    wide = 2.0 * np.sqrt(diffusivity * time)
    return flux * wide / conductivity * (ierfc(depth / wide) - ierfc(np.hypot(depth, radius) / wide))


def cooled(depth, difference, coefficient, conductivity, diffusivity, time):
    """Change of a half-space whose surroundings differ by ``difference`` since time 0."""
    u = depth / (2.0 * np.sqrt(diffusivity * time))
    v = u + coefficient / conductivity * np.sqrt(diffusivity * time)
    return difference * (erfc(u) - np.exp(-(u**2)) * erfcx(v))


def pennes(depth, thickness, blood, exchange, conductivity, outside, coefficient):
    """Steady temperature of a perfused slab, insulated below, that gives heat to its surroundings above.

    k T'' = e (T - T_blood), e = ω ρ c of blood; k T'(0) = h (T(0) - T_outside); T'(thickness) = 0.
    """
    m = np.sqrt(exchange / conductivity)
    lost = conductivity * m * np.sinh(m * thickness) + coefficient * np.cosh(m * thickness)
    return blood - coefficient * (blood - outside) / lost * np.cosh(m * (thickness - depth))


def touching(x, upper, lower, time):
    """Temperature of two half-spaces in contact since time 0 at x < 0 and x > 0 ; each is (T, k, c)."""
    effusivity = [np.sqrt(k * c) for _, k, c in (upper, lower)]
    between = (effusivity[0] * upper[0] + effusivity[1] * lower[0]) / sum(effusivity)
    found = np.empty_like(x)
    for side, (start, k, c) in ((x < 0, upper), (x >= 0, lower)):
        found[side] = between + (start - between) * erf(np.abs(x[side]) / (2.0 * np.sqrt(k / c * time)))
    return found


def slab_of_two(edges, upper, lower, time, terms=80):
    """Cell means of the temperature of an insulated slab of two layers; each is (thickness, T at the start, k, c).

    Separation of variables: X = cos β₂ cos(λ x/√α₁) above and cos β₁ cos(λ (L - x)/√α₂) below, β = λ d/√α, with the
    roots of e₁ sin β₁ cos β₂ + e₂ cos β₁ sin β₂ = 0, e = √(k c), which are the frequencies at which the flux agrees.
    """
    (d1, t1, k1, c1), (d2, t2, k2, c2) = upper, lower
    s1, s2, e1, e2 = np.sqrt(k1 / c1), np.sqrt(k2 / c2), np.sqrt(k1 * c1), np.sqrt(k2 * c2)

    def agrees(frequency):
        b1, b2 = frequency * d1 / s1, frequency * d2 / s2
        return e1 * np.sin(b1) * np.cos(b2) + e2 * np.cos(b1) * np.sin(b2)

    spacing = np.pi / (d1 / s1 + d2 / s2)
    scan = np.arange(0.05, terms, 0.05) * spacing
    values = agrees(scan)
    roots = [brentq(agrees, scan[i], scan[i + 1]) for i in np.flatnonzero(values[:-1] * values[1:] < 0)]
    above, below = np.minimum(edges, d1), np.maximum(edges, d1)
    found = np.full(edges.size - 1, (c1 * d1 * t1 + c2 * d2 * t2) / (c1 * d1 + c2 * d2))
    for root in roots:
        b1, b2 = root * d1 / s1, root * d2 / s2
        weight1, weight2 = np.cos(b2), np.cos(b1)
        # Integrals of X and X² over each layer.
        first1, first2 = weight1 * s1 / root * np.sin(b1), weight2 * s2 / root * np.sin(b2)
        square1 = weight1**2 * (0.5 * d1 + 0.25 * s1 / root * np.sin(2 * b1))
        square2 = weight2**2 * (0.5 * d2 + 0.25 * s2 / root * np.sin(2 * b2))
        fraction = (c1 * t1 * first1 + c2 * t2 * first2) / (c1 * square1 + c2 * square2)
        integral = weight1 * s1 / root * np.diff(np.sin(root * above / s1))
        integral -= weight2 * s2 / root * np.diff(np.sin(root * (d1 + d2 - below) / s2))
        found += fraction * np.exp(-(root**2) * time) * integral / np.diff(edges)
    return found


def drying_front(hot, cold, boiling, heat, dry, wet):
    """Speed of Neumann's front between a hot dry half-space and a cool wet one that boils where they touch.

    ``heat`` is the latent heat per volume, ``dry`` and ``wet`` are (conductivity, heat capacity per volume). Returns p,
    with which the front stands at s = p √t below the place of first contact :
    heat p/2 = (k_d/√(πα_d)) (T_hot - T_b) e^{-p²/4α_d}/(1 + erf(p/2√α_d))
             - (k_w/√(πα_w)) (T_b - T_cold) e^{-p²/4α_w}/erfc(p/2√α_w).
    """
    (k_dry, c_dry), (k_wet, c_wet) = dry, wet
    a_dry, a_wet = k_dry / c_dry, k_wet / c_wet

    def unbalanced(p):
        u, v = p / (2.0 * np.sqrt(a_dry)), p / (2.0 * np.sqrt(a_wet))
        given = np.sqrt(k_dry * c_dry / np.pi) * (hot - boiling) * np.exp(-(u**2)) / (1.0 + erf(u))
        taken = np.sqrt(k_wet * c_wet / np.pi) * (boiling - cold) / erfcx(v)
        return given - taken - 0.5 * heat * p

    return brentq(unbalanced, 0.0, 10.0 * np.sqrt(max(a_dry, a_wet)))


def beside_front(x, time, speed, hot, cold, boiling, dry, wet):
    """Temperature at x and a time beside the front of :func:`drying_front`; x = 0 where the bodies first touched."""
    a_dry, a_wet = dry[0] / dry[1], wet[0] / wet[1]
    behind = (1.0 + erf(x / (2.0 * np.sqrt(a_dry * time)))) / (1.0 + erf(speed / (2.0 * np.sqrt(a_dry))))
    ahead = erfc(x / (2.0 * np.sqrt(a_wet * time))) / erfc(speed / (2.0 * np.sqrt(a_wet)))
    front = speed * np.sqrt(time)
    return np.where(x < front, hot - (hot - boiling) * behind, cold + (boiling - cold) * ahead)


def vaporisation_enthalpy(heat_capacity, water, start):
    """Heat per volume [J/m³] that brings tissue from a temperature [K] to boiling and boils off its water [kg/m³]."""
    return heat_capacity * (BOILING_TEMPERATURE - start) + water * LATENT_HEAT


def ablation_enthalpy(heat_capacity, dry_heat_capacity, water, start, residue_temperature):
    """Heat per volume [J/m³] that boils tissue dry and heats its residue to the temperature [K] at which it leaves."""
    dry = dry_heat_capacity * (residue_temperature - BOILING_TEMPERATURE)
    return vaporisation_enthalpy(heat_capacity, water, start) + dry


def ejection_depth(fluence, enthalpy, absorption):
    """Depth [m] removed when layers leave as soon as they hold an enthalpy, light falling off by Beer's law.

    d = F/H - 1/μ for F > H/μ: the layer under the receding floor stays filled with H/μ.
    """
    return max(fluence / enthalpy - 1.0 / absorption, 0.0)
