"""Estimates as people read them: the same words in sentences, on the page and on the terminal."""

from __future__ import annotations

import math
from dataclasses import replace

from microthermal.domain.inputs.goal import Estimate
from microthermal.units import show

# Fractions below the one are not worth their digits; beyond the other they are quotients by almost nothing.
_TINY, _MOST = 1e-4, 10.0
# A score smaller than this is what is left of a decay after months.
_DECAYED = 1e-6
# An end this many times the value has digits in the unit of the value that nobody reads.
_FAR = 1000.0
_FALL, _RISE = "fall of ", "rise of "


def fraction_text(value: float) -> str:
    """A fraction in percent; far below a thousandth, and beyond a thousand percent, only that it is so."""
    if not math.isfinite(value):
        return "not defined"
    if 0.0 < abs(value) < _TINY:
        return "< 0.01 %"
    if abs(value) > _MOST:
        return f"> {show(_MOST, '%', 4)}" if value > 0.0 else f"< {show(-_MOST, '%', 4)}"
    return show(value, "%")


def number_text(value: float, unit: str, like: float | None = None) -> str:
    """A number with its unit; fractions, and pure numbers of almost nothing, as :func:`fraction_text` has them.

    ``like`` is as for `units.show`.
    """
    if unit == "1" and 0.0 < abs(value) < _TINY:
        return f"< {_TINY:.4f}"
    return fraction_text(value) if unit == "%" else show(value, unit, like=like)


def value_text(estimate: Estimate) -> str:
    """Value of an estimate: why there is none, or that it is only a lower bound, where that is so."""
    if estimate.undefined:
        return f"not defined: {estimate.undefined}"
    # Zero has no size of its own; any other value reads best in its own unit.
    like = estimate.value if estimate.value != 0.0 else _like(estimate)
    text = number_text(estimate.value, estimate.unit, like)
    return f"longer than {text}" if estimate.beyond else text


def band_text(estimate: Estimate) -> str:
    """Band of an estimate over the scenarios; empty if it has none."""
    if estimate.undefined:
        return ""
    low, high = (number_text(end, estimate.unit, _like(estimate)) for end in (estimate.low, estimate.high))
    if estimate.high_beyond:
        return "" if estimate.beyond and low == high else f"{low} to longer than {high}"
    # Ends that read the same are no band to a reader.
    return "" if low == high else f"{low} to {high}"


def _like(estimate: Estimate) -> float:
    """The number whose prefix a band and a value of zero take: the value, or the far end if that is of another size."""
    widest = max(estimate.low, estimate.high, key=abs)
    return widest if abs(widest) > _FAR * abs(estimate.value) else estimate.value


def risk_text(risk: float) -> str:
    """A risk with two decimals, or as many more as it takes to show that a stop limit is not used up."""
    for places in range(2, 6):
        text = f"{risk:.{places}f}"
        if risk >= 1.0 or float(text) < 1.0:
            return text
    return "just below 1"


def score_texts(score: Estimate) -> tuple[str, str]:
    """Value and band of a score of healing; what is left of a decay after months says nothing and is shown as zero."""
    low, value, high = (end if abs(end) >= _DECAYED else 0.0 for end in (score.low, score.value, score.high))
    plain = replace(score, low=low, value=value, high=high)
    return value_text(plain), band_text(plain) or "–"


def told(estimate: Estimate) -> Estimate:
    """An estimate with a meaning that fits its sign: a fall below zero is told as a rise."""
    if not estimate.meaning.startswith(_FALL) or estimate.value >= 0.0 or estimate.undefined:
        return estimate
    meaning = _RISE + estimate.meaning.removeprefix(_FALL)
    return replace(estimate, value=-estimate.value, low=-estimate.high, high=-estimate.low, meaning=meaning)


def fell(estimate: Estimate) -> str:
    """Value in a table whose row is named a fall: a negative one is called a rise."""
    turned = told(estimate)
    return value_text(estimate) if turned is estimate else f"a rise of {value_text(turned)}"
