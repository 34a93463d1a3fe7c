"""Light of a pulse that has several wavelengths at once: the sum of what each leaves, and optics that stand for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Bodies, Optics
from microthermal.errors import InputError
from microthermal.quantity import Array, amended

# Coefficients that are averaged; all else is that of the leading wavelength.
_OPTICS = ("wet_absorption", "dry_absorption", "wet_slope", "scattering", "anisotropy", "refractive_index",
           "extinction_index")  # fmt: skip
_BODIES = ("wet_absorption", "dry_absorption", "wet_slope", "scattering", "anisotropy")


def mixed_optics(parts: Sequence[Optics], fractions: Sequence[float], wavelength: float) -> Optics:
    """Optics by which heat follows the absorption of a mix: means over the wavelengths.

    Parameters
    ----------
    parts : sequence of Optics
        Of the same layers, at each wavelength.
    fractions : sequence of float
        Fraction of the energy at each; they add up to 1.
    wavelength : float
        The leading wavelength [m].

    Notes
    -----
    Heat scales what a cell takes by μ(T, w) / μ(T₀, w₀). With means weighted by energy this ratio is that of the sum,
    Σ f_i φ_i μ_i(T, w) / Σ f_i φ_i μ_i, wherever the wavelengths have equal fluence φ_i per energy.
    """
    if len(parts) == 1:
        return parts[0]
    leading = min(parts, key=lambda one: abs(one.wavelength - wavelength))
    means: dict[str, Any] = {name: _mean([getattr(one, name) for one in parts], fractions) for name in _OPTICS}
    return amended(leading, **means)


def mixed_bodies(parts: Sequence[Bodies], fractions: Sequence[float]) -> Bodies:
    """The same for bodies on the axis."""
    if len(parts) == 1:
        return parts[0]
    means: dict[str, Any] = {name: _mean([getattr(one, name) for one in parts], fractions) for name in _BODIES}
    return amended(parts[0], **means)


def summed(parts: Sequence[Deposited], fractions: Sequence[float]) -> Deposited:
    """Light of a whole pulse from that of its wavelengths.

    Parameters
    ----------
    parts : sequence of Deposited
        Each of the part of the pulse at one wavelength, on one grid, from random numbers of its own.
    fractions : sequence of float
        Fraction of the energy at each wavelength.

    Returns
    -------
    Deposited
        Energies add up, their errors as those of independent walks; paths are means over what is absorbed.

    Raises
    ------
    InputError
        If the parts lie on different grids.
    """
    first = parts[0]
    if len(parts) == 1:
        return first
    if any(one.energy.shape != first.energy.shape for one in parts):
        raise InputError("Deposited.grid: the wavelengths of a pulse must be walked on one grid")
    energy = np.sum([one.energy for one in parts], axis=0)
    safe = np.where(energy > 0.0, energy, 1.0)
    path = np.sum([one.energy * one.path for one in parts], axis=0) / safe
    return amended(
        first, energy=energy, error=np.sqrt(np.sum([one.error**2 for one in parts], axis=0)), path=path,
        path_spread=_spread(parts, path, safe), entrance=np.sum([one.entrance for one in parts], axis=0),
        collimated=all(one.collimated for one in parts),
        reflected=_total(parts, fractions, "reflected"), transmitted=_total(parts, fractions, "transmitted"),
        lost=_total(parts, fractions, "lost"),
        cautions=tuple(dict.fromkeys(caution for one in parts for caution in one.cautions)),
    )  # fmt: skip


def _spread(parts: Sequence[Deposited], path: Array, energy: Array) -> Array | None:
    """Standard deviation of the path over all wavelengths [m]: that of each, and that of their means."""
    if all(one.path_spread is None for one in parts):
        return None
    squares = np.zeros_like(path)
    for one in parts:
        own = 0.0 if one.path_spread is None else one.path_spread
        squares += one.energy * (own**2 + one.path**2)
    return np.sqrt(np.maximum(squares / energy - path**2, 0.0))


def _total(parts: Sequence[Deposited], fractions: Sequence[float], name: str) -> float:
    return float(sum(part * getattr(one, name) for one, part in zip(parts, fractions, strict=True)))


def _mean(values: Sequence[Array], fractions: Sequence[float]) -> Array:
    return np.asarray(np.tensordot(np.asarray(fractions), np.stack(values), axes=1))
