"""Joule heat: current from a needle through skin whose conductivity follows temperature and drying."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar, final

import numpy as np

from microthermal.cache import cached, key_of
from microthermal.deposition.current.cautions import cautions
from microthermal.deposition.current.conducting import Conducting, at_rest, conductivity_now
from microthermal.deposition.current.generator import Drive, drive
from microthermal.deposition.current.needles import conductor
from microthermal.deposition.engines import engine
from microthermal.domain.inputs.exposures.current import Current
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.extras.current_course import CurrentCourse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.numerics.potential.conductor import Conductor
from microthermal.numerics.potential.solution import Potential, potential_of
from microthermal.numerics.sources import DIGESTS
from microthermal.numerics.wholes import whole_steps
from microthermal.quantity import Quantity, record
from microthermal.tissue.needles import Metal, with_needle

_USUAL, _STEEL = Conducting(), Metal()
# Layer around a tip [m] that a portion warms by so much at most [K]; heat that a volume of dermis holds [J/m³/K]; most
# portions of a current, and least of each part of a train.
_LAYER, _WARMED, _CAPACITY = 1e-4, 40.0, 3.7e6
_MOST, _LEAST = 200, 4


@engine
@final
@record
class Joule:
    """Current of radio frequency from one pin: div(σ grad V) = 0, and heat σ |grad V|² in each cell.

    Notes
    -----
    One cylinder for each pin, with what its neighbours do at its walls: :mod:`microthermal.deposition.current.needles`.
    The wavelength is metres, so that the potential follows at once; displacement currents do not heat and are left out.
    Potentials are kept by their inputs. Equations: docs/theory/current.md.
    """

    kind: ClassVar[str] = "joule"
    sources: ClassVar[tuple[str, ...]] = ()
    exposures: ClassVar[tuple[type, ...]] = (Current,)
    renewed: ClassVar[bool] = True

    conducting: Conducting = _USUAL
    metal: Metal = _STEEL
    count: Annotated[int, Quantity("1", "least number of portions", 1, 1000)] = 12
    origin: str = ""

    def prepared(self, tissue: Tissue, exposure: Current) -> Tissue:
        """Skin with the needle in it, as deep as it is in all of the stack."""
        return with_needle(tissue, exposure.electrode.radius, exposure.shallowest, self.metal)

    def portions(self, exposure: Current) -> tuple[float, ...]:
        """Ends of portions since the current began [s]; more of them where a portion would warm the skin too much.

        As many as let none warm a layer of 0.1 mm around the bare tip by more than 40 K, at least ``count`` and at most
        200; in a train at least four for each time that current flows.
        """
        tip, train = exposure.electrode, exposure.train
        around = 2.0 * math.pi * tip.radius * tip.bare + math.pi * tip.radius**2
        wanted = exposure.energy / (_LAYER * around * _CAPACITY * _WARMED)
        parts = min(max(int(self.count), whole_steps(wanted)), _MOST)
        if train is None:
            return tuple(float(end) for end in exposure.duration * np.arange(1, parts + 1) / parts)
        each, lasting = max(-(-parts // train.count), _LEAST), (exposure.duration - train.dark) / train.count
        begins = (lasting + train.pause) * np.arange(train.count)
        return tuple((begins[:, None] + lasting * np.arange(1, each + 1) / each).ravel().tolist())

    def deposit(self, tissue: Tissue, pulse: Current) -> Deposited:
        """Heat of one portion at the conductivity of the skin as it is; see `DepositionEngine.deposit`."""
        found, given = self._driven(tissue, pulse)
        sent = given.power * pulse.duration
        grid = tissue.grid
        energy = found.power * (sent / found.conductance) / grid.volume
        course = CurrentCourse(
            time=np.array([pulse.duration]), voltage=np.array([given.voltage]),
            impedance=np.array([1.0 / found.conductance]), energy=np.array([sent]),
        )  # fmt: skip
        return Deposited(
            grid=grid, energy=energy, error=np.zeros(grid.shape), path=np.zeros(grid.shape),
            entrance=np.zeros(grid.shape[1]), collimated=False, reflected=0.0,
            transmitted=min(max(found.outside / found.conductance, 0.0), 1.0), lost=0.0,
            cautions=cautions(pulse, limited=given.limited), sent=sent, extras=Extras(current=course),
        )  # fmt: skip

    def gathered(self, portions: tuple[Deposited, ...], ends: tuple[float, ...]) -> Extras | None:
        """Course of voltage, impedance and energy over all portions."""
        courses = [one.extras.current for one in portions if one.extras is not None and one.extras.current is not None]
        if not courses:
            return None
        each = {
            name: np.concatenate([getattr(one, name) for one in courses]) for name in ("voltage", "impedance", "energy")
        }
        energy = np.cumsum(each.pop("energy"))
        return Extras(current=CurrentCourse(time=np.array(ends), energy=energy, **each))

    def _driven(self, tissue: Tissue, pulse: Current) -> tuple[Potential, Drive]:
        rest = at_rest(self.conducting, tissue.optics.names)
        body = conductor(
            tissue.grid, pulse.electrode, conductivity_now(rest, tissue, self.conducting), self._below(tissue, rest)
        )
        found = _potential(body)
        return found, drive(pulse, found.conductance)

    def _below(self, tissue: Tissue, rest: Any) -> tuple[float, float]:
        bottoms = np.cumsum(tissue.optics.thickness)
        tops = np.maximum(bottoms - tissue.optics.thickness, tissue.grid.z_edges[-1])
        return float(np.sum(np.maximum(bottoms - tops, 0.0) / rest)), self.conducting.muscle


def _potential(body: Conductor) -> Potential:
    def solved() -> dict[str, Any]:
        return {name: np.asarray(value) for name, value in potential_of(body)._asdict().items()}

    inputs = (body.r_edges, body.z_edges, body.conductivity, body.kind.astype(np.float64), *body.walls, *body.surfaces)
    kept: dict[str, Any] = cached(key_of(DIGESTS["potential.solution"], *inputs), solved, writes=False)
    return Potential(**{name: value if value.ndim else value.item() for name, value in kept.items()})
