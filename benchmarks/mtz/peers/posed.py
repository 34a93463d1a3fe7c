"""The cases posed to the twins; coarse where fine cells would take minutes."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from benchmarks.mtz.peers.heat import Body, Face, Stuff, axis, last_above
from benchmarks.mtz.peers.walk import Layers, Walked, walk

# Photons of one run, runs with different seeds, and the seed where there is one run.
PHOTONS, RUNS, SEED = 100_000, 10, 11
# So deep that no light returns [m].
_BOTTOM = 1.0


def _mean(runs: list[dict[str, float]]) -> dict[str, Found]:
    # Mean of runs with different seeds, and its standard error.
    many = {name: np.array([run[name] for run in runs]) for name in runs[0]}
    found = {}
    for name, each in many.items():
        spread = float(each.std(ddof=1) / sqrt(each.size))
        # What no chance makes is the same in all runs but for rounding.
        found[name] = Found(float(each.mean()), spread if spread > 1e-12 * abs(each.mean()) else None)
    return found


def _plain(found: dict[str, float]) -> dict[str, Found]:
    # Numbers that no chance makes.
    return {name: Found(value) for name, value in found.items()}


def slab(case: Case) -> dict[str, Found]:
    """Walk through one slab."""
    optics = [np.array([case.number(f"light.{name}")]) for name in ("absorption", "scattering", "anisotropy")]
    outside, inside = case.number("light.index_outside"), case.number("light.index_slab")
    faces = np.array([0.0, case.number("geometry.thickness")])
    stack, rings = Layers(*optics, faces, np.array([outside, inside, outside])), np.array([0.0, 1.0])
    runs = [walk(stack, 0.0, PHOTONS, (faces, rings), seed) for seed in range(RUNS)]
    return _mean([{"reflected": run.reflected, "transmitted": run.transmitted} for run in runs])


def _three(case: Case) -> Layers:
    first, second = case.number("geometry.thickness_1"), case.number("geometry.thickness_2")
    names = ("absorption", "scattering", "anisotropy", "index")
    optics = [np.array([case.number(f"light.{name}_{n}") for n in (1, 2, 3)]) for name in names]
    index = np.concatenate(([case.number("light.index_above")], optics[3], optics[3][-1:]))
    return Layers(*optics[:3], np.array([0.0, first, first + second, _BOTTOM]), index)


def layers(case: Case) -> dict[str, Found]:
    """Walk through three layers."""
    stack, radius = _three(case), case.number("light.radius")
    deep = np.array([0.0, stack.faces[1], 120e-6, 280e-6, 320e-6, stack.faces[2]])
    rings = np.concatenate((np.arange(0.0, 401e-6, 5e-6), [1.0]))
    return _mean([_read(walk(stack, radius, PHOTONS, (deep, rings), seed), rings) for seed in range(RUNS)])


def _read(found: Walked, rings: np.ndarray) -> dict[str, float]:
    volume = pi * (30e-6) ** 2 * 40e-6
    held = np.concatenate(([0.0], np.cumsum(found.absorbed[3]))) / found.absorbed[3].sum()
    return {
        "specular": found.specular, "reflected": found.reflected, "absorbed_1": float(found.absorbed[0].sum()),
        "absorbed_2": float(found.absorbed[1:].sum()), "density_100": float(found.absorbed[1, :6].sum() / volume),
        "density_300": float(found.absorbed[3, :6].sum() / volume),
        "half_radius_300": float(np.sqrt(np.interp(0.5, held, rings**2))),
    }  # fmt: skip


def cylinder(case: Case) -> dict[str, Found]:
    """Explicit steps on rings of 5 µm to 1 mm."""
    k, c, cell = case.number("matter.conductivity"), case.number("matter.heat_capacity"), 5e-6
    body = Body(Stuff(k, c, k, c), cell, (2, 200), 0.0, None)
    radius, duration = case.number("geometry.radius"), case.number("pulse.duration")
    body.run(duration, np.where(body.r < radius, case.number("light.power"), 0.0)[None, :])
    found = {
        "axis_3ms": float(axis(body.r, body.temperature)[0]),
        "edge_3ms": float(np.interp(radius, body.r, body.temperature[0])),
        "outside_3ms": float(np.interp(2.0 * radius, body.r, body.temperature[0])),
    }
    for until, spent, name in ((10e-3, duration, "axis_10ms"), (50e-3, 10e-3, "axis_50ms")):
        body.run(until - spent, 0.0)
        found[name] = float(axis(body.r, body.temperature)[0])
    return _plain(found)


def relaxation(case: Case) -> dict[str, Found]:
    """Explicit steps on cells of 10 µm, 3 mm deep and 1.5 mm wide."""
    k, c, start = case.number("matter.conductivity"), case.number("matter.heat_capacity"), case.number("matter.start")
    stuff = Stuff(k, c, k, c, exchange=case.number("matter.exchange"), blood=start)
    body, w = Body(stuff, 10e-6, (300, 150), start, None), case.number("light.radius")
    energy, duration, mu = case.number("pulse.energy"), case.number("pulse.duration"), case.number("light.attenuation")
    plate, spent, found = Face(case.number("boundary.plate"), case.number("boundary.coefficient")), 0.0, {}
    shape = np.exp(-mu * body.z)[:, None] * np.exp(-2.0 * (body.r / w) ** 2)[None, :]
    source = 2.0 * energy / (pi * w**2) * mu / duration * shape
    for until, name in ((duration, "10ms"), (100e-3, "100ms"), (1.0, "1s")):
        body.run(until - spent, source if spent == 0.0 else 0.0, plate)
        spent, warm = until, axis(body.r, body.temperature) - start
        for z, at in ((50e-6, "50um"), (300e-6, "300um")):
            found[f"change_{at}_{name}"] = float(np.interp(z, body.z, warm))
    return _plain(found)


def _zone(case: Case) -> tuple[Body, np.ndarray]:
    # Body of 10 µm cells to 0.8 mm sideways and 1.2 mm deep, and the power of its light in one pulse.
    number, boils = case.number, "water" in case.data["matter"]
    k, c = number("matter.conductivity"), number("matter.heat_capacity")
    stuff = Stuff(k, c, k, c)
    if boils:
        names = ("dry_conductivity", "dry_heat_capacity", "water", "latent", "boiling", "range")
        stuff = Stuff(k, c, *(number(f"matter.{name}") for name in names))
    law = number("damage.frequency"), number("damage.energy") / number("damage.gas_constant")
    body, cell = Body(stuff, 10e-6, (120, 80), number("matter.start"), law), 10e-6
    edges = np.arange(121) * cell, np.arange(81) * cell
    found = walk(_three(case), number("light.radius"), 3 * PHOTONS, edges, SEED).absorbed
    volume = cell * pi * np.diff(edges[1] ** 2)
    return body, number("pulse.energy") * found / volume / number("pulse.duration")


def _depth(body: Body) -> float:
    return max(last_above(body.z, row) for row in np.log(np.maximum(body.damage, 1e-300)).T)


def _shape(body: Body) -> dict[str, float]:
    radius = np.array([last_above(body.r, row) for row in np.log(np.maximum(body.damage, 1e-300))])
    volume = float((pi * radius**2 * body.cell).sum())
    return {"depth": _depth(body), "width": 2.0 * float(radius.max()), "volume": volume}


def zone(case: Case) -> dict[str, Found]:
    """One pulse, with boiling or without."""
    body, power = _zone(case)
    start, duration = case.number("matter.start"), case.number("pulse.duration")
    body.run(duration, power)
    warm = axis(body.r, body.temperature) - start
    body.run(case.number("pulse.end") - duration, 0.0)
    found = _shape(body)
    if "water" not in case.data["matter"]:
        places = (("axis_100", 100e-6), ("axis_300", 300e-6))
        return _plain({**found, **{name: float(np.interp(place, body.z, warm)) for name, place in places}})
    water = case.number("matter.water")
    lost, volume = water - body.water, 2.0 * pi * body.r * body.cell**2
    dried = max(last_above(body.z, row) for row in (lost / water - 0.5).T)
    steam = float((lost * volume).sum())
    return _plain({"depth": found["depth"], "width": found["width"], "dried_depth": dried, "steam": steam})


def stack(case: Case) -> dict[str, Found]:
    """Three pulses."""
    body, power = _zone(case)
    duration, interval, found = case.number("pulse.duration"), case.number("pulse.interval"), {}
    for number in (1, 2, 3):
        body.run(duration, power)
        body.run((interval if number < 3 else case.number("pulse.end") - 2.0 * interval) - duration, 0.0)
        if number == 1:
            found["depth_one"] = _depth(body)
        if number == 2:
            warm = axis(body.r, body.temperature) - case.number("matter.start")
            found["before_third"] = float(np.interp(100e-6, body.z, warm))
    return _plain({"depth": _depth(body), "width": _shape(body)["width"], **found})


def lattice(case: Case) -> dict[str, Found]:
    """Points that are counted: a cell of the lattice, and squares of a millimetre with discs thrown at random."""
    radius, density = case.number("geometry.disc_radius"), case.number("geometry.density")
    pitch, draw = sqrt(2.0 / (sqrt(3.0) * density)), np.random.default_rng(SEED)
    a, b = np.meshgrid((np.arange(1000) + 0.5) / 1000, (np.arange(1000) + 0.5) / 1000)
    x, y, free = (a + 0.5 * b) * pitch, b * sqrt(0.75) * pitch, np.ones(a.shape, dtype=bool)
    for i in range(-1, 3):
        for j in range(-1, 3):
            free &= (x - (i + 0.5 * j) * pitch) ** 2 + (y - j * sqrt(0.75) * pitch) ** 2 > radius**2
    side, hit, points = 1e-3, 0, 1_000_000
    for _ in range(points):
        centres = draw.random((draw.poisson(density * side**2), 2)) * side - 0.5 * side
        hit += bool(((centres**2).sum(axis=1) < radius**2).any())
    chance = hit / points
    return {
        "random": Found(chance, sqrt(chance * (1.0 - chance) / points)),
        "hexagonal": Found(1.0 - float(free.mean())),
    }
