"""The gate to the next session: the earliest day on which the simulated skin is ready, and what it waits for."""

from __future__ import annotations

from typing import Annotated

from microthermal import catalog
from microthermal.planning.courses import last_time_above, untreated_of
from microthermal.quantity import Array, Quantity, record
from microthermal.simulation.records import Simulation
from microthermal.units import show

_STATES = {
    "open_epidermis": "the epidermis is closed",
    "erythema": "the redness is gone",
    "inflammation": "the inflammation is over",
}


@record
class Condition:
    """One thing that the gate waits for: what, from when it holds, and whether it holds at all in the time followed."""

    text: str
    ready: Annotated[float, Quantity("s", "time from which it holds", 0, 1e9)]
    held: bool = True


@record
class Gate:
    """Earliest time of the next session, and everything that it waits for, the last first."""

    ready: Annotated[float, Quantity("s", "earliest time of the next session", 0, 1e9)]
    conditions: tuple[Condition, ...]

    @property
    def text(self) -> str:
        """The gate in one sentence."""
        last = self.conditions[0]
        if not last.held:
            return f"Not within the time followed: it waits until {last.text}."
        return f"Not before {show(self.ready, 's')}: the last to come is that {last.text}."


def gate(simulation: Simulation, interval: float = 0.0) -> Gate:
    """Gate to the next session.

    Parameters
    ----------
    simulation : Simulation
        The session before; its healing is what the gate looks at.
    interval : float, optional
        Usual interval of the goal [s]; without it that of the class of device.
    """
    figures = catalog.figures("gate")
    pulse = simulation.treatment.pulse
    kind = catalog.device_class(pulse.wavelength, pulse.duration)
    usual = interval or figures[f"interval_{kind}"]
    found = [
        Condition(text=f"the usual interval of {show(usual, 's')} has passed", ready=usual),
        Condition(text="skin that was stunned is no longer killed by a second hit", ready=figures["stasis"]),
    ]
    for species, text in _STATES.items():
        rise = simulation.healing.of(species) - untreated_of(simulation, species)
        found.append(_settled(simulation.healing.time, rise, figures[species], text))
    ordered = tuple(sorted(found, key=lambda one: (one.held, -one.ready)))
    return Gate(ready=ordered[0].ready, conditions=ordered)


def _settled(time: Array, rise: Array, mark: float, text: str) -> Condition:
    return Condition(text=text, ready=last_time_above(time, rise, mark), held=bool(rise[-1] < mark))
