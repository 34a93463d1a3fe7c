"""What a reader must know before believing a course of healing."""

from __future__ import annotations

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.zone import Injury
from microthermal.healing.injury_fractions import share
from microthermal.units import show

# Beyond this share the tissue between the injuries no longer carries the repair that the model lets it carry.
_LARGEST_SHARE = 0.4
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
    dead = share(injury, injury.necrotic)
    if dead > _LARGEST_SHARE:
        text = (
            f"{show(dead, '%', 2)} of the treated skin is dead: the model was made for fractional injury below "
            f"{show(_LARGEST_SHARE, '%', 2)}, and a scar is likely to be worse than it says"
        )
        found.append(Caution(stage=_STAGE, text=text, weight="stop"))
    if condition.levels:
        text = (
            f"{condition.title} is modelled as a state that keeps itself at set points nobody has counted; how much "
            "treatment it takes to leave it, and how fast it relapses, is not known"
        )
        found.append(Caution(stage=_STAGE, text=text, weight="warn"))
    return tuple(found)
