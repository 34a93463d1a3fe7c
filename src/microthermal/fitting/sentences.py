"""What a fit found, in plain sentences: what the data determine, what they do not, and what contradicts what."""

from __future__ import annotations

import math

from microthermal.fitting.priors import NINE_TENTHS
from microthermal.fitting.records import DETERMINED, Fit, FittedPair, FittedParameter, PredictedSize
from microthermal.fitting.table.zones import WORDS
from microthermal.units import show

# A size is told as a contradiction if its chance by all other rows is below this over the number of sizes.
_UNLIKELY = 0.1
# Draws that have to tell such a chance.
_ENOUGH = 10.0
# Evidence for a spread from which the stated deviations are said to be too small: three to one, as odds are told.
_CLEAR = math.log(3.0)


def short(parameter: FittedParameter) -> str:
    """Name of a parameter as a reader meets it."""
    return parameter.prior.name.replace("_", " ").replace(":", " of ", 1).replace(".", ", ")


def number(value: float, parameter: FittedParameter) -> str:
    """Value of a parameter with its unit."""
    if parameter.prior.unit == "1":
        return f"{value:.3g}"
    return show(value, parameter.prior.unit)


def interval(parameter: FittedParameter) -> str:
    """Median of a parameter, and the ends between which it lies with 95 %."""
    ends = f"{number(parameter.least, parameter)} to {number(parameter.most, parameter)}"
    return f"{number(parameter.value, parameter)} ({ends})"


def told(parameters: tuple[FittedParameter, ...], combinations: int) -> list[str]:
    """What the data determine of the parameters."""
    found = []
    for kind, words in (
        ("determined", "The data determine"), ("weakly determined", "The data narrow, but do not settle,"),
    ):  # fmt: skip
        some = [f"{short(one)}, {interval(one)}" for one in parameters if one.told == kind]
        if some:
            found.append(f"{words} {_listed(some)}.")
    found += [
        f"The data do not determine {short(one)}: {interval(one)} is about as wide as the library's own interval "
        f"({one.prior.source}), {show(one.narrowing, '%')} of it."
        for one in parameters
        if one.told == "not determined"
    ]
    many = len(parameters)
    if combinations < many:
        number_of = "one combination" if combinations == 1 else f"{combinations or 'no'} combinations"
        found.append(
            f"Of {many} parameters together the data determine {number_of}: the draws are narrower than "
            f"{show(DETERMINED, '%')} of the prior in so many directions."
        )
    found += [_beyond(one) for one in parameters if _is_beyond(one)]
    return found


def _is_beyond(one: FittedParameter) -> bool:
    return not one.prior.value(-NINE_TENTHS) <= one.value <= one.prior.value(NINE_TENTHS)


def _beyond(one: FittedParameter) -> str:
    low, high = (number(one.prior.value(side * NINE_TENTHS), one) for side in (-1.0, 1.0))
    return (
        f"The data pull {short(one)} to {number(one.value, one)}, beyond the {low} to {high} of the library "
        f"({one.prior.source}): look at the data and at the model before you believe it."
    )


def together(pairs: tuple[FittedPair, ...], parameters: tuple[FittedParameter, ...]) -> list[str]:
    """Which parameters the data do not tell apart."""
    named = {one.prior.name: short(one) for one in parameters}
    found = []
    for pair in pairs:
        way = "greater" if pair.correlation > 0.0 else "less"
        found.append(
            f"{named[pair.one]} and {named[pair.other]} are not told apart (correlation {pair.correlation:+.2f}): the "
            f"same zones come with more of the one and {way} of the other."
        )
    return [sentence[:1].upper() + sentence[1:] for sentence in found]


def contradicting(
    sizes: tuple[PredictedSize, ...], spread: FittedParameter | None, evidence: float | None
) -> list[str]:  # fmt: skip
    """Where rows contradict each other or the model.

    Parameters
    ----------
    sizes : tuple of PredictedSize
        Each size beside the model.
    spread : FittedParameter, optional
        Spread of rows about the model.
    evidence : float, optional
        Logarithm of the evidence with a spread over that without one.
    """
    found = [
        f"{one.row}: its {WORDS[one.size]} of {show(one.measured, 'm')} contradicts the other rows: by these alone the "
        f"chance of one as far off is {_chance(one.chance)}; all rows together expect {show(one.value, 'm')} "
        f"({show(one.low, 'm')} to {show(one.high, 'm')})."
        for one in sizes
        if one.chance < _UNLIKELY / len(sizes) and one.left >= _ENOUGH
    ]
    if spread is not None and evidence is not None and evidence > _CLEAR:
        odds = f"{math.exp(evidence):.0f} times" if evidence < 7.0 else "more than a thousand times"
        found.append(
            f"Rows lie off the model by {show(spread.value, '%')} ({show(spread.least, '%')} to "
            f"{show(spread.most, '%')}) beyond what they state: with a spread the data are {odds} as likely as "
            "without. They contradict each other, or the model lacks what makes them differ."
        )
    if not found:
        found.append("No row contradicts the others, and none the model, beyond its spread.")
    return found


def _chance(chance: float) -> str:
    return show(chance, "%") if chance >= 1e-4 else "below 0.01 %"


def _listed(some: list[str]) -> str:
    return some[0] if len(some) == 1 else f"{'; '.join(some[:-1])}; and {some[-1]}"


def effort_words(found: Fit) -> str:
    """What a fit took, and how far a repeat would differ."""
    effort = found.effort
    held = f", {effort.taken:.0f} of them before it was stopped" if effort.taken else ""
    ends = max((one.end_error / max(one.most - one.least, 1e-300) for one in found.parameters), default=0.0)
    return (
        f"{effort.runs:.0f} sets of parameters were simulated{held} ({effort.learning:.0f} to learn where to draw); "
        f"{effort.effective:.0f} draws count. Repeats with other seeds move the ends of the intervals by up to "
        f"{show(ends, '%')} of their width (one standard error)."
    )
