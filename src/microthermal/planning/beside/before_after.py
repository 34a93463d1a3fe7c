"""What a trial without a control would count: a change against untreated, and what arms under placebo gain."""

from __future__ import annotations

from collections.abc import Sequence

from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.library.figures import ScoreFigures
from microthermal.planning.estimates import band_text, value_text
from microthermal.planning.records import Option
from microthermal.quantity import amended

# The metric that trials count before to after.
COUNTED = "hair_density_change"


def as_counted(change: Estimate, figures: ScoreFigures) -> Estimate:
    """A change of hairs against untreated as a count before to after would tell it.

    Parameters
    ----------
    change : Estimate
        Against the same skin untreated.
    figures : ScoreFigures
        What arms under placebo gained, with the range over arms.

    Notes
    -----
    (1 + change)(1 + placebo) - 1. Both ranges are independent: distances from the mean to their ends add in squares.
    The gain under placebo is measured and not explained: expectation, season, regression to the mean, who counts. So it
    stands beside a comparison, and never in a prediction.
    """
    if change.undefined:
        return change
    mean, placebo = change.value, figures.placebo_hair
    value = (1.0 + mean) * (1.0 + placebo) - 1.0
    low = ((mean - change.low) ** 2 + (placebo - figures.placebo_hair_low) ** 2) ** 0.5
    high = ((change.high - mean) ** 2 + (figures.placebo_hair_high - placebo) ** 2) ** 0.5
    meaning = "change of the density of hairs, as counted before to after"
    return amended(change, value=value, low=value - low, high=value + high, meaning=meaning)


def counted_sentence(named: Sequence[tuple[str, Option]], figures: ScoreFigures) -> str:
    """One sentence that puts treatments beside counts before to after; empty where hair is not told.

    Parameters
    ----------
    named : sequence of (str, Option)
        Treatments by their names.
    figures : ScoreFigures
        Those of the library.
    """
    changes = [(name, option.outcome.of(COUNTED)) for name, option in named if _told(option)]
    if not changes:
        return ""
    counts = [(name, as_counted(change, figures)) for name, change in changes]
    said = "; ".join(f"{name} {value_text(one)} ({band_text(one)})" for name, one in counts)
    ends = (figures.placebo_hair, figures.placebo_hair_low, figures.placebo_hair_high)
    mean, low, high = (f"{100.0 * one:.1f}" for one in ends)
    return (
        "Trials without a control count hairs before to after, and the numbers here are against untreated skin. Arms "
        f"under placebo gain {mean} % ({low} to {high} % over arms; Suchonwanit 2019, Meng 2020), which no mechanism "
        f"here makes; with it such a trial would count: {said}."
    )


def _told(option: Option) -> bool:
    return any(one.metric == COUNTED and not one.estimate.undefined for one in option.outcome.results)
