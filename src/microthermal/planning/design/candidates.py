"""A course of equal visits as a search tries it, and its settings as numbers and names."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.exposures import AnyDevice
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.medicine import Dose, Injection, TopicalFilm
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.design.variables import NOTHING
from microthermal.quantity import Quantity, record


@record
class Candidate:
    """One treatment, given so many times at an interval; ``cooling`` names what cools the skin."""

    device: AnyDevice
    treatment: Treatment
    sessions: Annotated[int, Quantity("1", "number of visits", 1, 20)] = 1
    interval: Annotated[float, Quantity("s", "time between visits", 86400, 3.2e7)] = 2.4192e6
    cooling: str = "device"

    @property
    def injection(self) -> Injection | None:
        """What is injected at each visit, if anything is."""
        return next(iter(self.treatment.injections), None)

    def given(self, beside: tuple[Dose, ...] = ()) -> Dose | None:
        """What is injected or laid on the zones at each visit, if anything is, beside what is laid on in any case."""
        films = (dose for dose in self.treatment.doses if isinstance(dose, TopicalFilm) and not dose.repeated)
        return self.injection or next((dose for dose in films if dose not in beside), None)


def goal_course(goal: Goal, device: AnyDevice, treatment: Treatment) -> Candidate:
    """A treatment as often as a goal has visits; nothing, and what is only laid on at home, is begun once.

    Parameters
    ----------
    goal : Goal
        Says how many visits there are, and the time between them.
    device : AnyDevice
        The laser, or what stands for none.
    treatment : Treatment
        What is done at each visit.
    """
    given = not treatment.pulse.zoneless or any(not dose.repeated for dose in treatment.doses)
    return Candidate(
        device=device, treatment=treatment, sessions=goal.sessions if given else 1, interval=goal.session_interval,
        cooling=NOTHING if treatment.cooling is None else "device",
    )  # fmt: skip


def settings_of(one: Candidate, beside: tuple[Dose, ...] = ()) -> dict[str, float | str]:
    """Settings of a candidate by the name of their variable: SI numbers and names.

    Parameters
    ----------
    one : Candidate
        With or without laser, with or without a drug; what it has not is left out.
    beside : tuple of Dose, optional
        What the case lays on whatever is searched: it is no setting.
    """
    pulse, pattern, dose = one.treatment.pulse, one.treatment.pattern, one.given(beside)
    found: dict[str, float | str] = {"device": NOTHING if pulse.zoneless else one.device.name, "sessions": one.sessions}
    if not pulse.zoneless:
        found |= {
            "energy": pulse.energy, "duration": pulse.duration, "stack": pulse.stack, "passes": pattern.passes,
            "density": pattern.density, "cooling": one.cooling,
        }  # fmt: skip
    if one.sessions > 1:
        found["interval"] = one.interval
    found["drug"] = NOTHING if dose is None else dose.drug.name
    if dose is not None:
        found |= {"route": dose.route, "concentration": dose.concentration}
    if isinstance(dose, Injection):
        found |= {"spacing": dose.spacing, "depth_of_needle": dose.depth}
        # Without a laser there is no day after it.
        found |= {} if pulse.zoneless else {"day": dose.time}
    return found
