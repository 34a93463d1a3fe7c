"""Cautions about the current of a needle: what is simplified, and what the generator could not give."""

from __future__ import annotations

from microthermal.deposition.current.pairs import field_over_even
from microthermal.domain.inputs.exposures.current import Current
from microthermal.domain.results.caution import Caution
from microthermal.units import show


def cautions(exposure: Current, *, limited: bool) -> tuple[Caution, ...]:
    """Cautions of one portion of a current.

    Parameters
    ----------
    exposure : Current
        The portion.
    limited : bool
        Whether the generator was at its highest voltage.
    """
    return (Caution(stage="deposition", text=_neighbours(exposure)), *tip_cautions(exposure, limited=limited))


def block_cautions(exposure: Current, *, limited: bool) -> tuple[Caution, ...]:
    """Cautions of a current in a block of voxels, where every needle is itself."""
    text = "skin beyond the block of voxels is taken to conduct as its edge does"
    if exposure.electrode.layout == "monopolar":
        text += ", and the return to be infinitely far away"
    return (Caution(stage="deposition", text=text, weight="note"), *tip_cautions(exposure, limited=limited))


def tip_cautions(exposure: Current, *, limited: bool) -> tuple[Caution, ...]:
    """Cautions of needles wherever they are simulated: what is not known of tips, and a generator at its limit."""
    tip, found = exposure.electrode, []
    text = (
        f"the heat at a needle goes with the surface of its bare tip, {show(tip.radius, 'm')} in radius and "
        f"{show(tip.bare, 'm')} long, with a blunt end; makers state neither, so that width and depth of the zone are "
        "a scenario and no measurement"
    )
    found.append(Caution(stage="deposition", text=text, weight="warn"))
    if limited:
        text = (
            "drying skin raised the impedance so far that the generator came to its highest voltage, and gave less "
            "than was set"
        )
        found.append(Caution(stage="deposition", text=text, weight="warn"))
    return tuple(found)


def _neighbours(exposure: Current) -> str:
    tip = exposure.electrode
    if tip.layout == "monopolar" and tip.pins > 1:
        return (
            f"{tip.pins} pins of one pole share the way to a far return: each is simulated in a cylinder of its own "
            "with mirrors half way to its neighbours, and what the body below takes of the energy is an estimate"
        )
    if tip.layout == "monopolar":
        return (
            "the return of a single pin is taken to be infinitely far away, and skin beyond the grid to conduct as its "
            "edge does"
        )
    if tip.pins > 2:
        return (
            "poles are taken to alternate from pin to pin, so that each pin has the middle potential half way to its "
            "neighbours; in an array with rows of one pole heat bridges the rows"
        )
    near, far = (field_over_even(place, tip) ** 2 for place in (tip.radius, -tip.radius))
    return (
        "a pair has no axis: each pin is simulated in an earthed cylinder that gives it half the resistance of the "
        "pair, and its heat is spread evenly around it; by the exact field of two long needles the side that faces "
        f"the partner gets {show(near, '1', 3)} of that heat, the other one {show(far, '1', 3)}; a script can hold "
        "both needles in one block of voxels (examples/two_needles.py)"
    )
