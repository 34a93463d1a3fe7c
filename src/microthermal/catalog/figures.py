"""Figures of the library as records, at their values or at the ends of their spread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias

from microthermal.catalog.reading.entries import mapping_of, read_entry
from microthermal.catalog.reading.values import is_value
from microthermal.domain.library.breakdown import BreakdownBand, BreakdownFigures
from microthermal.domain.library.figures import (
    FigureEnds,
    Figures,
    LowLevelFigures,
    NeedleEnds,
    NeedleFigures,
    SoundEnds,
    SoundFigures,
    TimingEnds,
)
from microthermal.errors import LibraryError
from microthermal.quantity import fields_of

End: TypeAlias = Literal["value", "low", "high"]
# Figures that state how a session or a measurement was done, and so have no spread.
_FIXED = ("density", "opened", "rise", "sessions", "short", "long", "wavelength")
# Figures of earlier libraries that nothing asks for any more; a library of a user may still state them.
_GONE = {"scores": ("scale_error", "hair_error"), "pigment_risk": ("fraction", "density")}


def figures() -> Figures:
    """All figures of the library.

    Raises
    ------
    LibraryError
        If a figure is missing, or cannot be read in its unit.
    """
    return Figures(**{field.name: figures_of(field.name) for field in fields_of(Figures)})


def figure_ends() -> FigureEnds:
    """Ends of the figures that are followed over their spread; as :func:`figures`."""
    return FigureEnds(
        low_level=figures_of("low_level"),
        open_scattering_low=figures_of("open_scattering", "low"),
        open_scattering_high=figures_of("open_scattering", "high"),
        pain_low=figures_of("pain", "low"),
        pain_high=figures_of("pain", "high"),
        pigment_classes_low=figures_of("pigment_classes", "low"),
        pigment_classes_high=figures_of("pigment_classes", "high"),
        pigment_levers_low=figures_of("pigment_levers", "low"),
        pigment_levers_high=figures_of("pigment_levers", "high"),
        pigment_risk_low=figures_of("pigment_risk", "low"),
        pigment_risk_high=figures_of("pigment_risk", "high"),
        timing_ends=figures_of("timing_ends"),
        breakdown=BreakdownBand(
            value=figures_of("breakdown"), low=figures_of("breakdown", "low"), high=figures_of("breakdown", "high")
        ),
        needles=NeedleEnds(
            value=figures_of("needles"), low=figures_of("needles", "low"), high=figures_of("needles", "high")
        ),
        sound=SoundEnds(value=figures_of("sound"), low=figures_of("sound", "low"), high=figures_of("sound", "high")),
    )


def figures_of(name: str, end: End = "value") -> Any:
    """Figures of one file, such as ``"scores"``.

    Parameters
    ----------
    name : str
        Name of the file.
    end : str, optional
        ``"value"``, or ``"low"`` or ``"high"`` for the ends of the spread.

    Raises
    ------
    LibraryError
        If a figure or its end is missing, or cannot be read in its unit.
    """
    path, mapping = mapping_of("figures", name)
    kept = {key: item for key, item in mapping.items() if key not in _GONE.get(name, ())}
    return read_entry(figure_kinds()[name], path, _at(end, kept, path))


def _at(end: End, mapping: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """A table of values at one end of their spread, and the tables in it."""
    found = dict(mapping)
    for key, table in mapping.items():
        if is_value(table):
            chosen = "value" if key in _FIXED else end
            if chosen not in table:
                raise LibraryError(f"{path}: {key}: its {chosen} is missing")
            found[key] = {"value": table[chosen]}
        elif isinstance(table, Mapping):
            found[key] = _at(end, table, path)
    return found


def figure_kinds() -> dict[str, Any]:
    """Records of figures by the names of their files."""
    return {field.name: field.kind for field in fields_of(Figures)} | {
        "timing_ends": TimingEnds,
        "breakdown": BreakdownFigures,
        "needles": NeedleFigures,
        "sound": SoundFigures,
        "low_level": LowLevelFigures,
    }
