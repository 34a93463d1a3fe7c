"""Protocols, published or a user's own, as courses: to be judged as they are, and to start a search from."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.catalog.library import Library
from microthermal.domain.inputs.published import Published
from microthermal.errors import InputError
from microthermal.planning.beside.published import published_course
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import NOTHING
from microthermal.quantity import Array, amended


@dataclass(frozen=True)
class Protocol:
    """A protocol as a course, and the nearest place of the box; what is not known of either is None, and ``why`` says.

    A protocol that a search could not have given has no place in the box, but is judged. One that the library holds out
    is judged as well, and starts nothing, unless the case itself names it.
    """

    published: Published
    candidate: Candidate | None = None
    place: Array | None = None
    why: str = ""
    starts: bool = True


def protocols_of(
    case: PlanCase, own: tuple[Published, ...], decoder: Decoder, library: Library
) -> tuple[Protocol, ...]:
    """Protocols of a library for the condition of a case, then a user's own, each once.

    Parameters
    ----------
    case : PlanCase
        Skin, condition, goal.
    own : tuple of Published
        Those that the case names.
    decoder : Decoder
        Says where in the box they lie.
    library : Library
        Holds those of the literature, and their devices and drugs.
    """
    known = {one.name: one for one in library.published if case.condition.name in one.conditions}
    named = {one.name: one for one in own}
    found = (_protocol(case, one, decoder, library) for one in (known | named).values())
    return tuple(amended(one, starts=not one.published.held_out or one.published.name in named) for one in found)


def _protocol(case: PlanCase, one: Published, decoder: Decoder, library: Library) -> Protocol:
    if one.unstated:
        text = f"its source gives no {' and no '.join(one.unstated)}, so that it cannot be simulated"
        return Protocol(one, why=text)
    try:
        candidate = published_course(case, one, library)
    except InputError as error:
        why = "; ".join(fault.text for fault in error.faults)
        return Protocol(one, why=f"the device of the library that stands for it refuses: {why}")
    place, why = _place(candidate, decoder)
    return Protocol(one, candidate, place, why)


def _place(one: Candidate, decoder: Decoder) -> tuple[Array | None, str]:
    """Nearest place in the box, or why there is none."""
    devices = {device.name for device in decoder.case.devices}
    if one.treatment.pulse.zoneless and NOTHING not in decoder.own["device"].choices:
        return None, "it has no laser"
    if not one.treatment.pulse.zoneless and one.device.name not in devices:
        return None, f"{one.device.name} is not at hand"
    drugs = {drug.name for drug in decoder.case.drugs}
    strange = [dose.drug.title for dose in one.treatment.doses if dose.drug.name not in drugs]
    if strange:
        return None, f"{' and '.join(strange)} may not be given"
    why = "two medicines at once" if len(one.treatment.doses) > 1 else ""
    if any(dose.repeated for dose in one.treatment.doses):
        why = "its medicine is laid on again and again"
    elif any(dose.route not in decoder.routes for dose in one.treatment.doses):
        why = "its medicine is given by another route"
    return decoder.canonical(decoder.place(one)[None, :])[0], why
