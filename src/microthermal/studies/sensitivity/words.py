"""What a metric hangs on in sentences, and which measurement would narrow it."""

from __future__ import annotations

import math

from microthermal.planning.estimates import number_text
from microthermal.studies.sensitivity.records import Bar, Index, OfMetric

_TOLD = 3
# Interaction that is told: what an input does only with others, beyond what the few points leave open.
_TOGETHER = 0.1
# A first index whose measurement would be worth a sentence.
_WORTH = 0.05


def sentences(one: OfMetric, base: int) -> tuple[str, ...]:
    """Sentences on one metric."""
    if not math.isfinite(one.nominal):
        return (f"The {one.meaning} has no number in this case.",)
    said = [_spread(one), *(_of_index(index, one) for index in one.indices[:_TOLD] if one.indices)]
    if not one.indices:
        said += [_of_bar(bar, one) for bar in one.bars[:_TOLD] if bar.width > 0.0]
    said += [_narrowed(one), _output(one), _turns(one), _together(one)]
    if one.indices and one.rows < base:
        said.append(f"Of {base} points {base - one.rows} are left out, because a run of theirs has no number.")
    return tuple(text for text in said if text)


def _spread(one: OfMetric) -> str:
    nominal = number_text(one.nominal, one.unit)
    if one.spread is None:
        widest = next((bar for bar in one.bars if bar.width > 0.0), None)
        moved = "no input moves it" if widest is None else f"what moves it most is the {widest.doubt.title}"
        return f"The {one.meaning} is {nominal} as the library has it; {moved}, each input alone."
    low, high = (number_text(end, one.unit, one.nominal or None) for end in one.spread)
    if not one.indices:
        return f"The {one.meaning} is {nominal}, whatever the inputs are."
    text = f"The {one.meaning} is {nominal} as the library has it, and {low} to {high} in nine tenths of all that the "
    return f"{text}inputs may be together."


def _of_index(index: Index, one: OfMetric) -> str:
    bar = next(each for each in one.bars if each.doubt == index.doubt)
    low, high = (_band(end) for end in index.total_band)
    ends = _ends(bar, one)
    alone = f"; alone it gives {ends}" if ends else ""
    place = one.indices.index(index) + 1
    total = min(max(index.total, 0.0), 1.0)
    what = f"{place}. {_capital(index.doubt.title)} ({index.doubt.interval}; {index.doubt.source})"
    return f"{what}: {100 * total:.0f} % of the variance ({low} to {high} %){alone}."


def _of_bar(bar: Bar, one: OfMetric) -> str:
    return f"{_capital(bar.doubt.title)} ({bar.doubt.interval}; {bar.doubt.source}) alone gives {_ends(bar, one)}."


def _ends(bar: Bar, one: OfMetric) -> str:
    low, high = (number_text(end, one.unit, one.nominal or None) for end in (bar.low, bar.high))
    return "" if low == high else f"{low} to {high}"


def _narrowed(one: OfMetric) -> str:
    """What measuring an input would leave of the spread: its first index is what goes, on average, when it is known."""
    worth = [index for index in one.indices if index.first > _WORTH]
    if not worth or one.spread is None:
        return ""
    best = max(worth, key=lambda index: (index.first, index.doubt.name))
    left = math.sqrt(max(1.0 - best.first, 0.0))
    both = math.sqrt(max(1.0 - sum(index.first for index in sorted(worth, key=lambda i: -i.first)[:2]), 0.0))
    text = (
        f"What would narrow it most: {best.doubt.measurement}. With the {best.doubt.title} known, {100 * left:.0f} % "
        "of the spread would be left on average"
    )
    if len(worth) > 1:
        other = sorted(worth, key=lambda index: (-index.first, index.doubt.name))[1]
        text += f"; with the {other.doubt.title} known as well ({other.doubt.measurement}), {100 * both:.0f} %"
    return f"{text}."


def _output(one: OfMetric) -> str:
    """Why power and energy settings are critical: what a few hundredths of output do."""
    bar = next((each for each in one.bars if each.doubt.name == "output"), None)
    if bar is None or bar.values[0] is None or bar.values[-1] is None or one.nominal == 0.0:
        return ""
    low, high = (number_text(value, one.unit, one.nominal) for value in (bar.values[0], bar.values[-1]))
    change = (bar.values[-1] - bar.values[0]) / one.nominal / (bar.doubt.high - bar.doubt.low)
    less, more = (f"{100 * end:.0f} %" for end in (bar.doubt.low, bar.doubt.high))
    return (
        f"Energy: at {less} of the energy that is set it is {low}, at {more} {high}; 1 % more energy changes it by "
        f"{change:.2g} %."
    )


def _turns(one: OfMetric) -> str:
    turning = [bar.doubt.title for bar in one.bars if not bar.monotone]
    if not turning:
        return ""
    ends = "The ends of their intervals are not the ends of what they do."
    return f"It does not go one way with: {'; '.join(turning)}. {ends}"


def _together(one: OfMetric) -> str:
    found = [
        index for index in one.indices if index.interaction > _TOGETHER and index.total_band[0] > index.first_band[1]
    ]
    if not found:
        return ""
    words = "; ".join(f"{index.doubt.title} ({100 * index.interaction:.0f} % of the variance)" for index in found)
    return f"Act together with others, beyond what they do alone: {words}."


def _band(end: float) -> str:
    return f"{100 * min(max(end, 0.0), 1.0):.0f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
