"""Light that has not yet been scattered or turned back inside: known exactly, so that no photon is spent on it."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]


class Stack(NamedTuple):
    """Planar layers from the surface down: arrays (layer,), lengths in m, coefficients in 1/m."""

    thickness: Array
    absorption: Array
    scattering: Array
    anisotropy: Array
    refraction: Array
    index_above: float
    index_below: float
    isotropic: Array | None = None
    """Fraction of scatterings that are isotropic, the others by Henyey and Greenstein [1] (layer,); None is none."""
    window: float | None = None
    """Refractive index of a clear plate between what is above and the first layer [1]; None is no plate."""

    @property
    def index_window(self) -> float:
        """Index of the plate, or of what is above if there is none [1]."""
        return self.index_above if self.window is None else self.window

    @property
    def attenuation(self) -> Array:
        """Absorption plus scattering [1/m] (layer,)."""
        return self.absorption + self.scattering

    @property
    def edges(self) -> Array:
        """Depths of the boundaries, surface and bottom included [m] (layer + 1,)."""
        edges: Array = np.concatenate(([0.0], np.cumsum(self.thickness)))
        return edges


class Direct(NamedTuple):
    """The unscattered part of a pencil beam of unit energy at normal incidence."""

    specular: float
    """Fraction reflected by the surface [1]."""
    arriving: Array
    """Fraction that reaches the top of each layer [1] (layer,)."""
    sources: Array
    """Fractions first scattered in layer l (entry 2l) and first turned back at its floor (entry 2l + 1) [1]."""
    transmitted: float
    """Fraction that leaves through the bottom [1]."""


def normal_reflectance(first: float, second: float, extinction: float = 0.0) -> float:
    """Fraction reflected at normal incidence between two media.

    Parameters
    ----------
    first, second : float
        Refractive indices on the side of arrival and beyond [1].
    extinction : float, optional
        Imaginary part of the index beyond [1].

    Returns
    -------
    float
        ((n2 - n1)² + k²) / ((n2 + n1)² + k²) [1].

    Examples
    --------
    >>> round(normal_reflectance(1.0, 1.5), 4)
    0.04
    """
    return ((second - first) ** 2 + extinction**2) / ((second + first) ** 2 + extinction**2)


def surface_reflectance(above: float, window: float, first: float, extinction: float = 0.0) -> float:
    """Fraction reflected at normal incidence by a clear plate and the layer behind it, every echo in the plate added.

    Parameters
    ----------
    above, window, first : float
        Refractive indices above the plate, of the plate, and of the layer [1]; ``window = above`` is no plate.
    extinction : float, optional
        Imaginary part of the index of the layer [1].

    Returns
    -------
    float
        ρ1 + (1 - ρ1)² ρ2 / (1 - ρ1 ρ2) with ρ1 of the plate's outer face and ρ2 of its inner one [1].

    Examples
    --------
    >>> round(surface_reflectance(1.0, 1.0, 1.5), 4)
    0.04
    """
    outer, inner = normal_reflectance(above, window), normal_reflectance(window, first, extinction)
    return outer + (1.0 - outer) ** 2 * inner / (1.0 - outer * inner)


def direct_light(stack: Stack) -> Direct:
    """Follow the unscattered pencil down through the layers.

    Parameters
    ----------
    stack : Stack
        The layers.

    Returns
    -------
    Direct
        Fractions of the light sent; specular + directly absorbed + sources + transmitted = 1.
    """
    layers = stack.thickness.size
    below = np.append(stack.refraction[1:], stack.index_below)
    specular = surface_reflectance(stack.index_above, stack.index_window, float(stack.refraction[0]))
    fraction, arriving, sources = 1.0 - specular, np.zeros(layers), np.zeros(2 * layers)
    attenuation = stack.attenuation
    for layer in range(layers):
        arriving[layer] = fraction
        stopped = -np.expm1(-attenuation[layer] * stack.thickness[layer])
        if attenuation[layer] > 0:
            sources[2 * layer] = fraction * stopped * stack.scattering[layer] / attenuation[layer]
        fraction *= 1.0 - stopped
        back = normal_reflectance(float(stack.refraction[layer]), float(below[layer]))
        sources[2 * layer + 1] = fraction * back
        fraction *= 1.0 - back
    return Direct(specular, arriving, sources, float(fraction))


def direct_absorption(stack: Stack, direct: Direct, z_edges: Array) -> tuple[Array, Array, Array, float]:
    """Where the unscattered light is absorbed.

    Parameters
    ----------
    stack, direct : Stack, Direct
        The layers, and the light of `direct_light`.
    z_edges : array (z + 1,)
        Edges of the cells [m]; a cell may hold parts of several layers.

    Returns
    -------
    absorbed : array (z,)
        Fraction of the light sent that is absorbed in each cell [1].
    path : array (z,)
        Mean depth at which it is absorbed there [m].
    square : array (z,)
        Mean of the square of that depth [m²].
    total : float
        Fraction absorbed at any depth [1].

    Notes
    -----
    Exact integrals of μa F exp(-μt (z - top)) and of z and z² times it, per cell.
    """
    (absorbed, moment, square), total = np.zeros((3, z_edges.size - 1)), 0.0
    edges = stack.edges
    for layer, (absorption, attenuation) in enumerate(zip(stack.absorption, stack.attenuation, strict=True)):
        if absorption == 0.0:
            continue
        fraction = direct.arriving[layer] * absorption / attenuation
        low = np.clip(z_edges[:-1], edges[layer], edges[layer + 1])
        width = np.clip(z_edges[1:], edges[layer], edges[layer + 1]) - low
        left = np.exp(-attenuation * (low - edges[layer]))
        part = fraction * left * -np.expm1(-attenuation * width)
        absorbed += part
        mean, mean_square = _depths(attenuation, width)
        moment += part * (low + mean)
        square += part * (low**2 + 2.0 * low * mean + mean_square)
        total += fraction * -np.expm1(-attenuation * stack.thickness[layer])
    lit = absorbed > 0
    path, square = (np.divide(sums, absorbed, out=np.zeros_like(sums), where=lit) for sums in (moment, square))
    return absorbed, path, square, float(total)


def _depths(attenuation: float, width: Array) -> tuple[Array, Array]:
    # Mean m of the depth of absorption within a slab, 1/μ - w / (exp(μw) - 1), and of its square,
    # 2 m/μ - w² / (exp(μw) - 1); by their series where that cancels.
    depth = attenuation * width
    thin = depth < 1e-3
    bounded = np.clip(depth, 1e-3, 700.0)
    left = 1.0 / np.expm1(bounded)
    mean = np.where(thin, width * (0.5 - depth / 12.0), (1.0 - bounded * left) / attenuation)
    thick = 2.0 * (1.0 - bounded * left) - bounded**2 * left
    return mean, np.where(thin, width**2 * (1.0 / 3.0 - depth / 12.0), thick / attenuation**2)
