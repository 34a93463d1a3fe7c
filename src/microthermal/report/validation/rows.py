"""Judged cases in the words and ratios that tables and figures show."""

from __future__ import annotations

import math

from microthermal.report.validation.comparison import Compared
from microthermal.report.validation.parity import Both
from microthermal.units import show
from microthermal.validation.exposing import NUMBERS
from microthermal.validation.measures import DISPLAY, SECTION, Display
from microthermal.validation.records import Case, Found, MeasuredExposure
from microthermal.validation.scattering import scattering_open


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
    text = _with_unit(f"{how.text(one.value)} ± {_error(how, error)}", how)
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
    exposures: tuple[MeasuredExposure, ...] = (
        (case.exposure,) if case.changed is None else (case.exposure, case.changed)
    )
    texts = {}
    for exposure in exposures:
        for name, setting in exposure.numbers:
            if setting.open:
                ends = (show(end, NUMBERS[name]) for end in (setting.low, setting.high))
                texts[name] = f"{name.replace('_', ' ')} {' to '.join(ends)}"
        if len(exposure.profiles) > 1:
            texts["profile"] = f"profile {' or '.join(exposure.profiles).replace('_', ' ')}"
        if scattering_open(exposure):
            texts["scattering"] = "scattering of skin over the range of its sources"
    return "; ".join(texts.values())


def compared(every: tuple[Found, ...]) -> tuple[Compared, ...]:
    """Rows of a comparison: everything as a ratio to the middle of the measured bounds."""
    return tuple(_compared(one) for one in every)


def _compared(one: Found) -> Compared:
    bounds = one.case.measured
    centre = _centre(bounds.low, bounds.high)

    def ratio(value: float | None) -> float | None:
        return None if value is None else value / centre

    role = "calibration" if one.case.role == "calibration" else "held out"
    if not one.case.counts:
        role += ", not counted"
    return Compared(
        label=one.case.title, role=role, low=ratio(bounds.low), high=ratio(bounds.high), value=ratio(one.value),
        model_low=ratio(one.low), model_high=ratio(one.high), error=(one.error or 0.0) / centre, verdict=one.verdict,
        text=model_text(one),
    )  # fmt: skip


def lengths(every: tuple[Found, ...]) -> tuple[Both, ...]:
    """Points of the parity plot [µm]: lengths of cases that count and were judged."""
    return tuple(
        Both(
            group=one.case.group, held_out=one.case.role == "held_out",
            low=_micrometres(one.case.measured.low), high=_micrometres(one.case.measured.high),
            value=1e6 * one.value, model_low=1e6 * (one.low or 0.0), model_high=1e6 * (one.high or 0.0),
        )
        for one in every if one.case.unit == "m" and one.value is not None and one.case.counts
    )  # fmt: skip


def _micrometres(value: float | None) -> float | None:
    return None if value is None else 1e6 * value


def _centre(low: float | None, high: float | None) -> float:
    if low and high:
        return math.sqrt(low * high)
    return low or high or 1.0


def _error(how: Display, error: float) -> str:
    return f"{error * how.factor:.2g}"


def _with_unit(text: str, how: Display) -> str:
    return f"{text} {how.unit}".rstrip()
