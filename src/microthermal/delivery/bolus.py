"""The first minutes of an injection: fluid pressed into soft layers; what stays, what fat takes, what runs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.delivery import backflow, depot
from microthermal.delivery.channel_closure import open_channels
from microthermal.delivery.layers import dermis
from microthermal.delivery.unit_cell_grid import CellGrid
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.zone import Lattice
from microthermal.errors import ConvergenceError, Fault, InputError
from microthermal.numerics.transport.darcy_cylinder import FluidSpread, press_in
from microthermal.numerics.transport.darcy_mesh import FluidLayers, Infusion
from microthermal.numerics.wholes import WHOLE, whole_steps
from microthermal.quantity import Array, Quantity, record
from microthermal.units import show

Mask: TypeAlias = NDArray[np.bool_]

# Greatest strain at which the law of Weir and Weiss was measured: 100 % of swelling, 19 times the permeability.
MEASURED_STRAIN = 1.0
_RINGS, _DEEP = 36, 6e-3
_FIRST_STEP = 1e-3  # of the duration of the injection


@record
class Sponge:
    """How skin takes fluid: permeabilities, stiffness, fraction of fluid; most of them are disputed or assumed.

    Sources: WeirWeiss2023 (dermis and its law, excised), BaxterJain1989 (1000 times less), Thomsen2014 (fat, in
    patients), ShahBetts2012 (fluid); no permeability of scar was found.
    """

    dermis: Annotated[float, Quantity("m**2", "permeability of the dermis without strain", 1e-19, 1e-12)] = 9.6e-15
    softening: Annotated[float, Quantity("1", "m in permeability = k0 exp(m strain)", 0, 10)] = 2.94
    fat: Annotated[float, Quantity("m**2", "permeability of fat", 1e-16, 1e-8)] = 3e-11
    in_plane: Annotated[float, Quantity("1", "permeability along the dermis over that across it", 0.2, 100)] = 1.0
    stiffness: Annotated[float, Quantity("Pa", "pressure per strain of the dermis", 1e3, 1e7)] = 1e5
    fat_stiffness: Annotated[float, Quantity("Pa", "pressure per strain of fat", 1e2, 1e7)] = 1e5
    fluid: Annotated[float, Quantity("%", "fraction of fluid that can be displaced", 0.05, 1)] = 0.33
    viscosity: Annotated[float, Quantity("Pa s", "viscosity of the fluid", 1e-4, 1)] = 6.9e-4
    duration: Annotated[float, Quantity("s", "time of one injection", 1e-3, 600)] = 10.0
    rest: Annotated[float, Quantity("s", "time followed after it", 0, 3600)] = 60.0
    plug: Annotated[float, Quantity("s", "time until half the channels are plugged", 60, 1e6)] = 3600.0


@dataclass(frozen=True)
class Bolus:
    """Where the fluid of one injection went, as fractions of it, and how the wetted dermis looks.

    ``width`` [m]: across the dermis wetted to more than half its greatest content. ``fill`` [1]: fluid per wetted
    dermis. ``swelling`` [m³]: volume by which the skin is raised. ``pressure`` [Pa]: highest at the tip,
    whose tissue has this ``stiffness`` [Pa]. ``grid``,
    ``amount``: injected volume in each cell [m³] (z, r).
    """

    dermis: float
    fat: float
    leaked: float
    width: float
    fill: float
    swelling: float
    pressure: float
    stiffness: float
    grid: CellGrid
    amount: Array


def inject(dose: Injection, skin: Skin, lattice: Lattice | None = None, sponge: Sponge | None = None) -> Bolus:
    """Press one injection point into the skin and let it rest for a minute.

    Parameters
    ----------
    dose : Injection
        Volume and depth of the tip; its time decides how many channels are still open.
    skin : Skin
        Layers; what is not dermis below the dermis counts as fat, what lies above it as dermis.
    lattice : Lattice or None
        Channels through which fluid runs back; None if there was no laser.
    sponge : Sponge, optional
        How the layers take fluid.

    Raises
    ------
    InputError
        If the tip lies deeper than fluid is followed.
    ConvergenceError
        If the steps become too small.
    """
    sponge = sponge or Sponge()
    grid = _grid(skin, dose)
    target = dermis(skin)
    deep: Mask = grid.z > target.bottom
    if dose.depth > grid.z_edges[-1]:
        text = (
            f"{show(dose.depth, 'm')} lies below the {show(float(grid.z_edges[-1]), 'm')} that a bolus is followed to"
        )
        raise InputError([Fault("dose.depth", text)])
    # A tip on the border of two slabs presses into the upper one, also where rounding has moved the border.
    tip = max(int(np.searchsorted(grid.z_edges, dose.depth * (1.0 - WHOLE))) - 1, 0)
    layers = FluidLayers(
        np.where(deep, sponge.fat, sponge.dermis) / sponge.viscosity,
        np.where(deep, 1.0, sponge.in_plane),
        np.where(deep, sponge.fat_stiffness, sponge.stiffness),
        np.full(grid.z.size, sponge.fluid),
        _channels(grid, dose, lattice, sponge),
    )
    course = Infusion(
        tip,
        dose.volume / sponge.duration,
        sponge.duration,
        sponge.duration + sponge.rest,
        _FIRST_STEP * sponge.duration,
    )
    found = press_in(grid.r_edges, grid.z_edges, layers, (sponge.softening, MEASURED_STRAIN), course)
    if not found.done:
        raise ConvergenceError("delivery: the spread of the bolus did not reach its end; take a longer injection")
    return _bolus(dose, grid, deep, found, float(layers.stiffness[tip]))


def _grid(skin: Skin, dose: Injection) -> CellGrid:
    """Rings that widen outward from a tenth of a millimetre; slabs of a tenth of the dermis; six millimetres of fat."""
    outer = max(0.5 * dose.spacing, 4.0 * depot.sphere_radius(dose.volume), 1.2e-2)
    r_edges = outer * np.linspace(0.0, 1.0, _RINGS + 1) ** 1.4
    target = dermis(skin)
    upper = np.linspace(0.0, target.bottom, max(12, whole_steps(target.bottom, 1.5e-4)) + 1)
    lower = target.bottom + _DEEP * np.linspace(0.0, 1.0, 13)[1:] ** 1.5
    edges = np.concatenate([upper, lower])
    middle = 0.5 * (edges[1:] + edges[:-1])
    bottoms = np.cumsum([layer.thickness for layer in skin.layers])
    layer = np.minimum(np.searchsorted(bottoms, middle), len(skin.layers) - 1)
    return CellGrid(r_edges=r_edges, z_edges=edges, layer=layer)


def _channels(grid: CellGrid, dose: Injection, lattice: Lattice | None, sponge: Sponge) -> Array:
    """Conductance of open channels per volume of tissue at each depth [1/(Pa s)] (z,)."""
    found = open_channels(lattice, dose.time, sponge.plug)
    if found.density <= 0.0:
        return np.zeros(grid.z.size)
    pipe = backflow.poiseuille(found.radius, found.depth, sponge.viscosity) / found.depth
    feed = backflow.inflow(sponge.dermis, 1.0, found.density**-0.5, found.radius, sponge.viscosity)
    crossed = np.clip((found.depth - grid.z_edges[:-1]) / np.diff(grid.z_edges), 0.0, 1.0)
    conductance: Array = found.density * crossed * feed * pipe / (feed + pipe)
    return conductance


def _bolus(dose: Injection, grid: CellGrid, deep: Mask, found: FluidSpread, stiffness: float) -> Bolus:
    volume, cells = dose.volume, grid.volume
    content = found.tracer / cells
    columns = (found.tracer * ~deep[:, None]).sum(axis=0) / np.diff(grid.r_edges**2)
    edge, fill = 0.0, 0.0
    if columns.max() > 0.0:  # else all of it went past the dermis, and nothing there is wet
        high = int((columns > 0.5 * columns.max()).argmax())
        edge = float(np.interp(-0.5 * columns.max(), -columns[high:], grid.r[high:]))
        dermal_content = np.where(deep[:, None], 0.0, content)
        wet = dermal_content > 0.5 * dermal_content.max()
        fill = float(found.tracer[wet].sum() / cells[wet].sum())
    return Bolus(
        dermis=float(found.tracer[~deep].sum()) / volume,
        fat=(float(found.tracer[deep].sum()) + found.tracer_drained) / volume,
        leaked=found.tracer_leaked / volume,
        width=2.0 * edge,
        fill=fill,
        swelling=float((found.strain * cells).sum()),
        pressure=found.highest,
        stiffness=stiffness,
        grid=grid,
        amount=found.tracer,
    )


def onto(bolus: Bolus, grid: CellGrid) -> Array:
    """Fraction of the injected fluid in each cell of another grid [1] (z, r); what lies beyond goes to the last."""

    def overlap(edges: Array, others: Array) -> Array:
        low = np.maximum(edges[:-1, None], others[None, :-1])
        high = np.minimum(edges[1:, None], others[None, 1:])
        fraction: Array = np.clip(high - low, 0.0, None) / np.diff(others)[None, :]
        fraction[-1] += 1.0 - fraction.sum(axis=0)
        return fraction

    rings = overlap(grid.r_edges**2, bolus.grid.r_edges**2)
    slabs = overlap(grid.z_edges, bolus.grid.z_edges)
    found: Array = slabs @ (bolus.amount / bolus.amount.sum()) @ rings.T
    return found
