"""What a plan is for: aims to be reached, limits not to be passed, and numbers with their band."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record

Want: TypeAlias = Literal["high", "low", "near"]
# What a limit or a rule rests on: guideline, trial, series, vendor, default of this project.
Evidence: TypeAlias = Literal["A", "B", "C", "D", "E"]
Grade: TypeAlias = Literal["measured", "fitted", "derived", "assumed", "scenario"]
# From strongest to weakest: an output inherits the weakest grade that it rests on.
GRADES: tuple[Grade, ...] = ("measured", "fitted", "derived", "assumed", "scenario")


@record
class Aim:
    """A metric to be brought to a target: at ``target`` it is fully reached, at ``zero`` not at all.

    ``unit`` is the SI unit in which the two were written; if empty, they are in that of the metric. ``source`` says
    where they come from, ``weighed_by`` who chose the weight; both are empty in goals that were saved before they were
    kept. ``priority`` 1 comes first: a search trades such aims against each other one by one, and all of a later
    priority together.
    """

    metric: str
    want: Want
    target: Annotated[float, Quantity("1", "value of the metric at which the aim is reached, in SI")]
    zero: Annotated[float, Quantity("1", "value of the metric at which nothing is reached, in SI")]
    weight: Annotated[float, Quantity("1", "weight among the aims", 0, 100)] = 1.0
    reason: str = ""
    unit: str = ""
    source: str = ""
    weighed_by: str = ""
    priority: Annotated[int, Quantity("1", "rank among the aims, 1 first", 1, 9)] = 1

    def __post_init__(self) -> None:
        """Refuse an aim that nothing could reach."""
        if self.target == self.zero:
            raise InputError(
                [Fault("Aim.target", f"must differ from zero ({self.zero:g}), or no part of it is reached")]
            )


@record
class Limit:
    """A metric that should stay below ``warn`` and must stay below ``stop`` (above, if ``lower``).

    ``under`` marks a limit that guards against too little treatment; ``text`` says why there is a limit,
    ``advice`` what to change; ``unit`` is the SI unit in which both numbers were written, as of an aim.
    """

    metric: str
    warn: Annotated[float, Quantity("1", "value from which the plan warns, in SI")]
    stop: Annotated[float, Quantity("1", "value from which the plan is refused, in SI")]
    lower: bool = False
    source: str = ""
    kind: Grade = "assumed"
    name: str = ""
    under: bool = False
    evidence: Evidence = "E"
    text: str = ""
    advice: str = ""
    unit: str = ""


@record
class Note:
    """What a trial says of some drugs, or of some families of devices; it is told where one of each is at hand.

    An empty list asks for nothing.
    """

    text: str
    drugs: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


@record
class Goal:
    """A goal of treatment for a condition.

    ``evidence`` holds for every device and drug, ``notes`` for those that they name; ``not_measured`` is what the
    title promises and no aim asks for.
    """

    name: str
    title: str
    condition: str
    aims: tuple[Aim, ...]
    limits: tuple[Limit, ...]
    drugs: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    session_interval: Annotated[float, Quantity("s", "usual time between visits", 86400, 3.2e7)] = 2.4192e6
    sessions: Annotated[int, Quantity("1", "usual number of visits", 1, 20)] = 1
    evidence: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    not_measured: tuple[str, ...] = ()
    origin: str = ""

    def __post_init__(self) -> None:
        """Refuse a goal by which nothing could be ranked."""
        if not any(aim.weight > 0.0 for aim in self.aims):
            raise InputError([Fault("Goal.aims", "at least one aim needs a weight greater than 0")])


@record
class Estimate:
    """A number with its band over scenarios, its unit, its meaning, and the weakest grade it rests on.

    ``beyond``: the value is only a lower bound, because what it waits for did not come within what was followed;
    ``high_beyond``: so is the high end of the band. ``undefined``: why there is no number; the value is then no value.
    """

    value: Annotated[float, Quantity("1", "value in SI")]
    low: Annotated[float, Quantity("1", "low end of the band, in SI")]
    high: Annotated[float, Quantity("1", "high end of the band, in SI")]
    unit: str
    meaning: str
    grade: Grade = "derived"
    beyond: bool = False
    high_beyond: bool = False
    undefined: str = ""


@record
class Bar:
    """A family of devices that no plan tries for some conditions: those of ``conditions``, or all but those of ``but``.

    Without either it is barred from every goal.
    """

    name: str
    title: str
    family: str
    reason: str
    alternative: str
    source: str
    conditions: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    origin: str = ""

    def holds(self, family: str, condition: str) -> bool:
        """Whether a family of devices is barred from goals of a condition."""
        if family != self.family:
            return False
        return condition not in self.but and (not self.conditions or condition in self.conditions)
