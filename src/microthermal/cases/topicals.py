"""Reading what is laid on the skin: a film of a drug, once or again and again, on any day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from microthermal.cases.doses import dose_of, read_tables, read_with_drug
from microthermal.cases.parts import path_of
from microthermal.delivery.dose_checks import forbidden
from microthermal.domain.inputs.medicine import SIDE, Circumstance, Drug, TopicalFilm
from microthermal.domain.inputs.skin import Site
from microthermal.errors import Fault, InputError, brief
from microthermal.numerics.wholes import steps_within
from microthermal.quantity import Quantity, record
from microthermal.units import show

_MOST = 800  # applications of one film: twice a day for a year and a month
_EXAMPLE = '{ drug = "minoxidil", concentration = "50 mg/mL", film = "10 uL/cm**2", first = "1 day", every = "1 day", last = "180 day" }'  # noqa: E501  # one line for a message


@record
class TopicalChoice:
    """A film as a case asks for it."""

    drug: str
    concentration: str
    film: Annotated[float, Quantity("m**3/m**2", "volume of the film per area", 1e-6, 2e-2)]
    first: Annotated[float, Quantity("s", "time after the laser of the first application", -2.6e6, 1.6e7)]
    every: Annotated[float, Quantity("s", "time between applications", 3600, 3.2e6)] | None = None
    last: Annotated[float, Quantity("s", "time after the laser of the last application", -2.6e6, 1.6e8)] | None = None
    contact: Annotated[float, Quantity("s", "time for which the film stays", 60, 1e6)] | None = None
    circumstances: tuple[Circumstance, ...] = ()
    reason: str = ""


def read_topicals(value: Any, site: Site | None = None) -> tuple[TopicalFilm, ...]:
    """Films from a list of tables, as doses that go through the skin's surface.

    Parameters
    ----------
    value : object
        What the document holds.
    site : str, optional
        Site of the skin; without it, films are not held against what may be laid there.

    Raises
    ------
    InputError
        With every fault of every table.
    """
    films, faults = read_tables(value, "topicals", _film)
    for number, film in films.items():
        found = [] if site is None else forbidden(film, site)
        faults += [Fault(path_of(str(number), fault.path), fault.text) for fault in found]
    if faults:
        raise InputError(faults)
    return tuple(films.values())


def _film(value: Any) -> TopicalFilm:
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table such as {_EXAMPLE}, not {brief(value)}")
    choice, given = read_with_drug(TopicalChoice, value)
    faults = [*_strength(given.drug, given.concentration, choice), *_rhythm(choice)]
    if faults:
        raise InputError(faults)
    return dose_of(
        TopicalFilm, given, volume=choice.film * SIDE**2, side=SIDE, time=choice.first,
        circumstances=choice.circumstances, reason=choice.reason, every=choice.every,
        last=choice.last, contact=choice.contact,
    )  # fmt: skip


def _strength(drug: Drug, concentration: float, choice: TopicalChoice) -> list[Fault]:
    most = drug.bounds.topical.strongest or drug.bounds.strongest
    if choice.reason.strip() or most is None or concentration <= most * (1.0 + 1e-6):
        return []
    given = show(concentration, "kg/m**3")
    text = f"{given} is stronger than any {drug.title} laid on skin ({show(most, 'kg/m**3')}); check its unit"
    return [Fault("concentration", f'{text}, or write reason = "..."')]


def _rhythm(choice: TopicalChoice) -> list[Fault]:
    if choice.every is None:
        if choice.last is not None and choice.last != choice.first:
            return [Fault("every", 'is missing: a film laid on until "last" needs a rhythm, such as every = "1 day"')]
        return []
    if choice.last is None:
        return [
            Fault("last", f'is missing: say until when, such as last = "90 day" (first is {show(choice.first, "s")})')
        ]
    if choice.last < choice.first:
        return [Fault("last", f"{show(choice.last, 's')} lies before the first application, {show(choice.first, 's')}")]
    count = 1 + steps_within(choice.last - choice.first, choice.every)
    if count > _MOST:
        return [Fault("every", f"makes {count} applications; at most {_MOST} are followed")]
    if choice.contact is not None and choice.contact > choice.every:
        text = f"{show(choice.contact, 's')} is longer than the {show(choice.every, 's')} until the next application"
        return [Fault("contact", f"{text}; the film is replaced then")]
    return []
