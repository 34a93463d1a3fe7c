"""All of one zone that stands before the first step in time: grid, tissue, engine, energy deposited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from microthermal.catalog.library import Library
from microthermal.damage.laws import DamageLaw
from microthermal.deposition.breakdown.reach import tears, unknown
from microthermal.deposition.engines import DepositionEngine, InformedEngine, RenewedEngine, engine
from microthermal.deposition.engines.beer_lambert import BeerLambert
from microthermal.deposition.engines.breakdown import Breakdown
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import Fault, InputError
from microthermal.heat.models import HeatModel
from microthermal.quantity import amended
from microthermal.simulation.around.grid import cylinder_around
from microthermal.simulation.around.mixed_light import light_of, tissues_of
from microthermal.simulation.exposures.portions import legs_of
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.settings import Settings
from microthermal.tissue.pressing import pressed
from microthermal.tissue.resting import STILL_AIR

# Below this ratio of reduced scattering to absorption photons are absorbed before scattering turns them.
_STRAIGHT = 0.05


@dataclass(frozen=True)
class Lit:
    """Skin as a pulse meets it, where its light goes, what follows heat and damage, which engine of light it was.

    An engine that is to be asked anew stands in ``renewed``; what is deposited then is that of the first portion.
    """

    tissue: Tissue
    deposited: Deposited
    heat: HeatModel
    laws: tuple[DamageLaw, ...]
    lighting: str
    renewed: RenewedEngine | None = None


def lit(
    skin: Skin, pulse: Exposure, cooling: Cooling | None, settings: Settings, library: Library,
    cell: float | None = None,
) -> Lit:  # fmt: skip
    """Grid, tissue and light of one microbeam: all that stands before the first step in time.

    Parameters
    ----------
    skin, pulse, cooling, settings, library
        As for :func:`run_zone`.
    cell : float, optional
        Size of the finest cell, in place of that of the settings [m].
    """
    skin = pressed(skin, pulse.handpiece.pressing)
    window = None if cooling is None else cooling.window_index
    fine, structure = cell or settings.cell, skin.structure

    def grid_of(optics: Optics) -> Grid:
        if structure is None:
            return cylinder(skin, pulse, optics, fine, settings.relaxation)
        return cylinder_around(skin, structure.in_skin(skin.follicle.papilla_depth), fine)

    tissues = tissues_of(skin, pulse, window, library.spectra, grid_of)
    lighting = settings.deposition or _suitable(pulse, tissues[0].optics, settings.seed, library)
    lighting = _furnished(lighting, library)
    refuse_other(lighting, pulse)
    lighting = lighting.informed(skin, library.ends) if isinstance(lighting, InformedEngine) else lighting
    heat = settings.heat or library.heat_model(pulse.removal)
    laws = library.chosen_laws(settings.laws)
    renewed: Any = lighting if lighting.renewed else None
    first = pulse
    if renewed is not None:
        tissues = tuple(renewed.prepared(one, pulse) for one in tissues)
        first = legs_of(pulse, cooling or STILL_AIR, settings.relaxation, renewed.portions(pulse))[0].exposure
    tissue, deposited = light_of(tissues, first, lighting)
    return Lit(tissue, deposited, heat, laws, name_of(lighting), renewed)


def lit_coarsely(
    skin: Skin, pulse: Exposure, cooling: Cooling | None, settings: Settings, library: Library
) -> Lit:  # fmt: skip
    """As :func:`lit`, on cells twice as large, with other random numbers.

    Beside the run itself, the difference of the two holds the noise of the light as well.
    """
    return lit(skin, pulse, cooling, _reseeded(settings), library, cell=2 * settings.cell)


def _reseeded(settings: Settings) -> Settings:
    lighting = settings.deposition
    if isinstance(lighting, MonteCarlo | Breakdown):
        lighting = amended(lighting, seed=lighting.seed + 1)
    return amended(settings, seed=settings.seed + 1, deposition=lighting)


def refuse_other(lighting: DepositionEngine, exposure: Exposure) -> None:
    """Refuse an engine that was chosen for another kind of exposure.

    Raises
    ------
    InputError
        With the engines that take this exposure.
    """
    if isinstance(exposure, tuple(lighting.exposures)):
        if faults := [] if isinstance(lighting, Breakdown) else unknown(exposure):
            raise InputError(faults)
        return
    able = " or ".join(one.kind for one in engine if isinstance(exposure, tuple(one.exposures))) or "none"
    text = f"{name_of(lighting)} takes no {type(exposure).__name__.lower()}; {able} does, or leave the engine out"
    raise InputError([Fault("Settings.deposition", text)])


def _suitable(exposure: Exposure, optics: Optics, seed: int, library: Library) -> DepositionEngine:
    """The engine that takes an exposure; of those of light, by how much is scattered."""
    if exposure.wavelength is None:
        able = [one for one in engine if isinstance(exposure, tuple(one.exposures))]
        if not able:
            raise InputError(
                f"no engine deposits {type(exposure).__name__.lower()} yet; a zone of it cannot be simulated"
            )
        return library.engine(able[0].kind)
    if tears(exposure):
        return Breakdown(seed=seed)
    reduced = float((optics.scattering * (1 - optics.anisotropy)).max())
    if reduced < _STRAIGHT * float(optics.absorption.max()):
        return BeerLambert()
    return MonteCarlo(seed=seed)


def _furnished(lighting: DepositionEngine, library: Library) -> DepositionEngine:
    """The engine with the figures of the library, where it needs them and was given none."""
    if isinstance(lighting, Breakdown) and lighting.figures is None:
        return amended(lighting, figures=library.ends.breakdown)
    return lighting


def name_of(choice: object) -> str:
    """Kind of a method that was chosen, or the name of its class."""
    return str(getattr(type(choice), "kind", type(choice).__name__))
