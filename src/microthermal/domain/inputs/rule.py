"""Rules that no number of a simulation decides: what a person brings along, and what must not be combined."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.goal import Evidence, Grade
from microthermal.domain.inputs.medicine import Route
from microthermal.domain.results.caution import Weight
from microthermal.quantity import Grouped, NoneIfZero, Quantity, record


@record
class Statement:
    """What one source says about a rule; sources may disagree."""

    source: str
    says: str
    evidence: Evidence = "E"


@record
class Criteria:
    """What must be met for a rule to hold; an empty list asks for nothing.

    ``history`` is met by any of its items, ``drugs`` by any dose of any of them whose time lies between ``after`` and
    ``before``, given by one of ``routes`` if some are named, ``metric`` by a value above ``above``, which was written
    in the SI unit ``unit``.
    """

    history: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    phototypes: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    after: Annotated[float, Quantity("s", "earliest time of a dose", -1e8, 1e8)] = -1e8
    before: Annotated[float, Quantity("s", "latest time of a dose", -1e8, 1e8)] = 1e8
    metric: str = ""
    above: Annotated[float, Quantity("1", "value of the metric from which the rule is met, in SI")] = 0.0
    unit: str = ""


_ALWAYS = Criteria()


@record
class Rule:
    """A contraindication or a conflict: when all of its criteria are met, it notes, warns or stops.

    A rule may ask for a test spot some time ahead of the first session, and for a longer interval.
    """

    name: str
    title: str
    action: Weight
    text: str
    criteria: Annotated[Criteria, Grouped()] = _ALWAYS
    test_spot: Annotated[float, NoneIfZero("s", "time from a test spot to the first session", 0, 2.6e6)] | None = None
    interval: Annotated[float, NoneIfZero("s", "least time between sessions", 0, 3.2e7)] | None = None
    statements: tuple[Statement, ...] = ()
    origin: str = ""


@record
class Target:
    """A place in the skin that a treatment wants to reach, or to spare."""

    name: str
    title: str
    depth: Annotated[float, Quantity("m", "depth of the target", 1e-5, 2e-2)]
    shallow: Annotated[float, Quantity("m", "least depth at which it is found", 1e-5, 2e-2)]
    deep: Annotated[float, Quantity("m", "greatest depth at which it is found", 1e-5, 2e-2)]
    source: str = ""
    kind: Grade = "assumed"
    origin: str = ""
