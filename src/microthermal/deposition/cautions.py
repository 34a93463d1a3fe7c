"""Cautions about light that a photon walk had to cut."""

from __future__ import annotations

from microthermal.domain.results.caution import Caution
from microthermal.units import show

# Fraction of the light that may be given up without a word.
CUT = 1e-3


def cut_cautions(cut: float) -> tuple[Caution, ...]:
    """Caution of light that was given up because hardly anything absorbs it.

    Parameters
    ----------
    cut : float
        Its fraction of the pulse [1].
    """
    if cut <= CUT:
        return ()
    text = (
        f"{show(cut, '%', 2)} of the light was given up after very many scatterings and counts as lost;"
        " these layers scatter far more than they absorb"
    )
    return (Caution(stage="deposition", text=text, weight="warn"),)
