"""A self-test of seconds: known questions, whose answers are stored with the program, to the bit or to rounding."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np

from microthermal import catalog
from microthermal.deposition.slab import slab_light
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.slab import OpticalLayer
from microthermal.errors import MicrothermalError
from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.enthalpy import Matter, State, cylinder
from microthermal.numerics.conduction.links import Surroundings, link, links_for
from microthermal.numerics.conduction.pieces import layered
from microthermal.numerics.conduction.step import conduct
from microthermal.numerics.damage.contours import last_crossing
from microthermal.quantity import Array
from microthermal.simulation.chain import simulate
from microthermal.simulation.settings import Settings
from microthermal.units import DAY

# Numbers of a whole treatment may differ by rounding alone (docs/reference/same_answer.md); it is far below this.
TOLERANCE: Final = 1e-6
# How far an energy balance may be off; as the balance of the chain's own tests.
_BALANCE: Final = 1e-3
_STORED: Final = "expected.json"


class Check(NamedTuple):
    """One question of the self-test, whether its answer is right, a sentence on that, and the time it took [s]."""

    name: str
    right: bool
    text: str
    seconds: float


def self_test(expected: Mapping[str, Any] | None = None) -> tuple[Check, ...]:
    """Ask all questions, and compare each answer with the stored one.

    Parameters
    ----------
    expected : mapping, optional
        Answers to compare with: those that are stored with the program if left out.

    Returns
    -------
    tuple of Check
        One for each question. A question that ends in an error is wrong, and its text is the error's.
    """
    known = stored() if expected is None else expected
    checks = [_asked(name, partial(_compared, make, known.get(name))) for name, make in BITS.items()]
    return (*checks, _asked("one treatment", lambda: _numbers(treated(), known.get("one treatment", {}))))


def stored() -> dict[str, Any]:
    """The answers that are stored with the program; ``python -m chores.self_test`` writes them."""
    return dict(json.loads(files("microthermal.doctor").joinpath(_STORED).read_text(encoding="utf-8")))


def answers() -> dict[str, Any]:
    """The answers of this machine, in the form in which they are stored."""
    return {**{name: make() for name, make in BITS.items()}, "one treatment": treated()}


def _asked(name: str, ask: Callable[[], tuple[bool, str]]) -> Check:
    began = time.perf_counter()
    try:
        right, text = ask()
    except MicrothermalError as error:
        right, text = False, str(error)
    return Check(name, right, text, time.perf_counter() - began)


def _compared(make: Callable[[], str], known: str | None) -> tuple[bool, str]:
    return _bits(make(), known)


def _bits(found: str, known: str | None) -> tuple[bool, str]:
    if found == known:
        return True, "every bit as stored"
    return False, f"other bits than stored: {found[:12]} in place of {str(known)[:12]}"


def _numbers(found: Mapping[str, float], known: Mapping[str, float]) -> tuple[bool, str]:
    if set(found) != set(known):
        return False, "other numbers are stored than are asked for; the installation is not whole"
    worst = max(found, key=lambda name: _apart(found[name], known[name]))
    apart = _apart(found[worst], known[worst])
    if apart > TOLERANCE:
        return False, f"{worst} is {found[worst]:.9g}, stored is {known[worst]:.9g}"
    if abs(found["energy balance"] - 1.0) > _BALANCE:
        return False, f"energy is not conserved: {found['energy balance']:.6f} of what was supplied is accounted for"
    return True, f"all {len(found)} numbers as stored, to {TOLERANCE:g} of each"


def _apart(one: float, other: float) -> float:
    if not (math.isfinite(one) and math.isfinite(other)):
        return math.inf
    return abs(one - other) / max(abs(one), abs(other), 1e-30)


def _light() -> str:
    """A pencil of light in two layers that scatter."""
    layers = [
        OpticalLayer(absorption=300.0, scattering=9e3, anisotropy=0.8, refractive_index=1.4, thickness=1e-4),
        OpticalLayer(absorption=120.0, scattering=7e3, anisotropy=0.9, refractive_index=1.36, thickness=1e-3),
    ]
    found = slab_light(layers, photons=6400, seed=3)
    told = (found.reflected.value, found.transmitted.value, found.specular)
    return _digest(np.array(told), np.asarray(found.absorbed))


def _heat() -> str:
    """Conduction and boiling in cells of different sizes, some of which are gone."""
    edges_r = np.array([0.0, 4e-6, 9e-6, 14e-6, 22e-6, 35e-6])
    edges_z = np.array([0.0, 3e-6, 7e-6, 12e-6, 18e-6, 26e-6, 40e-6])
    shape = (edges_z.size - 1, edges_r.size - 1)
    one, water = np.ones(shape[0]), np.full(shape, 700.0)
    # Temperatures around boiling, from whole numbers alone: no library that rounds in its own way has a part in them.
    start: Array = np.float64(310.0) + np.float64(1.75) * (np.arange(water.size).reshape(shape) * 37 % 41)
    removed = np.zeros(shape)
    removed[:2, :2] = 1.0
    matter = Matter(
        dry=4e5 * one, per_water=3e6 / 700.0 * one, dry_conductivity=0.05 * one,
        conductivity_per_water=0.4 / 700.0 * one, exchange=5e5 * one, full=700.0 * one, warming=0.0, reference=310.0,
        blood_temperature=310.0, boiling=373.15, span=4.0, latent=2.256e6,
        start_temperature=start, start_water=water.copy(), pieces=layered(shape),
    )  # fmt: skip
    state, space = State(start.copy(), water.copy(), removed, np.zeros(shape)), cylinder(edges_r, edges_z)
    links, work = links_for(shape), workspace_for(space, matter)
    link(space, matter, state, Surroundings(278.0, 3000.0, 298.15, 200.0), links)
    surface = [conduct(space, matter, state, links, work, step=1e-6, tolerance=1e3).surface for _ in range(50)]
    return _digest(np.array(surface), state.temperature, state.water)


def _border() -> str:
    """Where a damage integral crosses its threshold."""
    values = np.array([[3.0, 1.5, 0.4], [7.0, 0.9, 0.2], [0.5, 0.25, 0.125]])
    edges = np.array([0.0, 1.0, 2.0])
    return _digest(np.array([last_crossing(edges, line, 1.0, 2.0) for line in values]))


def _digest(*arrays: np.ndarray[Any, Any]) -> str:
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array, dtype=np.float64).tobytes())
    return digest.hexdigest()


BITS: Final[dict[str, Callable[[], str]]] = {"light": _light, "heat": _heat, "border of damage": _border}


def treated() -> dict[str, float]:
    """Numbers of one treatment: an ablative pulse in skin of a cheek, on coarse cells, followed for two weeks."""
    device = catalog.device("fractional_co2")
    treatment = Treatment(pulse=device.pulse(energy=20e-3), pattern=Pattern(density=2e6, area=1e-4))
    settings = Settings(persons=0, until=14 * DAY, numerical_error=False, warm_start=False).preview
    found = simulate(catalog.skin("cheek_iii"), treatment, settings=settings)
    balance, zone, lattice = found.run.balance, found.zone, found.lattice
    spent = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
    return {
        "depth": zone.depth.value,
        "radius": zone.radius.value,
        "depth of the channel": zone.channel_depth.value,
        "energy balance": spent / balance.supplied,
        "coverage": lattice.coverage,
        "bulk rise": lattice.bulk_rise,
        "necrotic fraction of the papillary dermis": float(found.injury.necrotic[1]),
    }
