"""Light at a smooth boundary: Fresnel's reflectance, with and without a clear plate."""

from __future__ import annotations

import math

from microthermal.numerics.compiling import njit


@njit(cache=True)
def fresnel(first: float, second: float, cosine: float) -> tuple[float, float]:
    """Reflectance of unpolarised light, and cosine of the refracted ray.

    Parameters
    ----------
    first, second : float
        Refractive indices on the side of arrival and beyond [1].
    cosine : float
        Cosine of the angle of arrival, positive [1].

    Returns
    -------
    tuple of float
        Reflectance [1], 1 if totally reflected; cosine beyond [1].
    """
    squared = 1.0 - (first / second) ** 2 * (1.0 - cosine * cosine)
    if squared <= 0.0:
        return 1.0, 0.0
    beyond = math.sqrt(squared)
    across = (first * cosine - second * beyond) / (first * cosine + second * beyond)
    along = (first * beyond - second * cosine) / (first * beyond + second * cosine)
    return 0.5 * (across * across + along * along), beyond


@njit(cache=True)
def through_window(inside: float, window: float, above: float, cosine: float) -> tuple[float, float]:
    """Reflectance of a clear plate for light that comes from the first layer, and cosine above the plate.

    Parameters
    ----------
    inside, window, above : float
        Refractive indices of the first layer, of the plate, and above it [1]; ``window = above`` is no plate.
    cosine : float
        Cosine of the angle of arrival in the first layer, positive [1].

    Returns
    -------
    tuple of float
        Reflectance with every echo in the plate [1], 1 if totally reflected; cosine above [1]. The same
        ray coming down is reflected by as much.
    """
    inner, within = fresnel(inside, window, cosine)
    if inner >= 1.0 or window == above:
        return inner, within
    outer, beyond = fresnel(window, above, within)
    if outer >= 1.0:
        return 1.0, 0.0
    return inner + (1.0 - inner) ** 2 * outer / (1.0 - inner * outer), beyond
