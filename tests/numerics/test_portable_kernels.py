"""The portable kernels: the same bits in WebAssembly as in the processor's own language."""

from __future__ import annotations

import copy
import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from chores.wasm.calling import Portable, leaves
from chores.wasm.entries import ENTRIES

from microthermal import catalog
from microthermal.damage import Fold
from microthermal.deposition.engines.beer_lambert import BeerLambert
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.heat.evolution import Watching
from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.enthalpy import Matter, Removal, State, cylinder
from microthermal.numerics.conduction.links import Surroundings, links_for
from microthermal.numerics.conduction.pieces import layered
from microthermal.numerics.heat.watch import Ledger, Place, watch_for
from microthermal.simulation.gridding import cylinder as cylinder_of
from microthermal.tissue import sample

SLABS, RINGS = 40, 30
KERNELS = {entry.name: entry.kernel for entry in ENTRIES}
MISSING = [name for name in ("ziglang", "wasmtime") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"the extra 'wasm' is not installed: {', '.join(MISSING)}"),
]


@pytest.fixture(scope="module")
def portable(tmp_path_factory: pytest.TempPathFactory) -> Portable:
    folder = tmp_path_factory.mktemp("wasm")
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-m", "chores.wasm", str(folder)], cwd=root, check=True)
    return Portable(folder)


def skin(hottest: float):
    """Layers with a hot core that dries in its middle, under a channel."""
    edges_r = 5e-6 * np.cumsum(1.05 ** np.arange(RINGS + 1)) - 5e-6
    edges_z = 4e-6 * np.cumsum(1.05 ** np.arange(SLABS + 1)) - 4e-6
    space = cylinder(edges_r, edges_z)
    depth, radius = np.arange(SLABS)[:, None] / 12.0, np.arange(RINGS) / 9.0
    temperature = 306.0 + (hottest - 306.0) * np.exp(-(depth**2) - radius**2)
    full = np.where(np.arange(SLABS) < 8, 300.0, 700.0)
    water = np.repeat(full[:, None], RINGS, axis=1)
    layer = full / 700.0
    matter = Matter(
        4e5 * layer, 4180.0 + 0.0 * full, 0.2 * layer, 5e-4 * layer, 2e3 * layer, full, 1e-3, 306.0, 310.0, 373.15,
        4.0, 2.256e6, np.full_like(temperature, 306.0), water.copy(), layered(water.shape),
    )  # fmt: skip
    removed = np.zeros_like(temperature)
    removed[:3, :2] = 1.0
    water[temperature > 420.0] = 0.0
    return space, matter, State(temperature, water, removed, 0.5 * water)


def both(portable: Portable, name: str, *arguments):
    """What the kernel and its portable twin return; checks that they leave the same in all arrays."""
    own, other = copy.deepcopy(arguments), copy.deepcopy(arguments)
    returned = KERNELS[name](*own)
    given = portable.call(name, *other)
    for mine, its in zip(leaves(own), leaves(other), strict=True):
        np.testing.assert_array_equal(mine, its)
    expected = [] if returned is None else list(leaves(returned))
    assert [float(value) for value in expected] == [float(value) for value in given]
    return own, expected


@pytest.mark.parametrize("hottest", [330.0, 372.0, 520.0], ids=["warm", "about to boil", "boiling and dry"])
def test_conduction(portable, hottest):
    space, matter, state = skin(hottest)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    around = Surroundings(278.0, 3000.0, 298.15, 200.0)
    workspace.source[RINGS + 3 :: 5] = 3e-5
    for step in (1e-6, 1e-4, 5e-3):
        (*_, links), _ = both(portable, "link", space, matter, state, around, links)
        arguments, result = both(portable, "conduct", space, matter, state, links, workspace, step, np.inf)
        state, workspace = arguments[2], arguments[4]
        assert result[0]
    assert (state.temperature[-1] > 306.0).all()


def test_a_step_that_is_refused(portable):
    space, matter, state = skin(520.0)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    _, result = both(portable, "conduct", space, matter, state, links, workspace, 1e-3, -1.0)
    assert not result[0]


@pytest.mark.parametrize("confined", [False, True])
def test_removal(portable, confined):
    space, matter, state = skin(900.0)
    (*_, state, _, _), _ = both(portable, "confine_steam", space, matter, state, 2e-5, confined)
    line = np.ones(space.heights.size)
    removal = Removal(700.0 * line, 3e9 * line, 1e8 * line, confined=confined)
    owed = np.zeros(space.areas.size)
    (*_, state, _, _), (heat,) = both(portable, "clear", space, matter, state, removal, owed)
    assert heat > 0.0
    both(portable, "tally", space, matter, state, confined)


def test_source_of_the_coming_step(portable):
    now, before, used = np.random.default_rng(3).random((3, 15 * 64))
    both(portable, "look_ahead", now, before, 0.7, used)
    _, (error,) = both(portable, "missed", now, before, used, 1e-3, before, np.zeros(64))
    assert error == 1e-3 * (np.abs(0.5 * (now + before) - used) * before).max()


@pytest.mark.parametrize(
    ("device", "energy"), [("er_glass_1550", 0.02), ("fractional_co2", 0.015), ("er_yag_2940", 5e-3)]
)
def test_a_whole_zone(portable, device, energy):
    skin = catalog.skin("cheek_iii")
    pulse = catalog.device(device).pulse(energy=energy)
    library = catalog.library()
    optics = catalog.optics(skin, pulse.wavelength)
    tissue = sample(skin, cylinder_of(skin, pulse, optics, 2e-5), optics)
    deposited = (BeerLambert() if pulse.wavelength > 2.5e-6 else MonteCarlo(photons=4000)).deposit(tissue, pulse)
    fold = Fold(library.chosen_laws(()), tissue.grid.shape)
    watch = watch_for(tissue.grid.shape, (pulse.duration, pulse.duration + 1e-3), (Place((1, 1), (0.5, 0.5)),), 1000)
    heat = library.heat_model(pulse.removal)
    until = pulse.duration + 0.05
    evolution = heat.begin(tissue, deposited, pulse, None, until, Watching(fold.integrals, watch, 0))
    spans = evolution._beam.course.begin.size
    (beam, *_), result = both(portable, "advance", evolution._beam, evolution._progress, Ledger(), 1000, spans)
    assert result[0] == spans and result[2] > 5 * pulse.duration
    assert beam.damage.integral.max() > 1.0 and (beam.watch.kept[:, 0] > 320.0).any()


def test_an_error_of_a_kernel_is_told(portable):
    space, matter, state = skin(330.0)
    links = links_for(state.temperature.shape)
    around = Surroundings(278.0, 3000.0, 298.15, 200.0)
    nothing = matter._replace(dry_conductivity=0.0 * matter.full, conductivity_per_water=0.0 * matter.full)
    with pytest.raises(ZeroDivisionError):
        KERNELS["link"](space, nothing, state, around, links)
    with pytest.raises(RuntimeError, match="link raised an error"):
        portable.call("link", space, nothing, state, around, links)


def test_the_manifest_tells_every_field(portable):
    assert set(portable.manifest) == set(KERNELS)
    taken = [field["name"] for field in portable.manifest["conduct"]["takes"]]
    assert (taken[0], taken[-1], len(taken)) == ("space.heights", "tolerance", 4 + (14 + 5) + 4 + 7 + 10 + 2)
    assert [field["kind"] for field in portable.manifest["conduct"]["gives"]] == ["flag", "f64", "f64", "i64", "f64"]


def test_the_module_is_small_and_needs_nothing(portable):
    assert (portable.folder / "kernels.wasm").stat().st_size < 400_000
