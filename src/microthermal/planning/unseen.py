"""What a simulation ends too soon to tell: metrics that look farther, and waits that are not over."""

from __future__ import annotations

from microthermal.domain.caution import Caution
from microthermal.planning.metrics import Awaiting, Spanning, metric
from microthermal.simulation.records import Simulation
from microthermal.units import show


def unseen(simulation: Simulation) -> tuple[Caution, ...]:
    """Cautions of metrics that the end of a simulation cuts short.

    Parameters
    ----------
    simulation : Simulation
        The simulation.
    """
    end, found = float(simulation.healing.time[-1]), []
    measures = [metric[kind]() for kind in metric.kinds()]
    short = [one.meaning for one in measures if isinstance(one, Spanning) and one.span[1] > end + 1.0]
    if short:
        text = (
            f"healing was followed for {show(end, 's')} only, and these look farther, so that they are read at its "
            f"end: {'; '.join(short)}"
        )
        found.append(Caution(stage="metrics", text=text, weight="warn"))
    for one in measures:
        if isinstance(one, Awaiting) and one.unfinished(simulation):
            text = f"{one.meaning}: not over after the {show(end, 's')} that were followed, so that it is a lower bound"
            found.append(Caution(stage="metrics", text=text, weight="warn"))
    return tuple(found)
