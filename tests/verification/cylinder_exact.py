"""Exact solutions of heated cylinders, and of light that meets one: what follicles and vessels are held against."""

from __future__ import annotations

import numpy as np
from scipy.integrate import quad
from scipy.special import ive, j0, j1, kve, y0


def centre(radius, diffusivity, time):
    """Rise on the axis of a cylinder that was 1 warmer at time 0 (A1)."""
    return 1.0 - np.exp(-(radius**2) / (4.0 * diffusivity * time))


def centre_after(radius, diffusivity, duration):
    """Rise on the axis at the end of even heating by 1 in all (A2)."""
    scale = radius**2 / (4.0 * diffusivity)
    found, _ = quad(lambda s: 1.0 - np.exp(-scale / s), 0.0, duration, epsabs=1e-12, epsrel=1e-11, limit=200)
    return found / duration


def around(place, radius, diffusivity, duration, time):
    """Rise at a distance from the axis some time after the start of even heating by 1 in all, which is over (A3)."""
    rate = diffusivity / radius**2

    def part(x):
        c = rate * x * x
        held = (np.exp(-c * (time - duration)) - np.exp(-c * time)) / (c * duration) if x > 0.0 else 1.0
        return j0(x * place / radius) * j1(x) * held

    end = np.sqrt(40.0 / (rate * max(time - duration, 1e-3 * duration)))
    found, _ = quad(part, 0.0, min(end, 400.0), epsabs=1e-10, limit=4000)
    return found


def in_other(places, radius, time, inner, outer, terms=32):
    """Rise around a cylinder of one material in another, both (conductivity, heat capacity), 1 warmer at time 0.

    The transform is A I0(q₁ r) + 1/s inside and B K0(q₂ r) outside, with temperature and flux continuous; it is
    inverted by the contour of Talbot.
    """
    (k1, c1), (k2, c2) = inner, outer
    angle = np.pi * (2.0 * np.arange(terms) + 1.0) / (2.0 * terms)  # midpoints of half the contour
    cotangent = 1.0 / np.tan(angle)
    s = (2.0 * terms / (5.0 * time)) * angle * (cotangent + 1j)
    slope = (2.0 * terms / (5.0 * time)) * (cotangent - angle * (1.0 + cotangent**2) + 1j)
    q1, q2 = np.sqrt(s * c1 / k1), np.sqrt(s * c2 / k2)

    def i_ratio(r, order):  # I_order(q₁ r) / I0(q₁ a), which does not overflow
        return ive(order, q1 * r) / ive(0, q1 * radius) * np.exp(np.abs((q1 * r).real) - np.abs((q1 * radius).real))

    def k_ratio(r, order):  # K_order(q₂ r) / K0(q₂ a)
        return kve(order, q2 * r) / kve(0, q2 * radius) * np.exp(-q2 * (r - radius))

    flux_in, flux_out = k1 * q1 * i_ratio(radius, 1), k2 * q2 * k_ratio(radius, 1)
    inside = -flux_out / (flux_in + flux_out) / s
    found = []
    for place in np.atleast_1d(places):
        value = 1.0 / s + inside * i_ratio(place, 0) if place <= radius else (1.0 / s + inside) * k_ratio(place, 0)
        found.append(float(np.sum(np.imag(np.exp(s * time) * value * slope)) / terms))
    return np.array(found)


def absorptance_in_isotropic_field(depth):
    """Absorbed over incident in a field of equal radiance, for optical depth absorption · radius (A4)."""

    def along(theta):
        sine = np.sin(theta)
        within, _ = quad(lambda u: -np.expm1(-2.0 * depth * np.sqrt(1.0 - u * u) / sine), 0.0, 1.0, epsabs=1e-10)
        return sine * sine * within

    return 4.0 / np.pi * quad(along, 1e-9, 0.5 * np.pi, epsabs=1e-9)[0]


def absorptance_across(depth):
    """Absorbed over incident of collimated light across the cylinder (A5)."""
    return quad(lambda u: -np.expm1(-2.0 * depth * np.sqrt(1.0 - u * u)), 0.0, 1.0, epsabs=1e-12)[0]


def outside_held(place, radius, diffusivity, time):
    """Rise at a distance while the wall of a cylinder is held 1 above a medium without end (Carslaw and Jaeger 13.5).

    1 + (2/π) ∫ exp(-κ u² t) [J0(u r) Y0(u a) - Y0(u r) J0(u a)] / (J0²(u a) + Y0²(u a)) du/u, cut where
    the integrand is known by its first term.
    """
    scaled, ratio = diffusivity * time / radius**2, place / radius

    def part(logarithm):
        u = np.exp(logarithm)
        below = j0(u) ** 2 + y0(u) ** 2
        return np.exp(-scaled * u * u) * (j0(u * ratio) * y0(u) - y0(u * ratio) * j0(u)) / below

    end = 0.5 * np.log(60.0 / scaled)
    found, _ = quad(part, end - 60.0, end, epsabs=1e-9, limit=4000)
    # Below the cut the integrand is ln(r/a) (2/π) / (1 + (4/π²) ln²u), whose integral is known.
    tail = np.log(ratio) * (2.0 / np.pi) * (np.pi / 2.0) * (np.pi / 2.0 - np.arctan(2.0 / np.pi * (60.0 - end)))
    return 1.0 + 2.0 / np.pi * (found - tail)
