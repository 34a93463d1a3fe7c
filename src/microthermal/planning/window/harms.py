"""Harms that a candidate pays for: what its limits warn of in nominal skin, each kind once, unless an aim weighs it."""

from __future__ import annotations

from typing import Final

from microthermal.domain.inputs.goal import Goal
from microthermal.planning.records import Verdict
from microthermal.planning.window.verdicts import passed

# Limits whose metrics tell one harm in different numbers: a candidate that is dense breaks all of one row at once. Any
# other metric is a harm of its own.
_METRICS: Final = {
    "too little living tissue": (
        "necrotic_fraction", "bridge", "narrow_bridge", "double_hit", "coverage", "coagulated_coverage",
        "beam_coverage", "middle_coverage",
    ),
    "heat between the zones": ("bulk_rise", "residual_rise", "fluence"),
    "a zone through the dermis": ("depth_fraction", "depth"),
    "long healing": ("closure_time", "erythema_time", "downtime"),
    "dark spots": ("pigment_risk", "pigment_course"),
    "too much of a drug": ("drug_dose",),
    "thin skin": ("atrophy_exposure",),
}  # fmt: skip
_HARMS: Final = {metric: harm for harm, found in _METRICS.items() for metric in found}


def harm_of(metric: str) -> str:
    """What a limit on a metric guards against, in words."""
    return _HARMS.get(metric, metric.replace("_", " "))


def harms(found: tuple[Verdict, ...], goal: Goal) -> tuple[str, ...]:
    """Harms that take something off the merit of a candidate, in words.

    Parameters
    ----------
    found : tuple of Verdict
        All limits held against it.
    goal : Goal
        Whose aims weigh some harms already.

    Notes
    -----
    A limit counts if the value in nominal skin is past its mark. One that warns since only a scenario or a person goes
    beyond it, or since something was not followed to its end, tells what is not known; one against too little tells of
    what the aims miss anyway. Neither is a harm.
    """
    weighed = {harm_of(aim.metric) for aim in goal.aims if aim.weight > 0.0}
    met = (one.limit for one in found if not one.limit.under and passed(one.limit, one.estimate.value, one.limit.warn))
    told = dict.fromkeys(harm_of(limit.metric) for limit in met)
    return tuple(harm for harm in told if harm not in weighed)
