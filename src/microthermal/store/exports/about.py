"""What an export says of itself: title, where it comes from, how it was made, what it is not."""

from __future__ import annotations

from microthermal.planning.records import Plan
from microthermal.simulation.records import Simulation
from microthermal.store.exports.view import Attributes

_COMMENT = (
    "Research software: simulated treatments are compared; it gives no medical advice and drives no device. Lengths "
    "are in metres; depth grows downward from the surface of the skin before the laser."
)


def about(result: Simulation | Plan) -> Attributes:
    """Attributes of a whole file, by the conventions CF and ACDD.

    Parameters
    ----------
    result : Simulation or Plan
        What the file is made of; its date is the one that is written, so that one result gives one file.
    """
    stamp = result.stamp
    laser = "" if isinstance(result, Plan) else f", {result.treatment.pulse.device or 'a laser'}"
    what = "Plan of treatment" if isinstance(result, Plan) else "Micro-thermal zone"
    title = result.title or f"{what}: {result.skin.site} {result.skin.phototype}{laser}"
    return {
        "Conventions": "CF-1.10",
        "title": title,
        "institution": "not stated",
        "source": f"microthermal {stamp.version}: {', '.join(stamp.methods)}",
        "history": f"{stamp.date} computed by microthermal {stamp.version}, seed {stamp.seed}",
        "references": "sources of all numbers: mtz cite RUN",
        "comment": _COMMENT,
        "input_digest": stamp.digest,
    }
