"""A hair under a long pulse, through the whole chain: light to depth, heat of the shaft, damage, a zone at depth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.verification import cylinder_exact as exact

import microthermal as mt
from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.skin import Thermal
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.budget import budget
from microthermal.simulation.stacked_pulses import Stack, follow_stack
from microthermal.tissue import grid_for, sample
from microthermal.tissue.bodies import with_bodies
from microthermal.tissue.grids import Fineness
from microthermal.tissue.resting import STILL_AIR
from microthermal.units import celsius
from microthermal.zones import measure

SHAFT, DEPTH, WAVELENGTH = 35e-6, 1.3e-3, 808e-9
# So little that the shaft does not boil: a heated cylinder of constant properties.
FLUENCE, DURATION = 4e4, 30e-3


def skin_with(absorption: float, top: float, bottom: float) -> Tissue:
    """Fair skin of the cheek with a shaft of moist tissue's thermal properties between two depths."""
    skin = mt.catalog.skin("cheek_ii")
    optics = catalog.optics(skin, WAVELENGTH)
    rings = Fineness(7e-6, 7e-6, 0.0, 3.2 * SHAFT, 0.2, 5e-4)
    grid = grid_for(skin, rings, Fineness(2e-5, 5e-5, 0.2, 2e-3, 0.3, 3.5e-3), (SHAFT,))
    tissue = sample(skin, grid, optics)
    inclusion = Inclusion(
        name="shaft", shape="cylinder", depth=0.5 * (top + bottom), length=bottom - top, radius=SHAFT,
        absorption=absorption, scattering=0.0, anisotropy=0.0,
    )  # fmt: skip
    row = int(np.searchsorted(grid.z_edges, DEPTH))
    density = skin.layers[int(tissue.layer[row])].thermal.density
    thermal = Thermal(
        density=density, specific_heat=float(tissue.heat_capacity[row]) / density,
        conductivity=float(tissue.conductivity[row]), perfusion=0.0,
    )  # fmt: skip
    water = float(tissue.initial_water[row]) / density
    return with_bodies(tissue, [Body(inclusion=inclusion, thermal=thermal, water=water)])


def lit(tissue: Tissue, fluence: float = FLUENCE, photons: int = 48_000) -> tuple[Pulse, Deposited]:
    radius = 6e-3
    pulse = Pulse(
        wavelength=WAVELENGTH, energy=fluence * np.pi * radius**2, duration=DURATION, radius=radius, profile="flat_top"
    )
    return pulse, MonteCarlo(photons=photons, threads=1).deposit(tissue, pulse)


def followed(tissue: Tissue, pulse: Pulse, deposited: Deposited, cooling: mt.Cooling = STILL_AIR) -> Stack:
    library = mt.catalog.library()
    heat, laws = library.heat_model(pulse.removal), library.chosen_laws(())
    return follow_stack(heat, tissue, deposited, pulse, cooling, 0.2, laws=laws)


@pytest.fixture(scope="module")
def fair() -> tuple[Tissue, Pulse, Deposited, Stack]:
    tissue = skin_with(3000.0, 2e-4, 3e-3)
    pulse, deposited = lit(tissue)
    return tissue, pulse, deposited, followed(tissue, pulse, deposited)


def test_light_at_depth_is_as_the_layered_walk_of_others_found_it(fair):
    """3.1 times the radiant exposure at 1.3 mm in type II skin at 808 nm (own one-dimensional walk, other layers)."""
    tissue, _, deposited, _ = fair
    near = np.abs(tissue.grid.z - DEPTH) < 2e-4
    beside = tissue.grid.r > 3 * SHAFT
    absorption = tissue.cells("wet_absorption") + tissue.cells("dry_absorption")
    fluence = deposited.energy / absorption
    area = tissue.grid.ring_area * beside
    found = float((fluence[near] @ area).mean() / area.sum()) / FLUENCE
    assert 2.2 < found < 3.8


def test_a_shaft_absorbs_by_its_absorptance_what_flows_around_it(fair):
    tissue, _, deposited, _ = fair
    near = (tissue.grid.z > 1.0e-3) & (tissue.grid.z < 2.0e-3)
    inside, beside = tissue.grid.r < SHAFT, (tissue.grid.r > 1.2 * SHAFT) & (tissue.grid.r < 4 * SHAFT)
    absorption = tissue.cells("wet_absorption") + tissue.cells("dry_absorption")
    area = tissue.grid.ring_area
    own = float((deposited.energy[near][:, inside] @ area[inside]).mean() / area[inside].sum())
    flowing = (deposited.energy / absorption)[near][:, beside] @ area[beside] / area[beside].sum()
    # Fluence over four through a wall of 2/a per volume; the shaft dims the light that passes close to it a little.
    expected = float(flowing.mean()) / 4.0 * (2.0 / SHAFT) * exact.absorptance_in_isotropic_field(3000.0 * SHAFT)
    assert own == pytest.approx(expected, rel=0.1)


def test_the_shaft_warms_what_is_around_it_as_a_heated_cylinder(fair):
    tissue, _, deposited, stack = fair
    grid = tissue.grid
    near = int(np.argmin(np.abs(grid.z - 1.5e-3)))
    inside = grid.r < SHAFT
    area = grid.ring_area[inside]
    capacity, conductivity = (float(tissue.cells(name)[near, -1]) for name in ("heat_capacity", "conductivity"))
    own = float(deposited.energy[near - 2 : near + 3, :][:, inside].mean(axis=0) @ area / area.sum()) / capacity
    end = next(one for one in stack.moments if abs(one.time - DURATION) < 1e-6)
    rise = end.temperature[near] - tissue.temperature[near]
    beyond = float(rise[-1])  # what light warms without a hair
    for factor in (2.0, 3.0):
        true = own * exact.around(factor * SHAFT, SHAFT, conductivity / capacity, DURATION, DURATION * (1 + 1e-6))
        found = float(np.interp(factor * SHAFT, grid.r, rise)) - beyond
        # Dermis conducts a little better as it warms, light is known to some percent, the mirror stands at 0.5 mm.
        assert found == pytest.approx(true, rel=0.12), factor


def test_energy_closes(fair):
    _, pulse, deposited, stack = fair
    balance = stack.balance
    left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
    assert abs(left - balance.supplied) < 1e-3 * balance.supplied
    spent = budget(deposited, balance, pulse)
    parts = (spent.reflected, spent.transmitted, spent.vapour, spent.ejected, spent.inside, spent.beside, -spent.over)
    assert sum(parts) == pytest.approx(spent.sent, rel=1e-6)


def test_a_pigmented_piece_at_depth_leaves_a_zone_that_begins_there():
    """Under a cold plate, so that the pigment of the epidermis is spared."""
    cold = mt.Cooling(temperature=celsius(4.0), coefficient=1e4, before=0.5, after=0.5)
    tissue = skin_with(5e3, 1.2e-3, 1.6e-3)
    pulse, deposited = lit(tissue, 12e4)
    zone, wider = (
        measure(followed(tissue, each, light, cold).damage) for each, light in ((pulse, deposited), lit(tissue, 14e4))
    )
    # As far beyond the ends of the piece as heat spreads in a pulse: some 30 µm.
    assert 1.15e-3 < zone.top.value < 1.2e-3
    assert 1.6e-3 < zone.depth.value < 1.66e-3
    assert 1.5 * SHAFT < zone.radius.value < 5 * SHAFT
    assert zone.channel_depth.value == 0.0
    assert zone.reach("heat_shock").top.value < zone.top.value < zone.reach("collagen").top.value
    assert wider.radius.value > zone.radius.value
    assert wider.top.value < zone.top.value


def test_nothing_in_gives_nothing_out():
    tissue = skin_with(3000.0, 2e-4, 3e-3)
    pulse, deposited = lit(tissue, 1.0, photons=3200)
    none = {name: 0.0 * getattr(deposited, name) for name in ("energy", "error", "entrance")}
    dark = replace(deposited, **none)
    stack = followed(tissue, pulse, dark)
    assert stack.balance.supplied == 0.0
    assert np.abs(stack.moments[3].temperature - tissue.temperature).max() < 0.5
