"""Acoustic: focused ultrasound through layers of skin, damped, refracted and reflected by them."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.deposition.checks import MOST_CELLS
from microthermal.deposition.engines import engine
from microthermal.deposition.sound.absorbed import absorbed
from microthermal.deposition.sound.cautions import cautions
from microthermal.deposition.sound.field import field_of
from microthermal.deposition.sound.sounding import sounding_of
from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.figures import FigureEnds
from microthermal.domain.results.acoustics import Acoustics
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, Range, record
from microthermal.tissue.acoustics import acoustics


@engine
@final
@record
class Acoustic:
    """Sound of a bowl that moves evenly, in linear acoustics: q = 2 α I in each cell.

    ``acoustics`` is the skin as sound meets it, ``excess`` what is known of nonlinear sound; a simulation fills both
    in from its library.

    Notes
    -----
    Each plane wave of the bowl goes through all layers with all reflections; skin bears no shear waves, and does not
    change while it warms. What is damped is taken for absorbed. Fields are kept by their inputs. Equations and limits:
    docs/theory/sound.md.
    """

    kind: ClassVar[str] = "acoustic"
    sources: ClassVar[tuple[str, ...]] = ("ONeil1949",)
    exposures: ClassVar[tuple[type, ...]] = (Sound,)
    renewed: ClassVar[bool] = False

    acoustics: Acoustics | None = None
    excess: Annotated[Range, Quantity("%", "what nonlinear sound adds to the rise", 0, 10)] | None = None

    def informed(self, skin: Skin, ends: FigureEnds) -> Acoustic:
        """The same engine with what the library states of the layers of a skin; what was stated before stays."""
        excess = Range(low=ends.sound.low.excess, high=ends.sound.high.excess)
        return Acoustic(acoustics=self.acoustics or acoustics(skin, ends.sound.value), excess=self.excess or excess)

    def deposit(self, tissue: Tissue, pulse: Sound) -> Deposited:
        """Absorbed sound of one shot; see `DepositionEngine.deposit`."""
        layers = self._layers(tissue)
        sounding, grid = sounding_of(layers, pulse), tissue.grid
        found = absorbed(sounding, grid, tissue.layer.astype(np.int64))
        told = cautions(pulse, sounding, layers, self.excess)
        gone = float((found.taken * tissue.removed * grid.volume).sum())
        return Deposited(
            grid=grid, energy=pulse.energy * found.taken * (1.0 - tissue.removed), error=np.zeros(grid.shape),
            path=np.zeros(grid.shape), entrance=np.zeros(grid.shape[1]), collimated=False, reflected=found.reflected,
            transmitted=found.transmitted, lost=found.lost + gone, cautions=told,
            extras=Extras(sound=field_of(found, sounding, pulse, grid, tissue.layer)),
        )  # fmt: skip

    def _layers(self, tissue: Tissue) -> Acoustics:
        cells, faults = tissue.grid.shape[0] * tissue.grid.shape[1], []
        if self.acoustics is None:
            faults.append(Fault("Acoustic.acoustics", "say what the layers do to sound: tissue.acoustics tells it"))
        elif self.acoustics.names != tissue.optics.names:
            faults.append(Fault("Acoustic.acoustics", "is of other layers than the tissue"))
        if cells > MOST_CELLS:
            faults.append(Fault("Tissue.grid", f"{cells} cells are too many; use at most {MOST_CELLS}"))
        if tissue.bodies is not None:
            faults.append(Fault("Tissue.bodies", "sound around bodies on the axis is not modelled; leave them out"))
        if faults or self.acoustics is None:
            raise InputError(faults)
        return self.acoustics
