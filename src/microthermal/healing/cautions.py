"""What a reader must know before believing a course of healing."""

from __future__ import annotations

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.zone import Injury
from microthermal.healing.injury_fractions import fraction
from microthermal.units import show

# Above this injured fraction the tissue between the zones cannot sustain the repair that the model assumes.
_LARGEST_FRACTION = 0.4
# Removed fraction of the exposure on which the redness of open channels was set (library/calibration/healing.toml,
# afl).
ABLATED_FRACTION = 0.03
_STAGE = "healing"


def cautions(injury: Injury, condition: Condition) -> tuple[Caution, ...]:
    """Cautions of a course of healing.

    Parameters
    ----------
    injury : Injury
        What the laser did.
    condition : Condition
        State of the skin before.
    """
    found = [
        Caution(
            stage=_STAGE,
            text="healing is calibrated on timings and signs of studies; amplitudes rest on wide priors, not on data",
            weight="warn",
            source="prototype",
        )
    ]
    dead = fraction(injury, injury.necrotic)
    if dead > _LARGEST_FRACTION:
        text = (
            f"{show(dead, '%', 2)} of the treated skin is dead: the model was made for fractional injury below "
            f"{show(_LARGEST_FRACTION, '%', 2)}, and a scar is likely to be worse than it says"
        )
        found.append(Caution(stage=_STAGE, text=text, weight="stop"))
    removed = fraction(injury, injury.removed)
    if injury.ablated and 0.0 < removed < ABLATED_FRACTION:
        text = (
            f"redness is the mean of the whole treated surface: channels take {show(removed, '%')} of the skin that "
            "answers, and the 8.6 to 10.4 d of redness after ablation were set where they take "
            f"{show(ABLATED_FRACTION, '%', 2)}; around each channel the skin may stay red for as long, though the mean "
            "fades sooner"
        )
        found.append(Caution(stage=_STAGE, text=text, weight="warn", source="Lee2011PRP"))
    if condition.blood_factor != 1.0:
        text = (
            f"blood and flow of {condition.blood_factor:.3g} times healthy skin enter light and heat only: the flow "
            "that healing follows starts from its own vessels, and the clearance of a drug from that of healthy skin"
        )
        found.append(Caution(stage=_STAGE, text=text, weight="note", source=condition.origin))
    if any(level.name == "androgen_sensitivity" and level.value > 0.0 for level in condition.levels):
        text = (
            "hair gains less here than trials count, before to after: some 2 to 6 % from injected factors, with a "
            "laser or without, where they count 10 to 17 %; arms under placebo gain 2 % (0 to 6), needles are counted "
            "and add less than 1 %, and what else makes the difference is not known"
        )
        found.append(Caution(stage=_STAGE, text=text, weight="warn", source="Shapiro2020"))
    if condition.levels:
        text = (
            f"{condition.title} is modelled as a state that keeps itself at set points nobody has counted; how much "
            "treatment it takes to leave it, and how fast it relapses, is not known"
        )
        found.append(Caution(stage=_STAGE, text=text, weight="warn"))
    return tuple(found)
