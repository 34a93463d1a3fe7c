"""The rule: when the model hits, comes near, or misses a measurement."""

from __future__ import annotations

from microthermal.validation.records import MeasuredValue, Verdict

# Numerical errors above this fraction of the measured spread leave a case unresolved.
_SMALL = 0.5
# A one-sided bound has no spread; there the numerical error may be a tenth of the bound.
_OF_A_BOUND = 0.1
RULE = (
    "A case is a hit when the model, run at the middle of all that is open, lies within the measured bounds (a "
    "bound on one side must be cleared by the numerical error); near when it does not, but some setting within "
    "the stated ranges, give or take the numerical error, does; a miss when none does. Open are the "
    "settings that a source does not state, from 1.3 to 2.5 µm how skin scatters, which is extrapolated, and at "
    "2.94 µm what a volume costs to throw out, and in a train what a dried floor costs, on both of which sources "
    "conflict: such a near says that what one of them states brings the model there, not that the model predicts it, "
    "and a note names it. It is "
    "unresolved, and counts as a failure, when the numerical error is more than half of the measured spread (a tenth "
    "of a bound on one side). It is not judged when the program refuses the settings. What was recalled and never "
    "read, or never measured, is shown and counts for nothing."
)


def judge(measured: MeasuredValue, value: float, low: float, high: float, error: float) -> Verdict:
    """Verdict on one case.

    Parameters
    ----------
    measured : MeasuredValue
        Bounds of what was measured.
    value, low, high : float
        The model at the middle of the open settings, and its range over all of them, in the unit of the bounds.
    error : float
        Numerical error of ``value``.

    Examples
    --------
    >>> bounds = MeasuredValue(low=1.0, high=2.0, basis="")
    >>> judge(bounds, 1.5, 1.0, 3.0, 0.1), judge(bounds, 2.5, 1.5, 3.0, 0.1), judge(bounds, 2.5, 2.4, 3.0, 0.1)
    ('hit', 'near', 'miss')
    >>> judge(bounds, 1.5, 1.5, 1.5, 0.6)
    'unresolved'
    """
    one_sided = measured.low is None or measured.high is None
    # A value that clears a one-sided bound by more than its numerical error is a hit, however large that error is.
    if one_sided and _hit(measured, value, error):
        return "hit"
    if error > allowed_error(measured):
        return "unresolved"
    if _hit(measured, value, error):
        return "hit"
    return "near" if _inside(measured, low - error, high + error) else "miss"


def allowed_error(measured: MeasuredValue) -> float:
    """Greatest numerical error with which a case is resolved."""
    if measured.low is not None and measured.high is not None:
        return _SMALL * (measured.high - measured.low)
    bound = measured.low if measured.high is None else measured.high
    return _OF_A_BOUND * abs(bound or 0.0)


def _hit(measured: MeasuredValue, value: float, error: float) -> bool:
    """Whether a value lies within the bounds; beyond a bound on one side, and a mere direction, by its error."""
    if measured.low is None or measured.high is None:
        value = value + error if measured.low is None else value - error
    return _inside(measured, value, value)


def _inside(measured: MeasuredValue, low: float, high: float) -> bool:
    """Whether some of a range lies within the bounds."""
    return (measured.low is None or high >= measured.low) and (measured.high is None or low <= measured.high)
