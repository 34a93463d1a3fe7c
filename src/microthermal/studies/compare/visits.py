"""How often a treatment is done, and what all its visits together come to."""

from __future__ import annotations

from typing import Final, NamedTuple

from microthermal.catalog.library import Library
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.design.courses import course_outcome, repeated
from microthermal.planning.records import Outcome
from microthermal.planning.window.verdicts import outcome
from microthermal.simulation.chain import simulate_visits
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.units import show


class Visits(NamedTuple):
    """Visits of a course, and the time between them [s]."""

    number: int = 1
    interval: float = 0.0

    @property
    def text(self) -> str:
        """In words."""
        return "1" if self.number == 1 else f"{self.number}, {show(self.interval, 's')} apart"


ONE_VISIT: Final = Visits()


def outcome_after(one: Simulation, visits: Visits, library: Library) -> Outcome:
    """All metrics of a course whose first visit is simulated."""
    if visits.number == 1:
        return outcome(one)
    return outcome_under((one.skin, one.treatment, one.settings), one, visits, library)


def outcome_under(
    asked: tuple[Skin, Treatment, Settings], one: Simulation, visits: Visits, library: Library
) -> Outcome:  # fmt: skip
    """All metrics of a course like that of a simulation, with another skin, treatment and settings.

    Parameters
    ----------
    asked : tuple of Skin, Treatment and Settings
        What each visit is asked.
    one : Simulation
        Its condition is that before the first visit.
    visits : Visits
        How often, and how far apart; the last visit is followed for as long as one is.
    library : Library
        What the library states.
    """
    skin, treatment, settings = asked
    treatments, times = repeated(treatment, *visits)
    found = simulate_visits(
        skin, treatments, times, one.condition, settings, zone_runner=remembered_zone, field_runner=remembered_field,
        library=library,
    )  # fmt: skip
    return outcome(found[0]) if visits.number == 1 else course_outcome(found)
