"""Judged cases in the words and ratios that tables and figures show."""

from __future__ import annotations

import math

from microthermal.units import show
from microthermal.validation.conflicts import costs_open
from microthermal.validation.exposing import NUMBERS
from microthermal.validation.measures import DISPLAY, SECTION, Display
from microthermal.validation.records import Case, Found, MeasuredValue, Role
from microthermal.validation.scattering import scattering_open

ROLES: dict[Role, str] = {"calibration": "calibration", "held_out": "held out"}


def measured_text(case: Case) -> str:
    """What was measured, with its unit; for a mere direction, the direction."""
    how, low, high = DISPLAY[case.unit], case.measured.low, case.measured.high
    if case.aim.kind == "ratio" and (low is None or high is None):
        return "falls" if low is None else "grows"
    if low is None:
        return _with_unit(f"below {how.text(high or 0.0)}", how)
    if high is None:
        return _with_unit(f"above {how.text(low)}", how)
    return _with_unit(f"{how.text(low)} to {how.text(high)}", how)


def model_text(one: Found) -> str:
    """The model's value, numerical error and band, with its unit."""
    if one.value is None:
        return "–"
    how, error = DISPLAY[one.case.unit], one.error or 0.0
    text = _with_unit(f"{how.text(one.value)} ± {error * how.factor:.2g}", how)
    low, high = how.text(one.low or 0.0), how.text(one.high or 0.0)
    return text if low == high else f"{text} ({low} to {high})"


def section_text(one: Found) -> str:
    """What a cut section, which shrinks, would show of the model's zone; empty where that is not known."""
    factor = SECTION.get(one.case.aim.measure)
    if one.value is None or factor is None or not one.case.sectioned or one.case.aim.kind != "measure":
        return ""
    how = DISPLAY[one.case.unit]
    return _with_unit(how.text(one.value / factor), how)


def open_text(case: Case) -> str:
    """Settings that the source leaves open, with their assumed ranges."""
    texts = {}
    for exposure in case.exposures:
        for name, setting in exposure.numbers:
            if setting.open:
                ends = (show(end, NUMBERS[name]) for end in (setting.low, setting.high))
                texts[name] = f"{name.replace('_', ' ')} {' to '.join(ends)}"
        if len(exposure.profiles) > 1:
            texts["profile"] = f"profile {' or '.join(exposure.profiles).replace('_', ' ')}"
        if scattering_open(exposure):
            texts["scattering"] = "scattering of skin over the range of its sources"
        if costs := costs_open(exposure):
            others = " or ".join(show(cost, "J/m**3") for cost in costs)
            texts["costs"] = f"what a volume costs to throw out, {others} by other sources"
    return "; ".join(texts.values())


def lengths(every: tuple[Found, ...]) -> tuple[Found, ...]:
    """Points of the parity plot: lengths of cases that count and were judged."""
    return tuple(one for one in every if one.case.unit == "m" and one.value is not None and one.case.counts)


def centre(bounds: MeasuredValue) -> float:
    """Middle of measured bounds by ratio, or the one that there is."""
    if bounds.low and bounds.high:
        return math.sqrt(bounds.low * bounds.high)
    return bounds.low or bounds.high or 1.0


def _with_unit(text: str, how: Display) -> str:
    return f"{text} {how.unit}".rstrip()
