"""Cautions of one zone that hang on how it was run: its pulse, its cells, its energy balance."""

from __future__ import annotations

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.confinement import Confinement
from microthermal.domain.results.extras.follicle import StructureFate
from microthermal.domain.results.flow import Balance, Deposited
from microthermal.heat.validity import pulse_cautions
from microthermal.simulation.settings import PREVIEW_CELL, Settings
from microthermal.units import show


def about_pulse(
    pulse: Exposure, confined: Confinement | None, fate: StructureFate | None, plasma: bool
) -> tuple[Caution, ...]:  # fmt: skip
    """Cautions about the pulse; around a structure no beam is confined, and that is no caution."""
    told = pulse_cautions(pulse, confined, plasma=plasma)
    return told if fate is None else told[:-1]


def looked_for_plasma(deposited: Deposited) -> bool:
    """Whether the engine of light has looked for plasma itself."""
    return deposited.extras is not None and deposited.extras.vacuoles is not None


def about_preview(cell: float, error: float) -> tuple[Caution, ...]:
    """That a run is a preview, by the size of its cells [m], and by which fraction it may be off."""
    if cell != PREVIEW_CELL:
        return ()
    text = (
        f"This is a preview, on cells of {show(cell, 'm')}: depth and radius of its zone may miss those on cells of "
        f"{show(Settings().cell, 'm')} by {show(error, '%')}, or by one of its cells where that is more; "
        "simulate what is to be shown or used with the usual settings"
    )
    return (Caution(stage="zones", text=text, weight="warn"),)


def about_balance(balance: Balance) -> tuple[Caution, ...]:
    """That the energy balance of the heat stage misses by 1 % or more."""
    left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
    # In a pulse of nanojoules the heat exchange of skin and air is larger than the light, and the error relative to it.
    flow = max(balance.supplied, abs(balance.stored), abs(balance.surface), abs(balance.perfused), 1e-30)
    miss = abs(balance.supplied - left) / flow
    if miss < 0.01:
        return ()
    text = f"The energy balance of the heat stage closes only to {100 * miss:.1f} %; use a finer grid."
    return (Caution(stage="heat", text=text, weight="warn"),)
