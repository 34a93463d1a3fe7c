"""What stands for the zone where none is made: skin at rest, in which nothing was heated or died."""

from __future__ import annotations

import numpy as np

from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.field import ResidualHeat, RiseMap, Warming
from microthermal.domain.results.flow import Balance, Damage, Deposited, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.simulation.records import Heating, ZoneRun
from microthermal.simulation.settings import PREVIEW_CELL, Settings
from microthermal.tissue import sample
from microthermal.tissue.neutral_optics import optics_met
from microthermal.tissue.resting import resting_temperature
from microthermal.zones import measure

# No result lies on this grid but zeros: its cells only have to show the layers.
_RINGS = 2


def untouched(skin: Skin, pulse: Exposure, settings: Settings, library: Library) -> ZoneRun:
    """Zone of an exposure that makes none, such as a pulse that gives no light: no engine, model or law is asked.

    Parameters
    ----------
    skin : Skin
        Skin as it is.
    pulse : Exposure
        Gives nothing, or too little to warm the skin.
    settings : Settings
        Which endpoint a zone is measured by.
    library : Library
        Spectra and damage laws.

    Returns
    -------
    ZoneRun
        Every number of light, damage and zone is zero, every temperature that of rest; no caution, no method.
    """
    thickness = sum(layer.thickness for layer in skin.layers)
    grid = Grid(
        r_edges=np.linspace(0.0, _RINGS * PREVIEW_CELL, _RINGS + 1),
        z_edges=np.linspace(0.0, thickness, 1 + max(1, round(thickness / PREVIEW_CELL))),
    )
    tissue = sample(skin, grid, optics_met(skin, pulse.wavelength, library.spectra))
    nothing = np.zeros(grid.shape)
    laws = library.chosen_laws(settings.laws)
    damage = Damage(
        grid=grid, endpoints=tuple(law.endpoint for law in laws), omega=np.zeros((len(laws), *grid.shape)),
        removed=nothing, peak=tissue.temperature,
    )  # fmt: skip
    rest = Snapshot(
        grid=grid, time=0.0, step=0.0, temperature=tissue.temperature, removed=nothing, water=tissue.water,
        balance=Balance(),
    )  # fmt: skip
    return ZoneRun(
        tissue=tissue,
        deposited=Deposited(
            grid=grid, energy=nothing, error=nothing, path=nothing, entrance=np.zeros(_RINGS), collimated=True,
            reflected=0.0, transmitted=0.0, lost=0.0,
        ),
        moments=(rest,),
        heating=Heating(places=("surface, axis",), time=np.zeros(1), temperature=tissue.temperature[:1, :1]),
        balance=Balance(), damage=damage, zone=measure(damage, settings.endpoint), cautions=(), methods=(),
    )  # fmt: skip


def unwarmed(skin: Skin) -> Warming:
    """Field of a treatment that warms nothing: no rise anywhere, at the middle of each layer."""
    thickness = np.array([layer.thickness for layer in skin.layers])
    z = np.cumsum(thickness) - 0.5 * thickness
    nothing, rest, none = np.zeros(z.size), resting_temperature(skin, z), np.zeros(0)
    return Warming(
        z=z, peak=nothing, start=nothing, mean_start=nothing, residual=nothing, end=nothing, resting=rest,
        peak_temperature=rest, end_temperature=rest, time=none, trace=none,
        map=RiseMap(x=none, y=none, rise=np.zeros((0, 0))), pass_time=0.0,
        heat=ResidualHeat(zones=0, of_one=0.0, kept=0.0),
    )  # fmt: skip
