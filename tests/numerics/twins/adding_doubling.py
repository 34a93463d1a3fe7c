"""Adding-doubling in plain NumPy: reflection and transmission of layered slabs, a method without random numbers.

Radiances at a few angles, azimuth averaged out; phase function of Henyey and Greenstein cut off by the delta-M method;
a thin layer from the diamond scheme, doubled until it is thick enough, layers added, index steps at top and bottom.
"""

import numpy as np
from scipy.special import eval_legendre, roots_jacobi, roots_legendre


def angles(count, index):
    """Cosines and weights on (0, 1): Gauss below the critical cosine, Radau with the vertical above it."""
    critical = np.sqrt(1 - 1 / index**2)
    low, low_weight = roots_legendre(count // 2)
    inner, weight = roots_jacobi(count // 2 - 1, 1, 0)
    high, high_weight = np.append(inner, 1.0), np.append(weight / (1 - inner), 2 / (count // 2) ** 2)
    if critical == 0:
        inner, weight = roots_jacobi(count - 1, 1, 0)
        high, high_weight = np.append(inner, 1.0), np.append(weight / (1 - inner), 2 / count**2)
        return (high + 1) / 2, high_weight / 2
    span = 1 - critical
    return (
        np.append(critical * (low + 1) / 2, critical + span * (high + 1) / 2),
        np.append(critical * low_weight / 2, span * high_weight / 2),
    )


def layer(absorption, scattering, g, thickness, cosine, weight):
    """Matrices of reflection and transmission of one layer without boundaries."""
    depth, count = (absorption + scattering) * thickness, cosine.size
    albedo, forward = scattering / (absorption + scattering), g**count
    depth, albedo = (1 - albedo * forward) * depth, albedo * (1 - forward) / (1 - albedo * forward)
    orders = np.arange(count)
    moments = (2 * orders + 1) * (g**orders - forward) / (1 - forward)
    legendre = np.array([eval_legendre(order, cosine) for order in orders])
    same = np.einsum("l,li,lj->ij", moments, legendre, legendre)
    other = np.einsum("l,li,lj->ij", moments * (-1.0) ** orders, legendre, legendre)
    doublings = max(int(np.ceil(np.log2(depth / (1e-4 * cosine.min())))), 0)
    thin, unit = depth / 2**doublings, np.eye(count)
    a = thin / 2 / cosine[:, None] * (unit - albedo / 2 * same * weight)
    b = thin / 2 / cosine[:, None] * (albedo / 2 * other * weight)
    shared = np.linalg.inv(unit + a)
    gain = np.linalg.inv(unit + a - b @ shared @ b)
    reflection, transmission = 2 * gain @ b @ shared, 2 * gain - unit
    for _ in range(doublings):
        again = transmission @ np.linalg.inv(unit - reflection @ reflection)
        reflection, transmission = reflection + again @ reflection @ transmission, again @ transmission
    return reflection, transmission, reflection, transmission


def added(upper, lower):
    """Two layers, one on the other: (reflection, transmission) from above, then from below."""
    r1, t1, s1, u1 = upper
    r2, t2, s2, u2 = lower
    down = np.linalg.inv(np.eye(len(r1)) - s1 @ r2)
    up = np.linalg.inv(np.eye(len(r1)) - r2 @ s1)
    return r1 + u1 @ up @ r2 @ t1, t2 @ down @ t1, s2 + t2 @ down @ s1 @ u2, u1 @ up @ u2


def fresnel(index, cosine):
    """Reflectance of unpolarised light that goes from ``index`` to 1."""
    squared = 1 - index**2 * (1 - cosine**2)
    beyond = np.sqrt(np.maximum(squared, 0))
    across = (index * cosine - beyond) / (index * cosine + beyond)
    along = (index * beyond - cosine) / (index * beyond + cosine)
    return np.where(squared > 0, (across**2 + along**2) / 2, 1.0)


def slab(layers, index=1.0, count=32):
    """Total reflection (specular included) and transmission of a vertical beam on layers of one index, in air.

    ``layers``: tuples (absorption, scattering, g, thickness) from the top.
    """
    cosine, weight = angles(count, index)
    whole = layer(*layers[0], cosine, weight)
    for one in layers[1:]:
        whole = added(whole, layer(*one, cosine, weight))
    r, t, s, u = whole
    wall, unit = np.diag(fresnel(index, cosine)), np.eye(count)
    floor = np.linalg.inv(unit - s @ wall) @ t
    up = r + u @ wall @ floor
    flux, specular = 2 * cosine * weight, float(wall[-1, -1])
    start = np.zeros(count)
    start[-1] = (1 - specular) / flux[-1]
    inside = np.linalg.solve(unit - wall @ up, start)
    out = flux * (1 - np.diag(wall))
    return specular + float(out @ up @ inside), float(out @ floor @ inside)
