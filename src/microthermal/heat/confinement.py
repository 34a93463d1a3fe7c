"""Thermal and stress confinement of a pulse, from where its light goes: plain formulas, nothing assumed."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.results.confinement import Confinement
from microthermal.domain.results.flow import Deposited
from microthermal.heat.pulse_spans import emission
from microthermal.numerics.roots import root_between
from microthermal.quantity import Array

# Speed of sound in soft tissue [m/s]: general knowledge, recalled; tissues differ by a few percent, which no word here
# depends on.
SOUND = 1540.0
# A Gaussian beam holds half of its energy within this many 1/e² radii: sqrt(ln 2 / 2).
_HALF_ENERGY = math.sqrt(math.log(2.0) / 2.0)
# Nodes of the quadrature; 48 agree with 200 to 1e-6 from a millionth to a million relaxation times.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)
# erfcx by its first terms from here on, where exp(x²) erfc(x) would overflow; wrong by less than 1e-7 there.
_FAR = 20.0
# Light within the width of a beam below this fraction of all light counts as none.
_NOTHING = 1e-9


def rise_left(time: float, width: float, depth: float, diffusivity: float) -> float:
    """Fraction of the peak temperature rise that is left some time after an instantaneous pulse.

    Parameters
    ----------
    time : float
        Time since the pulse [s].
    width : float
        1/e² radius of a Gaussian column [m].
    depth : float
        Penetration depth (1/e) of the heat source [m].
    diffusivity : float
        Thermal diffusivity [m²/s].

    Notes
    -----
    g(t) = erfcx(sqrt(α t) / δ) / (1 + 8 α t / w²), exact on the axis at the surface of a half-space that loses no heat,
    for the source exp(-2 r²/w²) exp(-z/δ); erfcx(x) = exp(x²) erfc(x).

    Examples
    --------
    >>> round(rise_left(4.4e-3, 67e-6, 1.0, 1.3e-7), 2)
    0.5
    """
    return _erfcx(math.sqrt(diffusivity * time) / depth) / (1.0 + 8.0 * diffusivity * time / width**2)


def _erfcx(x: float) -> float:
    if x < _FAR:
        return math.exp(x * x) * math.erfc(x)
    return (1.0 - 0.5 / x**2 + 0.75 / x**4) / (x * math.sqrt(math.pi))


@lru_cache(maxsize=4)  # asked for itself, and as the scale of what a pulse keeps
def relaxation_time(width: float, depth: float, diffusivity: float) -> float:
    """Time after which :func:`rise_left` is one half [s].

    Examples
    --------
    >>> round(1e3 * relaxation_time(100e-6, 1.0, 1.25e-7), 2)  # a deep column: w² / (8 α)
    10.0
    """
    # g(t) is below 1 / (1 + 8 α t / w²), which is 1/2 at w² / (8 α).
    # For a column so deep that rounding hides axial conduction, this bound is the relaxation time itself.
    longest = width**2 / (8.0 * diffusivity)

    def excess(fraction: float) -> float:
        return rise_left(fraction * longest, width, depth, diffusivity) - 0.5

    return longest * root_between(excess, 0.0, 1.0 + 1e-12, "thermal relaxation time")


def rise_kept(pulse: Exposure, width: float, depth: float, diffusivity: float) -> float:
    """Peak temperature rise at the end of the pulse, over that of an instantaneous pulse of the same energy.

    Parameters
    ----------
    pulse : Exposure
        Length and course of the power.
    width, depth, diffusivity : float
        As for :func:`rise_left` [m, m, m²/s].

    Notes
    -----
    ∫ P(t) g(t_p - t) dt over the pulse, P its power as a fraction of its energy per second. 1 is perfect confinement.
    With τ = t_r (exp(v²) - 1), t_r the relaxation time, the integrand is smooth over any number of decades.
    """
    scale = relaxation_time(width, depth, diffusivity)

    def upto(time: float) -> float:
        # Integral of g from 0 to a time.
        top = math.sqrt(math.log1p(time / scale))
        nodes = (0.5 * top * (_NODES + 1.0)).tolist()
        values = [rise_left(scale * math.expm1(v * v), width, depth, diffusivity) * v * math.exp(v * v) for v in nodes]
        return float(top * scale * np.dot(_WEIGHTS, values))

    end = pulse.duration
    return sum(power * (upto(end - begin) - upto(end - stop)) for begin, stop, power in emission(pulse))


def confinement(deposited: Deposited, pulse: Exposure, diffusivity: float) -> Confinement | None:
    """Confinement of one pulse in the light that was deposited.

    Parameters
    ----------
    deposited : Deposited
        Light at reference absorption.
    pulse : Exposure
        The pulse.
    diffusivity : float
        Thermal diffusivity [m²/s].

    Returns
    -------
    Confinement or None
        None where nothing is absorbed, and for an exposure that does not shine from the surface down. The width is that
        of the beam, as the Gaussian with the same half-energy radius: scattered light around it is wide and faint, and
        does not hold the peak. The depth is the mean over what is absorbed within that width.

    Notes
    -----
    Sound: t = min(w, δ) / c (VogelVenugopalan2003).
    """
    grid = deposited.grid
    per_cell = deposited.energy * grid.volume
    total = float(per_cell.sum())
    if total <= 0.0 or pulse.extent is not None:
        return None
    width = _width(pulse, per_cell.sum(axis=0), grid.r_edges)
    core = per_cell @ _inside(width, grid.r_edges)
    # For a ring beam with almost no light near its axis, the depth is averaged over all light.
    core = core if float(core.sum()) > _NOTHING * total else per_cell.sum(axis=1)
    depth = float(np.dot(core, grid.z) / core.sum())
    return Confinement(
        width=width,
        mean_depth=depth,
        relaxation=relaxation_time(width, depth, diffusivity),
        transit=min(width, depth) / SOUND,
        kept=min(rise_kept(pulse, width, depth, diffusivity), 1.0),
    )


def _width(pulse: Exposure, rings: Array, edges: Array) -> float:
    if pulse.beam is not None:  # ring, measured profile, focus: half-energy radius of the light, halo included
        return _half_radius(rings, edges) / _HALF_ENERGY
    return pulse.radius if pulse.profile == "gaussian" else pulse.radius * math.sqrt(0.5) / _HALF_ENERGY


def _inside(radius: float, edges: Array) -> Array:
    """Fraction of each ring that lies within a radius (r,): a ring across it counts in part."""
    squares = edges**2
    return np.asarray(np.clip((radius**2 - squares[:-1]) / np.diff(squares), 0.0, 1.0))


def _half_radius(rings: Array, edges: Array) -> float:
    # Energy grows with the square of the radius inside a ring.
    sums = np.concatenate(([0.0], np.cumsum(rings)))
    return float(np.sqrt(np.interp(0.5 * sums[-1], sums, edges**2)))
