"""Where a mechanism of delivery cannot take the dose or the skin as it is, in words for the result."""

from __future__ import annotations

from microthermal.delivery.depot import NOTHING
from microthermal.delivery.unit_cell_grid import cell_radius
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.skin import DERMIS, Skin
from microthermal.domain.results.caution import Caution, Weight
from microthermal.domain.results.zone import Lattice
from microthermal.units import show


def crowded(dose: Injection, radius: float) -> tuple[Caution, ...]:
    """A bolus of a radius [m] that has no room between its neighbours."""
    if radius <= cell_radius(dose.spacing):
        return ()
    text = (
        f"the bolus of one point would be {show(2.0 * radius, 'm')} wide in this dermis, and points are "
        f"{show(dose.spacing, 'm')} apart: neighbours meet, and the wetted dermis is taken to be filled evenly; fluid "
        "that it has no room for goes below it"
    )
    return _told(text, "note")


def bottomless(skin: Skin, fraction: float) -> tuple[Caution, ...]:
    """Skin that ends with the dermis, though a fraction of the injections goes deeper [1]."""
    if fraction < 1e-3 or skin.layers[-1].tissue not in DERMIS:
        return ()
    return _told(
        f"{show(fraction, '%', 2)} of the injections go deeper than this skin has layers; the dermis takes them too",
        "warn",
    )


def bloodless(skin: Skin) -> tuple[Caution, ...]:
    """Skin whose dermis states no blood."""
    if any(layer.composition.blood > 0.0 for layer in skin.layers):
        return ()
    text = "no layer of this skin states any blood: drug is removed as from dermis with the usual blood, at every depth"
    return _told(text, "warn")


def strained(pressure: float, stiffness: float, measured: float) -> tuple[Caution, ...]:
    """A pressure at the tip [Pa] that strains tissue of a stiffness [Pa] more than was ever measured [1]."""
    if pressure <= measured * stiffness:
        return ()
    text = (
        f"the injection strains tissue at the tip by {show(pressure / stiffness, '%')}; permeability was measured up "
        f"to {show(measured, '%')} and is held there"
    )
    return _told(text, "warn")


def trapped(fraction: float) -> tuple[Caution, ...]:
    """A fraction of a film [1] that fills the channels and is taken to stay there."""
    if fraction <= NOTHING:
        return ()
    text = (
        f"{show(fraction, '%', 2)} of the film fills the channels and is taken to stay in them when the rest is wiped "
        "off, until new skin covers their walls; whether it stays, or what oozes into them washes it out, was not "
        "measured"
    )
    return _told(text, "warn")


def merged(lattice: Lattice) -> tuple[Caution, ...]:
    """Channels that leave no tissue between them."""
    radius, density = lattice.zone.channel_radius.value, lattice.pattern.density * lattice.pattern.passes
    if radius < cell_radius(density**-0.5):
        return ()
    text = (
        f"channels {show(2.0 * radius, 'm')} wide leave no tissue between them at {show(density, '1/m**2')} in all; at "
        "these depths no tissue is left to take up the drug"
    )
    return _told(text, "warn")


def _told(text: str, weight: Weight) -> tuple[Caution, ...]:
    return (Caution(stage="delivery", text=text, weight=weight),)
