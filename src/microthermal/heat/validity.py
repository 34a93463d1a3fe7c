"""Limits of validity of the heat models: plasma, pressure, freezing, an initial state that is not steady."""

from __future__ import annotations

import math

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.confinement import Confinement
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.pulse_spans import emission
from microthermal.numerics.plasma.log_lengths import between_lengths
from microthermal.tissue.resting import STILL_AIR
from microthermal.units import celsius, show

# Optical breakdown of clean water at 1064 nm: pulse length [s], irradiance [W/m²] (Vogel1996, abstract). Absorbers
# break down at less (Varghese2015), so a caution is raised from a hundredth on; that fraction is assumed.
BREAKDOWN = ((30e-12, 4.5e15), (6e-9, 0.76e15))
_EARLY = 0.01
# Skin freezes at about -0.55 °C (NHSFrostbite); ice, its latent heat and its harm are not modelled.
FREEZING = celsius(-0.5)
# Hottest residue of the literature (removal/boil_off, residue_temperature): nothing that is left can be hotter.
HOTTEST = celsius(500.0)
# Drift of the surface temperature under still air from which a caution is raised [K].
DRIFT = 1.0


def breakdown_irradiance(duration: float) -> float:
    """Irradiance at which clean water breaks down.

    Parameters
    ----------
    duration : float
        Pulse length [s].

    Returns
    -------
    float
        Irradiance [W/m²]: a power law between the two measured lengths, constant outside them.

    Examples
    --------
    >>> f"{breakdown_irradiance(6e-9):.2e}"
    '7.60e+14'
    """
    return between_lengths(duration, *BREAKDOWN)


def surface_drift(tissue: Tissue, air: Cooling, time: float) -> float:
    """Change of the surface temperature that air alone would bring, because the start is not in balance with it.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start.
    air : Cooling
        What lies over uncooled skin.
    time : float
        Time [s].

    Returns
    -------
    float
        Drift [K], negative if the surface cools.

    Notes
    -----
    2 q sqrt(t / (π k c)), with q = k dT/dz - h (T - T_air) at the surface: the first order of a half-space.
    """
    top = tissue.temperature[:2, -1]
    spacing = tissue.grid.z[1] - tissue.grid.z[0] if len(tissue.grid.z) > 1 else 1.0
    conductivity, capacity = float(tissue.conductivity[0]), float(tissue.heat_capacity[0])
    inward = conductivity * float(top[-1] - top[0]) / float(spacing)
    flux = inward - air.coefficient * (float(top[0]) - air.temperature)
    return 2.0 * flux * math.sqrt(time / (math.pi * conductivity * capacity))


def pulse_cautions(pulse: Exposure, found: Confinement | None, *, plasma: bool = False) -> tuple[Caution, ...]:
    """Cautions about plasma and pressure, which heat models leave out, and about thermal confinement.

    Parameters
    ----------
    pulse : Exposure
        One pulse of its stack.
    found : Confinement or None
        Its confinement.
    plasma : bool, optional
        Whether the engine of light has looked for plasma, so that nothing is to be said here.
    """
    if pulse.wavelength is None:
        return ()
    lit = emission(pulse)
    shortest = min(end - begin for begin, end, _ in lit)
    centre = 2.0 if pulse.profile == "gaussian" else 1.0
    irradiance = centre * max(power for _, _, power in lit) * pulse.energy / (math.pi * pulse.radius**2)
    threshold = breakdown_irradiance(shortest)
    told = []
    if not plasma and irradiance > _EARLY * threshold:
        text = (
            f"irradiance reaches {irradiance * 1e-4:.1e} W/cm²; clean water breaks down at {threshold * 1e-4:.1e}, "
            "absorbing tissue at less: plasma is not modelled"
        )
        (first, _), (last, _) = BREAKDOWN
        if not first <= shortest <= last:
            text += f"; this was measured from {show(first, 's')} to {show(last, 's')} and is taken as it is there"
        above = irradiance > threshold
        told.append(Caution(stage="heat", text=text, weight="stop" if above else "warn", source="Vogel1996"))
    if found is None:
        text = "no light is absorbed in this cylinder: nothing is heated"
        told.append(Caution(stage="heat", text=text, weight="warn"))
        return tuple(told)
    if shortest < found.transit:
        text = (
            f"light of {show(shortest, 's')} is shorter than the {show(found.transit, 's')} in which pressure leaves "
            "the heated core: stress waves and spallation are not modelled"
        )
        told.append(Caution(stage="heat", text=text, weight="warn", source="VogelVenugopalan2003"))
    text = (
        f"thermally confined: {found.confined}; {show(found.kept, '%', 2)} of the confined peak rise is there at the "
        f"end of the pulse of {show(pulse.duration, 's')} (thermal relaxation time {show(found.relaxation, 's')})"
    )
    told.append(Caution(stage="heat", text=text))
    return tuple(told)


def surface_cautions(tissue: Tissue, time: float, coldest: float, hottest: float) -> tuple[Caution, ...]:
    """Cautions about freezing, hot residue and drift of the initial state, which heat models leave out.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start.
    time : float
        Time that is followed [s].
    coldest, hottest : float
        Lowest and highest temperature of tissue that is still there [K].
    """
    told = []
    coldest = min(coldest, float(tissue.temperature.min()))
    if coldest < FREEZING:
        text = f"skin reaches {show(coldest, 'K')} and would freeze: ice, its latent heat and its harm are not modelled"
        told.append(Caution(stage="heat", text=text, weight="warn", source="NHSFrostbite"))
    if hottest > HOTTEST:
        text = (
            f"tissue that stays reaches {show(hottest, 'K')}, more than any residue in the literature "
            f"({show(HOTTEST, 'K')}): burning and plasma are not modelled"
        )
        told.append(Caution(stage="heat", text=text, weight="warn", source="McMillan2020"))
    drift = surface_drift(tissue, STILL_AIR, time)
    if abs(drift) > DRIFT:
        text = (
            "the start is not steady: under still air alone the surface would drift by about "
            f"{show(abs(drift), 'delta_degC', 2)} within {show(time, 's')}"
        )
        told.append(Caution(stage="heat", text=text))
    return tuple(told)
