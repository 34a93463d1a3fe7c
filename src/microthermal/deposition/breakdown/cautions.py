"""What to doubt about vacuoles: whether breakdown is expected at all, and what the model leaves out."""

from __future__ import annotations

import math

from microthermal.deposition.breakdown.stacks import AROUND, RIM, swallowed
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.library.breakdown import BreakdownBand
from microthermal.domain.results.caution import Caution, Weight
from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.units import show

# Wavelengths within this fraction of that of the measurement are that.
_SAME = 0.02
# Below this wavelength [m] blood takes up so much light that vessels may be seeds.
_BLOOD = 6e-7


def breakdown_cautions(pulse: Pulse, found: Vacuoles, band: BreakdownBand) -> tuple[Caution, ...]:
    """Cautions about the breakdown of one pulse.

    Parameters
    ----------
    pulse : Pulse
        The light.
    found : Vacuoles
        What came of it.
    band : BreakdownBand
        Figures of the library.
    """
    return (
        Caution(stage="deposition", text=verdict(found), weight="note" if found.expected == "yes" else "warn"),
        *_of_figures(pulse, found, band),
        *_of_heat(pulse, found, band),
    )


def many(count: float) -> str:
    """A number of things in words: two digits, thousands and millions spelt.

    Examples
    --------
    >>> many(38242.6), many(3.6e8), many(6.2)
    ('38 thousand', '360 million', '6')
    """
    for size, word in ((1e6, " million"), (1e3, " thousand")):
        if count >= 0.9995 * size:
            digits = 10.0 ** max(math.floor(math.log10(count / size)) - 1, 0)
            return f"{round(count / size / digits) * digits:.0f}{word}"
    return f"{count:.0f}"


def verdict(found: Vacuoles) -> str:
    """Whether breakdown is expected, in one sentence with the numbers that decide."""
    light = (
        f"irradiance reaches {found.irradiance * 1e-13:.2g} GW/cm², where clean tissue breaks down at "
        f"{found.usual.irradiance * 1e-13:.3g}"
    )
    pigment = "there are no melanosomes"
    if found.melanosome > 0.0:
        pigment = (
            f"melanosomes meet {show(found.seeded_fluence, 'J/m**2', 2)}, and nucleate at "
            f"{show(found.usual.nucleation, 'J/m**2', 2)} by what short pulses were seen to do"
        )
    if not found.short:
        pigment = "the pulse is so long that heat leaves melanosomes before they nucleate"
    words = {
        "yes": "Optical breakdown is expected",
        "perhaps": "Optical breakdown is expected only with the figures that favour it most",
        "no": "No breakdown is expected",
    }[found.expected]
    bubbles = ""
    if found.usual.branch == "seeded" and not found.usual.joined:
        bubbles = (
            f". Bubbles stay at {many(found.usual.count)} single melanosomes, {show(2 * found.usual.radius, 'm', 2)} "
            "wide: no vacuole that a section shows"
        )
    elif (
        found.usual.branch == "none" and found.melanosome > 0.0 and found.seeded_fluence > found.usual.nucleation > 0.0
    ):
        # What nucleates and is not seen: energy beyond the threshold is shared by so many that bubbles stay tiny.
        bubbles = "; with the usual figures their bubbles stay smaller than a melanosome, so that no vacuole is left"
    return f"{words}: {light}; {pigment}{bubbles}"


def _of_figures(pulse: Pulse, found: Vacuoles, band: BreakdownBand) -> tuple[Caution, ...]:
    told = []
    if found.expected != "no":
        text = (
            "how wide a vacuole grows hangs on the fraction of the energy that opens it and on the strength of the "
            "tissue, which nobody has measured in skin: the scenarios least, usual and most are its band"
        )
        told.append(Caution(stage="deposition", text=text, weight="warn", source="Schmidt2015"))
    if abs(pulse.wavelength / band.value.clean.wavelength - 1.0) >= _SAME:
        text = (
            f"the threshold of clean water was measured at {show(band.value.clean.wavelength, 'm', 4)}; at "
            f"{show(pulse.wavelength, 'm', 4)} it is taken as it is there, and may be "
            f"{band.low.clean.other:g} to {band.high.clean.other:g} of it"
        )
        told.append(Caution(stage="deposition", text=text, source="Vogel1996"))
    clean = band.value.clean
    if not clean.short <= pulse.duration <= clean.long and not pulse.duration > band.value.seed.within:
        text = (
            f"the threshold of clean water was measured from {show(clean.short, 's')} to {show(clean.long, 's')} and "
            f"is taken as it is there for {show(pulse.duration, 's')}"
        )
        told.append(Caution(stage="deposition", text=text, source="Vogel1996"))
    return tuple(told)


def _bound(pulse: Pulse, found: Vacuoles) -> str:
    """What vacuoles that swallowed all light would warm, as a clause; nothing where no scenario opens any."""
    bounds = [one for one in (swallowed(pulse, found, name) for name in ("usual", "most")) if one is not None]
    if not bounds:
        return ""
    rim, around = (max(getattr(one, name) for one in bounds) for name in ("rim", "around"))
    return (
        f"; if vacuoles swallowed all light that falls on them, tissue {show(RIM, 'm')} from their walls would warm by "
        f"up to {show(rim, 'delta_degC', 2)}, {show(AROUND, 'm')} from them by {show(around, 'delta_degC', 2)}"
    )


def _of_heat(pulse: Pulse, found: Vacuoles, band: BreakdownBand) -> tuple[Caution, ...]:
    text = (
        "light is absorbed linearly: what a plasma takes beyond that opens vacuoles and heats nothing here; vessels, "
        "in which blood may boil, are not counted as seeds, and pressure waves are not modelled"
    )
    weight: Weight = "warn" if pulse.wavelength < _BLOOD else "note"
    told = [Caution(stage="deposition", text=text, weight=weight, source="Varghese2015")]
    most = band.value.stack
    if pulse.stack > most:
        text = (
            f"{pulse.stack} stacked pulses, more than {most}: 20 to 100 of 0.3 J/cm² were seen to coagulate the middle "
            f"and deep dermis of micropigs, which light absorbed linearly does not{_bound(pulse, found)}; what later "
            "pulses meet in the vacuoles of earlier ones is not known, so that coagulation by stacks is not judged"
        )
        told.append(Caution(stage="deposition", text=text, weight="warn", source="MedLasers2020"))
    return tuple(told)
