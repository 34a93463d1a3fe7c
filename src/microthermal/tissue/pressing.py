"""Skin under a contact tip: thinner while the pulse lasts, and what the pulse did as relaxed skin shows it."""

from __future__ import annotations

from microthermal.domain.inputs.beam import Pressing
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Bodies, Tissue
from microthermal.quantity import amended
from microthermal.units import show


def pressed(skin: Skin, pressing: Pressing | None) -> Skin:
    """Skin as a tip presses it: every layer thinner by one factor, with its water and its scattering changed.

    Parameters
    ----------
    skin : Skin
        Relaxed skin.
    pressing : Pressing or None
        How it is pressed; None leaves it as it is.

    Notes
    -----
    The strain is the same at every depth and has no part along the surface: what leaves is fluid. Density, heat
    capacity and conductivity of the layers are kept.
    """
    if pressing is None or not pressing.presses:
        return skin
    return amended(skin, layers=tuple(_layer(layer, pressing) for layer in skin.layers))


def _layer(layer: Layer, pressing: Pressing) -> Layer:
    composition = amended(layer.composition, water=layer.composition.water * pressing.water)
    scattering = amended(layer.scattering, reduced_500=layer.scattering.reduced_500 * pressing.scattering)
    thickness = layer.thickness * pressing.thickness
    return amended(layer, thickness=thickness, composition=composition, scattering=scattering)


def relaxed_grid(grid: Grid, pressing: Pressing | None) -> Grid:
    """Grid whose cells hold the same matter after the tip is gone: as much taller as the skin was pressed."""
    if pressing is None or not pressing.presses:
        return grid
    return amended(grid, z_edges=grid.z_edges / pressing.thickness)


def relaxed(tissue: Tissue, pressing: Pressing | None) -> Tissue:
    """Tissue of pressed skin on the grid of relaxed skin.

    Notes
    -----
    What a cell holds stays: mass, water and heat of its volume, and the optical depth across it. Whatever is summed
    over cells is the same in both.
    """
    if pressing is None or not pressing.presses:
        return tissue
    part, optics = pressing.thickness, tissue.optics
    thinner = amended(
        optics, thickness=optics.thickness / part, wet_absorption=optics.wet_absorption * part,
        dry_absorption=optics.dry_absorption * part, wet_slope=optics.wet_slope * part,
        scattering=optics.scattering * part,
    )  # fmt: skip
    return amended(
        tissue, grid=relaxed_grid(tissue.grid, pressing), optics=thinner,
        initial_water=tissue.initial_water * part, water=tissue.water * part,
        heat_capacity=tissue.heat_capacity * part, dry_heat_capacity=tissue.dry_heat_capacity * part,
        bodies=_relaxed_bodies(tissue.bodies, part),
    )  # fmt: skip


def _relaxed_bodies(bodies: Bodies | None, part: float) -> Bodies | None:
    if bodies is None:
        return None
    names = (
        "wet_absorption", "dry_absorption", "wet_slope", "scattering", "initial_water", "heat_capacity",
        "dry_heat_capacity",
    )  # fmt: skip
    return amended(bodies, **{name: getattr(bodies, name) * part for name in names})


def relaxed_light(deposited: Deposited, pressing: Pressing | None) -> Deposited:
    """Light that pressed skin has taken up, on the grid of relaxed skin; its energy stays."""
    if pressing is None or not pressing.presses:
        return deposited
    part = pressing.thickness
    return amended(
        deposited, grid=relaxed_grid(deposited.grid, pressing), energy=deposited.energy * part,
        error=deposited.error * part,
    )  # fmt: skip


def pressing_cautions(pressing: Pressing | None) -> tuple[Caution, ...]:
    """That skin is pressed as was chosen, or that nobody knows how far a contact tip presses it."""
    if pressing is None:
        return ()
    if pressing.presses:
        text = (
            f"the skin is pressed to {show(pressing.thickness, '%')} of its thickness while the pulse lasts, evenly "
            "over its depth; depths are those of relaxed skin. How far a tip presses skin has not been measured"
        )
        return (Caution(stage="tissue", text=text, weight="warn"),)
    text = (
        f"a {pressing.applicator} presses on the skin, and how far has not been measured: it counts as not pressed "
        "here; pressed skin would have deeper zones once it is relaxed"
    )
    return (Caution(stage="tissue", text=text),)
