"""Several visits: what the second must know of the first is its starting state."""

from __future__ import annotations

from dataclasses import replace

from microthermal import catalog
from microthermal.domain.condition import Condition
from microthermal.domain.skin import Skin
from microthermal.domain.treatment import Course
from microthermal.healing.visits import next_visit
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import ZoneRunner, run_zone


def simulate_course(
    skin: Skin,
    course: Course,
    condition: Condition | None = None,
    settings: Settings | None = None,
    zone_runner: ZoneRunner = run_zone,
) -> tuple[Simulation, ...]:
    """Simulate several visits, each starting from the healing of the one before.

    Parameters
    ----------
    skin : Skin
        Healthy skin of the site.
    course : Course
        Treatments and the interval between them.
    condition : Condition, optional
        State of the skin before the first visit; healthy if left out.
    settings : Settings, optional
        Methods and resolution; the last visit is followed for its ``until``.
    zone_runner : callable, optional
        What simulates one microbeam.

    Returns
    -------
    tuple of Simulation
        One for each visit; all but the last are followed until the next visit. Structure, thickness and drug
        that is still there when the next visit comes are not carried over, only the species of healing are.
    """
    condition = condition or catalog.condition("healthy")
    settings = settings or Settings()
    visits: list[Simulation] = []
    for number, treatment in enumerate(course.treatments, start=1):
        until = settings.until if number == len(course.treatments) else course.interval
        found = simulate(skin, treatment, condition, replace(settings, until=until), zone_runner)
        visits.append(found)
        condition = next_visit(condition, found.healing)
    return tuple(visits)
