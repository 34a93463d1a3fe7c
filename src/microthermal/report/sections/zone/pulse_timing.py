"""How the power of a pulse runs, what touches the surface meanwhile, and whether the heat stays where it is put."""

from __future__ import annotations

from typing import Literal

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.heat.pulse_spans import emission, spans
from microthermal.report.blocks import Beside, Card, Cards, PageBlock, Picture
from microthermal.report.sections import section
from microthermal.report.sections.zone.pulse_diagram import Touch, pulse_diagram
from microthermal.report.wording import simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show


@section("timing", title="Pulse and surface", order=48, laser=True, of=simulation_of)
def timing_section(simulation: Simulation) -> PageBlock | None:
    """Power and surface over time; confinement."""
    lead = f"{_shape(simulation.treatment.pulse)}; {_surface(simulation.treatment.cooling)}."
    return PageBlock((Beside((_picture(simulation), _cards(simulation))),), lead=lead)


def _picture(simulation: Simulation) -> Picture:
    pulse = simulation.treatment.pulse
    return pulse_picture(pulse, simulation.treatment.cooling, pulse.duration + simulation.settings.relaxation)


def pulse_picture(pulse: Exposure, cooling: Cooling | None, until: float) -> Picture:
    """Power of a pulse and what touches the surface, from its beginning until a time [s]."""
    light = tuple((begin, end, power * pulse.energy) for begin, end, power in emission(pulse))
    touches: list[Touch] = []
    for span in spans(pulse, cooling, until):
        name = _name(span.cooling, cooling)
        begin = touches.pop().begin if touches and touches[-1].name == name else span.begin
        touches.append(Touch(begin, span.end, name, _kind(span.cooling, cooling)))
    words = "; ".join(f"{row.name} from {show(row.begin, 's')} to {show(row.end, 's')}" for row in touches)
    alt = f"Power over time: {_shape(pulse)}. Surface: {words}."
    caption = f"Surface: {words}. Each pulse of a stack is the same." if pulse.stack > 1 else f"Surface: {words}."
    return Picture(pulse_diagram(light, tuple(touches), pulse.duration), "Power and surface in time", alt, caption)


def _name(around: Cooling | None, cooling: Cooling | None) -> str:
    if around is None or cooling is None:
        return "still air"
    return f"{_kind(around, cooling)} {show(around.temperature, 'K')}"


def _kind(around: Cooling | None, cooling: Cooling | None) -> Literal["air", "coolant", "film"]:
    return "air" if around is None else "coolant" if around == cooling else "film"


def _shape(pulse: Exposure) -> str:
    if pulse.train is not None:
        return f"{pulse.train.count} sub-pulses with pauses of {show(pulse.train.pause, 's')}"
    return "Constant power" if pulse.waveform is None else f"Measured power at {len(pulse.waveform.times)} times"


def _surface(cooling: Cooling | None) -> str:
    if cooling is None:
        return "still air over the skin"
    sealed = ", sealed against steam" if cooling.sealed else ""
    name = cooling.origin.removeprefix("cooling/").replace("_", " ") or "cooling"
    return f"{name} of {show(cooling.temperature, 'K')} and {show(cooling.coefficient, 'W/m**2/K')}{sealed}"


def _cards(simulation: Simulation) -> Cards:
    pulse, found = simulation.treatment.pulse, simulation.run.confinement
    highest = max(power for _, _, power in emission(pulse)) * pulse.energy
    cards = [Card("Highest power", show(highest, "W"), f"{show(pulse.duration, 's')} in all")]
    if found is not None:
        cards += [
            Card("Thermally confined", found.confined, f"{show(found.kept, '%', 2)} of the confined rise is kept"),
            Card("Thermal relaxation", show(found.relaxation, "s"), "half of the peak of an instant pulse is left"),
            Card("Heated core", show(found.width, "m", 2), f"1/e² radius; {show(found.mean_depth, 'm', 2)} mean depth"),
        ]
    return Cards(tuple(cards))
