"""Heat sources during a pulse: light at the present absorption, and exchange with blood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.budget import mirrored_fraction
from microthermal.heat.losses import Losses
from microthermal.heat.pulse_spans import Span
from microthermal.heat.step_control import light_step
from microthermal.numerics.constants import GAS_CONSTANT
from microthermal.numerics.heat.blood import close_vessels, look_ahead, missed, perfuse
from microthermal.numerics.heat.film import deposit_film
from microthermal.numerics.heat.light import Absorber, Scene, expose_columns, scattered_power
from microthermal.numerics.light.path_reweighting import Followed
from microthermal.quantity import Array

# Lower limit of water absorption in hot tissue from which steam escapes, over that at the reference temperature; with
# the slopes of the library it is not reached below 100 °C.
ABSORPTION_FLOOR = 0.2


@dataclass
class Ledger:
    """What has been supplied to the cylinder and has left it so far [J]; lives only inside one call of evolve.

    ``withheld`` is light that the correction for warm tissue would have absorbed beyond what was sent [J], ``missed``
    the greatest error of a step that was as short as steps get [K].
    """

    supplied: float = 0.0
    surface: float = 0.0
    perfused: float = 0.0
    ejected: float = 0.0
    withheld: float = 0.0
    missed: float = 0.0


class HeatSources:
    """Light and blood of one pulse; lives only inside one call of evolve."""

    def __init__(self, scene: Scene, tissue: Tissue, deposited: Deposited, pulse: Pulse, losses: Losses) -> None:
        self.ledger = Ledger()
        self._scene, self._losses = scene, losses
        self._vessel_energy = losses.vessel_energy / GAS_CONSTANT
        self._open = np.round(tissue.removed)
        self._columns = deposited.collimated
        self._entrance = np.array(deposited.entrance)
        # The correction of light for warm tissue does not change the specular reflection.
        self._sent = (1.0 - mirrored_fraction(deposited, pulse.energy)) * pulse.energy
        self._warming = _warmest(deposited, tissue, scene.absorber)
        size = (tissue.grid.shape[0] + 2) * (tissue.grid.shape[1] + 2)
        self._now, self._before, self._used, self._coming = (np.zeros(size) for _ in range(4))
        self._weight = np.pad(1.0 / (tissue.heat_capacity[:, None] * tissue.grid.volume), 1).ravel()
        # If the engine states no spread of photon paths, all light of a cell has the mean path.
        spread = deposited.path_spread
        self._pulse_light = self._light = Followed(
            reference=scene.absorber.wet + scene.absorber.dry,
            energy=np.array(deposited.energy),
            path=np.array(deposited.path),
            spread=np.zeros(tissue.grid.shape) if spread is None else np.array(spread),
        )
        self._room = (np.zeros(tissue.grid.shape), np.zeros(tissue.grid.shape))
        self._vessels = np.zeros(tissue.grid.shape)
        self._powers, self._powers_before = (0.0, 0.0), (0.0, 0.0)
        self._beyond = 0.0
        self._ratio, self._last_step = 0.0, 0.0
        self._span, self._shone = Span(0.0, 0.0, 0.0, None), 0.0

    def begin(self, span: Span) -> None:
        """Begin a span: power jumps, so that the source cannot be extrapolated from the step before."""
        self._span, self._shone, self._last_step = span, span.begin, 0.0
        if span.power > 0.0 and not self._columns:
            self._light = self._pulse_light._replace(energy=self._pulse_light.energy * span.power)

    def forget(self) -> None:
        """A cell was removed: the source cannot be extrapolated from the step before."""
        self._last_step = 0.0

    def longest_step(self, span: Span) -> float:
        """Longest step that the light of a span allows [s]; in the dark, the span itself."""
        if span.power == 0.0:
            return span.end - span.begin
        length = span.end - span.begin
        return light_step(length, self._warming * span.power * length)

    def shine_until(self, moment: float) -> None:
        """Absorb the collimated light between the last call and a moment [s]."""
        time = moment - self._shone
        if not self._columns or self._span.power == 0.0 or time <= 0.0:
            return
        fluence = self._span.power * time * self._entrance
        absorbed, ejected = expose_columns(self._scene, fluence)
        self._shone = moment
        self.ledger.supplied += absorbed
        self.ledger.ejected += ejected
        if ejected != 0.0:
            self.forget()

    def deposit_film(self) -> None:
        """End of a lit span: its ejecta leave a hot film on the wall of the channel."""
        if self._losses.film > 0.0 and self._span.power > 0.0:
            scene = self._scene
            self.ledger.ejected -= deposit_film(
                scene.space, scene.matter, scene.removal, scene.state, self._open, self._losses.film
            )

    def fill(self, step: float, source: Array) -> float:
        """Extrapolate the source to the middle of the coming step [W]; returns the last extrapolation error [K]."""
        scene = self._scene
        self._now[:] = 0.0
        absorbed, self._beyond = 0.0, 0.0
        if self._span.power > 0.0 and not self._columns:
            sent = self._span.power * self._sent
            wanted = scattered_power(self._scene, self._light, sent, self._room, self._now)
            absorbed, self._beyond = min(wanted, sent), max(wanted - sent, 0.0)
        blood = perfuse(scene.space, scene.matter, scene.state, self._vessels, self._now)
        self._powers = (absorbed, blood)
        self._ratio = step / self._last_step if self._last_step > 0.0 else 0.0
        miss = 0.0
        if self._last_step > 0.0:
            miss = missed(self._now, self._before, self._used, self._last_step, self._weight)
        look_ahead(self._now, self._before, self._ratio, source)
        self._coming = source
        return miss

    def taken(self, step: float) -> None:
        """Book an accepted step: its energies, the power for the next extrapolation, and the closure of vessels."""
        both = zip(self._powers, self._powers_before, strict=True)
        ahead = [now + 0.5 * self._ratio * (now - before) for now, before in both]
        self.ledger.supplied += ahead[0] * step
        self.ledger.perfused += ahead[1] * step
        self.ledger.withheld += self._beyond * step
        self._now, self._before = self._before, self._now
        self._powers_before, self._last_step = self._powers, step
        self._used[:] = self._coming
        close_vessels(self._scene.state, self._losses.vessel_frequency, self._vessel_energy, step, self._vessels)


def _warmest(deposited: Deposited, tissue: Tissue, light: Absorber) -> float:
    # Rise of the cell that absorbs most if it took up the whole pulse without boiling [K].
    capacity = tissue.heat_capacity[:, None]
    if not deposited.collimated:
        return float((deposited.energy / capacity).max())
    heights = np.diff(tissue.grid.z_edges)
    taken = -np.expm1(-(light.wet + light.dry) * heights) / heights
    return float((taken / tissue.heat_capacity).max() * deposited.entrance.max())
