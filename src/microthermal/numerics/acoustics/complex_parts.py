"""Roots, quotients and exponentials of complex numbers in our own arithmetic."""

from __future__ import annotations

import math

from microthermal.numerics.acoustics.bessel import turn_of
from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.elementary import circle


@njit(cache=True)
def upper_root(real: float, imaginary: float) -> complex:
    """Square root of a number, with an imaginary part that is not negative.

    Parameters
    ----------
    real, imaginary : float
        Parts of the number; ``imaginary`` not negative.

    Returns
    -------
    complex
        Its root in the first quadrant.
    """
    size = math.sqrt(real * real + imaginary * imaginary)
    if size == 0.0:
        return complex(0.0, 0.0)
    if real >= 0.0:
        part = math.sqrt(0.5 * (size + real))
        return complex(part, 0.5 * imaginary / part)
    part = math.sqrt(0.5 * (size - real))
    return complex(0.5 * imaginary / part, part)


@njit(cache=True)
def quotient(over: complex, under: complex) -> complex:
    """One complex number over another, which is not 0."""
    size = under.real * under.real + under.imag * under.imag
    return complex(
        (over.real * under.real + over.imag * under.imag) / size,
        (over.imag * under.real - over.real * under.imag) / size,
    )


@njit(cache=True)
def travelled(wavenumber: complex, length: float) -> complex:
    """What a plane wave is multiplied by over a length: exp(i k x), for x of at least 0."""
    size = exponential(-wavenumber.imag * length)
    cosine, sine = circle(turn_of(wavenumber.real * length))
    return complex(size * cosine, size * sine)
