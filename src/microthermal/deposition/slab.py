"""Light in planar layers that are stated by their coefficients: one call, for those who need no skin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from microthermal.deposition.checks import MOST_CELLS, MOST_SLABS, STEEP_WORDS, STEEPEST, unscattered
from microthermal.domain.inputs.laser import Profile
from microthermal.domain.results.slab import OpticalLayer, SlabLight
from microthermal.errors import Fault, InputError
from microthermal.numerics.light.beam import walk
from microthermal.numerics.light.unscattered import Stack
from microthermal.quantity import Array, Measured, Quantity

# A layer without a bottom: so deep that no light returns [m]. All radii: a ring so wide that no light leaves it [m].
_BOTTOMLESS = _ALL = 10.0
_CELLS = 40
_INDEX = Quantity("1", "refractive index", 1, 10)
_RADIUS = Quantity("m", "radius of the beam", 1e-7, 1.0)
_PHOTONS = Quantity("1", "number of photons", 32, 1e10)
_SEED = Quantity("1", "seed of all draws", 0, 2**53)
_THREADS = Quantity("1", "number of threads", 1, 1024)


def slab_light(
    layers: Sequence[OpticalLayer], *, above: float = 1.0, below: float = 1.0, radius: float = 1e-6,
    profile: Profile = "gaussian", z_edges: ArrayLike | None = None, r_edges: ArrayLike | None = None,
    photons: int = 100_000, seed: int = 1, threads: int = 1,
) -> SlabLight:  # fmt: skip
    """Reflection, transmission and absorption of a beam at normal incidence on planar layers.

    Parameters
    ----------
    layers : sequence of OpticalLayer
        From the surface down. Without a ``thickness`` the last one has no bottom, and nothing is transmitted.
    above, below : float, optional
        Refractive indices above the first layer and below the last one [1].
    radius : float, optional
        1/e² radius of a Gaussian beam, edge of a flat top [m]; by default a micrometre, for a pencil of light.
    profile : str, optional
        ``"gaussian"`` or ``"flat_top"``.
    z_edges, r_edges : array, optional
        Edges of the cells, growing from 0 [m]; by default 40 even slabs through all layers, and one ring of all radii.
    photons : int, optional
        Photons to walk; errors fall with the root of their number.
    seed : int, optional
        Seed of all draws: the same seed gives the same bits for any number of threads.
    threads : int, optional
        Parts walked at once.

    Returns
    -------
    SlabLight
        Fractions with their standard errors, absorbed (z, r), and what closes the balance.

    Raises
    ------
    InputError
        With every fault of layers, edges and numbers.

    Notes
    -----
    Henyey-Greenstein scattering; unscattered light is summed exactly. An anisotropy of 1 means that the light goes
    straight on, so that such a layer only absorbs. Equations and limits: docs/theory/light.md.

    Examples
    --------
    >>> water = OpticalLayer(absorption=1000.0, scattering=0.0, anisotropy=0.0, refractive_index=1.33, thickness=1e-3)
    >>> found = slab_light([water], above=1.33, below=1.33, photons=32)
    >>> round(found.transmitted.value, 4), round(found.balance, 12)
    (0.3679, 1.0)
    """
    faults = _layer_faults(layers)
    numbers = {}
    for name, quantity, value in (("above", _INDEX, above), ("below", _INDEX, below), ("radius", _RADIUS, radius)):
        numbers[name] = _taken(name, quantity.take, value, faults)
    for name, quantity, whole in (
        ("photons", _PHOTONS, photons),
        ("seed", _SEED, seed),
        ("threads", _THREADS, threads),
    ):
        numbers[name] = _taken(name, quantity.take_whole, whole, faults)
    if profile not in ("gaussian", "flat_top"):
        faults.append(Fault("profile", f"must be 'gaussian' or 'flat_top', not {profile!r}"))
    if faults:
        raise InputError(faults)
    stack = _stack(layers, numbers["above"], numbers["below"])
    slabs, rings = _edges(layers, z_edges, r_edges)
    found = walk(
        stack, rings, slabs, radius=numbers["radius"], gaussian=profile == "gaussian", photons=numbers["photons"],
        seed=numbers["seed"], threads=numbers["threads"],
    )  # fmt: skip
    return SlabLight(
        r_edges=rings, z_edges=slabs, absorbed=found.absorbed, absorbed_error=found.error, specular=found.specular,
        reflected=Measured(value=found.reflected, error=found.reflected_error),
        transmitted=Measured(value=found.transmitted, error=found.transmitted_error), outside=found.outside,
        cut=found.cut,
    )  # fmt: skip


def _taken(name: str, reader: Callable[[object], Any], value: object, faults: list[Fault]) -> Any:
    """Number that a reader makes of a value; None, and its faults, if it makes none."""
    try:
        return reader(value)
    except InputError as error:
        faults += [Fault(name, fault.text) for fault in error.faults]
        return None


def _layer_faults(layers: Sequence[OpticalLayer]) -> list[Fault]:
    if not isinstance(layers, Sequence) or not layers or not all(isinstance(one, OpticalLayer) for one in layers):
        return [Fault("layers", "must be a list of OpticalLayer, at least one")]
    faults = []
    for number, layer in enumerate(layers):
        if layer.thickness is None and number + 1 < len(layers):
            faults.append(
                Fault(f"layers.{number}.thickness", "only the last layer may have no bottom; give a thickness")
            )
        if STEEPEST < abs(layer.anisotropy) < 1.0 or layer.anisotropy == -1.0:
            faults.append(Fault(f"layers.{number}.anisotropy", STEEP_WORDS))
    return faults


def _stack(layers: Sequence[OpticalLayer], above: float, below: float) -> Stack:
    def column(name: str) -> Array:
        return np.array([getattr(layer, name) for layer in layers], dtype=np.float64)

    scattering, anisotropy = unscattered(column("scattering"), column("anisotropy"))
    thickness = np.array([_BOTTOMLESS if layer.thickness is None else layer.thickness for layer in layers])
    bottom = layers[-1].refractive_index if layers[-1].thickness is None else below
    return Stack(
        thickness=thickness,
        absorption=column("absorption"),
        scattering=scattering,
        anisotropy=anisotropy,
        refraction=column("refractive_index"),
        index_above=above,
        index_below=bottom,
    )


def _edges(layers: Sequence[OpticalLayer], z_edges: ArrayLike | None, r_edges: ArrayLike | None) -> tuple[Array, Array]:
    if z_edges is None and layers[-1].thickness is None:
        raise InputError([Fault("z_edges", "must be given where the last layer has no bottom")])
    if z_edges is None:
        z_edges = np.linspace(0.0, sum(layer.thickness or 0.0 for layer in layers), _CELLS + 1)
    found, faults = [], []
    for name, edges in (("z_edges", z_edges), ("r_edges", (0.0, _ALL) if r_edges is None else r_edges)):
        array = np.array(edges, dtype=np.float64)
        grows = array.ndim == 1 and array.size > 1 and array[0] == 0.0 and bool(np.all(np.diff(array) > 0))
        if not grows or not bool(np.all(np.isfinite(array))):
            faults.append(Fault(name, "must be finite, start at 0 and grow from edge to edge"))
        found.append(array)
    if not faults and (found[0].size > MOST_SLABS + 1 or (found[0].size - 1) * (found[1].size - 1) > MOST_CELLS):
        faults.append(Fault("z_edges", f"at most {MOST_SLABS} slabs and {MOST_CELLS} cells can be held"))
    if faults:
        raise InputError(faults)
    return found[0], found[1]
