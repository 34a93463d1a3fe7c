"""Several visits: the second meets the skin, and the medicine, that the first has left."""

from __future__ import annotations

from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Course
from microthermal.quantity import check_kinds
from microthermal.simulation.chain import simulate_visits
from microthermal.simulation.field_run import FieldRunner, run_field
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import ZoneRunner, run_zone


def simulate_course(
    skin: Skin,
    course: Course,
    condition: Condition | None = None,
    settings: Settings | None = None,
    zone_runner: ZoneRunner = run_zone,
    field_runner: FieldRunner = run_field,
    library: Library | None = None,
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
    field_runner : callable, optional
        What sums the heat of many microbeams.
    library : Library, optional
        What the library states; the installed one if left out.

    Returns
    -------
    tuple of Simulation
        One for each visit; all but the last are followed until the next visit. Healing and medicine of all visits are
        one run: drug that is left when the next visit comes goes on acting, and each dose is followed to the end of
        the course. Structure and thickness are not carried over.
    """
    check_kinds(
        skin=(skin, Skin), course=(course, Course), condition=(condition, Condition), settings=(settings, Settings),
        library=(library, Library),
    )  # fmt: skip
    times = tuple(number * course.interval for number in range(len(course.treatments)))
    return simulate_visits(
        skin, course.treatments, times, condition, settings,
        zone_runner=zone_runner, field_runner=field_runner, library=library,
    )  # fmt: skip
