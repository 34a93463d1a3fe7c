"""A plain heat solver: even cells, explicit steps, enthalpy with boiling, Arrhenius damage; NumPy alone.

It shares nothing with the program: no super-steps, no graded cells, no splitting. What it costs is time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

# Fraction of the longest stable step.
_SAFE = 0.8


class Stuff(NamedTuple):
    """Matter, wet and dry, in SI units; without ``water`` nothing boils."""

    conductivity: float
    capacity: float
    dry_conductivity: float
    dry_capacity: float
    water: float = 0.0
    latent: float = 0.0
    boiling: float = 1e9
    span: float = 0.0
    exchange: float = 0.0
    blood: float = 0.0


class Face(NamedTuple):
    """What touches the surface: temperature [K] and coefficient [W/m²/K]."""

    temperature: float = 0.0
    coefficient: float = 0.0


class Body:
    """A cylinder of even cells; ``run`` steps it on, adding to the damage integral if there is a law."""

    def __init__(
        self, stuff: Stuff, cell: float, shape: tuple[int, int], start: float, law: tuple[float, float] | None
    ):
        self.stuff, self.cell, self.law = stuff, cell, law
        self.r, self.z = (np.arange(shape[1]) + 0.5) * cell, (np.arange(shape[0]) + 0.5) * cell
        self.temperature = np.full(shape, start)
        self.water, self.damage = np.full(shape, stuff.water), np.zeros(shape)
        self.ring = (np.arange(shape[1]) + 1.0) * cell / (self.r * cell**2)
        slowest = min(stuff.capacity / stuff.conductivity, stuff.dry_capacity / stuff.dry_conductivity)
        self.step = _SAFE * cell**2 * slowest / 4.0

    def run(self, time: float, source: np.ndarray | float, face: Face = Face()) -> None:  # noqa: B008
        """Go on for a time under a source [W/m³] (z, r)."""
        count = int(np.ceil(time / self.step))
        for _ in range(count):
            before = self.temperature.copy()
            self._take(self._inflow(face) * (time / count) + source * (time / count))
            if self.law is not None:
                frequency, over = self.law
                middle = 0.5 * (before + self.temperature)
                rates = [np.exp(np.log(frequency) - over / each) for each in (before, middle, self.temperature)]
                self.damage += time / count * (rates[0] + 4.0 * rates[1] + rates[2]) / 6.0

    def _inflow(self, face: Face) -> np.ndarray:
        # Heat per volume and time that each cell gets by conduction and from blood.
        s, t = self.stuff, self.temperature
        wet = self.water / s.water if s.water > 0.0 else 1.0
        k = s.dry_conductivity + (s.conductivity - s.dry_conductivity) * wet + 0.0 * t
        down = (t[1:] - t[:-1]) * 2.0 * k[1:] * k[:-1] / (k[1:] + k[:-1]) / self.cell**2
        out = (t[:, 1:] - t[:, :-1]) * 2.0 * k[:, 1:] * k[:, :-1] / (k[:, 1:] + k[:, :-1])
        found = s.exchange * (s.blood - t)
        found[:-1] += down
        found[1:] -= down
        found[:, :-1] += out * self.ring[:-1]
        found[:, 1:] -= out * (self.ring[:-1] * self.r[:-1] / self.r[1:])
        joint = 1.0 / (1.0 / face.coefficient + 0.5 * self.cell / s.conductivity) if face.coefficient > 0.0 else 0.0
        found[0] += joint * (face.temperature - t[0]) / self.cell
        return np.asarray(found)

    def _take(self, heat: np.ndarray) -> None:
        # Heat per volume into temperature and water, one stretch of the enthalpy curve after the other.
        s = self.stuff
        wet = self.water / s.water if s.water > 0.0 else 1.0
        own = s.boiling + s.span * (1.0 - wet)
        moist = s.dry_capacity + (s.capacity - s.dry_capacity) * wet
        warm, dry = self.temperature, s.dry_capacity
        # Heat above the state at T_1 with this water.
        held = np.where(warm < s.boiling, moist * (warm - s.boiling), dry * (warm - s.boiling)) + heat
        room = dry * (own - s.boiling)
        latent = s.latent + dry * s.span / s.water if s.water > 0.0 else 1.0
        boiled = np.clip((held - room) / latent, 0.0, self.water) if s.water > 0.0 else np.zeros_like(warm)
        self.water = self.water - boiled
        left = 1.0 - self.water / s.water if s.water > 0.0 else 0.0
        beyond = held - room - latent * boiled
        at = s.boiling + s.span * left + np.maximum(beyond, 0.0) / dry
        below = s.boiling + np.where(held < 0.0, held / moist, held / dry)
        self.temperature = np.where(held <= room, below, at) if s.water > 0.0 else warm + heat / s.capacity


def last_above(places: np.ndarray, values: np.ndarray) -> float:
    """Where a row of values falls through 0 for the last time, straight between the places; 0 if it is never above."""
    above = np.flatnonzero(values >= 0.0)
    if not above.size or above[-1] + 1 == values.size:
        return float(places[-1]) if above.size else 0.0
    i = int(above[-1])
    return float(places[i] + (places[i + 1] - places[i]) * values[i] / (values[i] - values[i + 1]))


def axis(r: np.ndarray, field: np.ndarray) -> np.ndarray:
    """Values on the axis of a + b r² through the two innermost cells (z,)."""
    return np.asarray(field[:, 0] + (field[:, 0] - field[:, 1]) * r[0] ** 2 / (r[1] ** 2 - r[0] ** 2))
