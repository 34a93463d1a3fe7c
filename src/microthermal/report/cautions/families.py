"""Families of cautions: what numbers they bear on, which doubt of the scenarios they tell of, what would remove them.

A caution is a sentence; what it is about is told by its stage and by words of it. The first family that fits counts;
the last one of each stage fits all that stage says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from microthermal.domain.results.caution import Caution

# Subjects of metrics, named as their files are but for the warmth of the field and the days of recovery: what hangs on
# light hangs on all that it leads to, and what hangs on death of cells on all but the warmth.
# What the size of a beam is called where another thing than light is given.
_SIZES: Final = ("size of the spot", "radius of the bare tip", "width of the focus")
LIGHT: Final = ("warmth", "zone", "lattice", "injury", "recovery", "healing", "comfort")
DEATH: Final = ("zone", "lattice", "injury", "recovery", "healing", "comfort")
LATTICE: Final = ("warmth", "lattice", "injury", "recovery", "healing", "comfort")
HEALING: Final = ("recovery", "healing")
DRUG: Final = ("drug", "healing")


@dataclass(frozen=True)
class Family:
    """Cautions of one kind.

    Parameters
    ----------
    stage, words : str
        The stage that raises them, and words that all of them hold.
    bears_on : tuple of str
        Subjects of the metrics whose numbers they put in doubt.
    remedy : str
        What would remove them.
    causes : tuple of str
        Doubts of the scenarios, by the names that shares of a band have, which measure how much they move.
    standing : bool
        Whether every report of this version has them, whatever is treated with what.
    group : {"", "values", "run", "light", "fit", "points", "plan"}
        Those of one group are told as one: they say the same of several things.
    foremost : bool
        Whether the whole of a result hangs on them, so that they come before all others of their weight.
    """

    stage: str
    words: str
    bears_on: tuple[str, ...]
    remedy: str
    causes: tuple[str, ...] = ()
    standing: bool = False
    group: Literal["", "values", "run", "light", "fit", "points", "plan"] = ""
    foremost: bool = False


_SKIN = ("water of the skin", "conductivity")
_FIT = "zones of this device, cut and measured, and 'mtz fit' with them"
_WALK = "photons followed in the skin as it warms, which no model here does"
_MANUAL = "the manual of the device, or its maker"
FAMILIES: Final = (
    Family("catalog", "law/", DEATH, "the fit of the law read again in its source", standing=True),
    Family("damage", "outside", DEATH, f"damage measured within milliseconds; for your device {_FIT}", group="fit"),
    Family("damage", "", DEATH, "laws of one experiment for all endpoints"),
    Family("catalog", "scattering of", LIGHT, f"reduced scattering of this skin measured at this wavelength; {_FIT}",
           ("scattering of the skin",)),
    Family("catalog", "absorption of melanosome", LIGHT, "a measured spectrum of melanosomes at this wavelength",
           ("absorption of melanosomes",)),
    Family("catalog", "nobody has measured the absorption", LIGHT, "a measured spectrum at this wavelength",
           ("absorption of lipid and protein", "absorption of melanosomes")),
    Family("catalog", "skin/", LIGHT, "thickness, water and blood of this skin, measured: write them into the case",
           _SKIN, group="values"),
    Family("catalog", "device/", LIGHT, f"spot and output of your device, measured; {_MANUAL}",
           (*_SIZES, "output of the device"), group="values"),
    Family("catalog", "drug/", DRUG, "a trial that measured it; read again what was recalled", group="values"),
    Family("catalog", "condition/", HEALING, "counts of this condition in biopsies", group="values"),
    Family("catalog", "healing/", HEALING, "biopsies over weeks that count what the model follows", group="values"),
    Family("catalog", "removal/", LIGHT, f"channels of this device, cut and measured; {_FIT}",
           ("liquid on the wall of the channel", "plume of the channel"), group="values"),
    Family("catalog", "", LIGHT, "the value read in a source, in a file of your own library"),
    Family("scope", "", LIGHT, "a model of this effect; none is in the program"),
    Family("tissue", "presses", LIGHT, "how far the tip presses skin, measured", ("pressure of the tip",)),
    Family("tissue", "in place", LIGHT, "the absorption of this hair or vessel, measured in skin", foremost=True),
    Family("tissue", "", LIGHT, "what the layer is made of, written into the case"),
    Family("device", "steps", LIGHT, _MANUAL),
    Family("device", "", LIGHT, _MANUAL),
    Family("deposition", "Sound is linear", LIGHT, "sound with its harmonics, once drive and bowl are known"),
    Family("deposition", "Makers state neither", LIGHT, f"aperture and focal length of the bowl; {_MANUAL}",
           ("width of the focus", "damping of sound")),
    Family("deposition", "no shear waves", LIGHT, "a model of this effect; none is in the program"),
    Family("deposition", "focus is meant to lie", LIGHT, "the layers below, written into the case"),
    Family("deposition", "bare tip", LIGHT, "radius and length of the bare tip, seen under a microscope; " + _FIT,
           ("radius of the bare tip",)),
    Family("deposition", "pin", LIGHT, "how the maker wires the pins; three dimensions, which no model here has"),
    Family("deposition", "highest voltage", LIGHT, "less energy, or more time; the highest voltage of the generator"),
    Family("deposition", "vacuole", ("injury", "recovery", "healing"),
           "sections of skin after this device, with energy and phototype: none that state both were read"),
    Family("deposition", "reakdown", ("injury", "recovery", "healing"),
           "sections of skin after this device, with energy and phototype: none that state both were read"),
    Family("deposition", "threshold of clean water", ("injury", "recovery", "healing"),
           "a threshold measured at this wavelength and pulse length"),
    Family("deposition", "stacked pulses", LIGHT, "fewer pulses on one spot"),
    Family("deposition", "low-level light", HEALING, "a trial that compares doses of this light", foremost=True),
    Family("deposition", "this light", HEALING, "a trial that compares doses of this light"),
    Family("deposition", "hair that shades", HEALING, "light under the hair of this scalp, measured"),
    Family("deposition", "", LIGHT, "more scatterings to be followed, or a walk with more photons"),
    Family("heat", "may lie elsewhere", LIGHT, _WALK, group="light"),
    Family("heat", "of the light", LIGHT, _WALK, group="light"),
    Family("heat", "a step in time", (), "nothing: the zone does not change with it", group="run"),
    Family("heat", "film of hot liquid", LIGHT, "rims of channels of this device, cut and measured",
           ("liquid on the wall of the channel", "plume of the channel", "light that thrown-out tissue takes")),
    Family("heat", "grid", LIGHT, "a larger or finer grid in the settings of the case"),
    Family("heat", "thermally confined", (), "nothing: it says which regime this is", group="run"),
    Family("heat", "", LIGHT, "a model of this effect; none is in the program"),
    Family("zones", "preview", LIGHT, "the usual settings of cells"),
    Family("zones", "grid", LIGHT, "a larger grid in the settings of the case"),
    Family("zones", "overlap", LATTICE, "a lower density, or neighbours simulated together, which no model here does"),
    Family("zones", "warms by up to", (), "nothing: it says how the zone was run", group="run"),
    Family("zones", "in fat", DEATH, "heat that lies less deep"),
    Family("zones", "reaches fat", DEATH, "less energy, or heat that lies less deep"),
    Family("zones", "stay open", DRUG, "channels seen over hours in living skin"),
    Family("zones", "", LATTICE, "a lower density, or longer pauses between passes"),
    Family("healing", "calibrated on timings", HEALING,
           "biopsies over weeks that count what the model follows", standing=True),
    Family("healing", "vacuoles count", HEALING, "biopsies over weeks after a picosecond array that heats nothing"),
    Family("healing", "", HEALING, "counts of this condition in biopsies over weeks"),
    Family("delivery", "to crush", HEALING, "sections of skin hours after a needle, with the width of what died"),
    Family("delivery", "one point", DRUG, "levels of the drug measured between the points of a grid", group="points"),
    Family("delivery", "", DRUG, "levels of the drug measured in skin after this treatment"),
    Family("rules", "", (), "another setting, where the rule allows it"),
    Family("goal", "no aim measures", (), "an aim for it, or another target, in the goal", group="plan"),
    Family("goal", "", (), "an aim for it, or another target, in the goal"),
    Family("planning", "is a course of", (), "a look at the calendar, which holds every visit", group="plan"),
    Family("planning", "", (), "a wider search in the case"),
    Family("", "", LIGHT, "a look at what its sentence names"),
)  # fmt: skip


def family_of(caution: Caution) -> Family:
    """Family of a caution: the first that fits."""
    return next(one for one in FAMILIES if one.stage in ("", caution.stage) and one.words in caution.text)
