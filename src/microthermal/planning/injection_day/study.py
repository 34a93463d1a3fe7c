"""A whole timing study: the treatment, the curves over days and scenarios, and what they say in words."""

from __future__ import annotations

from microthermal.cases.treatment import TreatmentCase
from microthermal.catalog.library import Library
from microthermal.domain.inputs.goal import Goal
from microthermal.planning.injection_day.curve import TimingCurve, timing
from microthermal.planning.injection_day.scenarios import timing_scenarios
from microthermal.planning.injection_day.words import Moment, mechanisms, order_advice, orders, verdict
from microthermal.quantity import Array, amended, record
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation


@record
class TimingStudy:
    """Curves of a treatment's first injection over its day, in numbers and in words."""

    simulation: Simulation
    curve: TimingCurve
    verdict: tuple[str, ...]
    mechanisms: tuple[str, ...]
    orders: tuple[Moment, ...]
    advice: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All that is said, the hypothesis first."""
        return (*self.verdict, *self.mechanisms, *self.advice)


def simulated(case: TreatmentCase, library: Library | None = None) -> Simulation:
    """The treatment of a case with its first injection only, made with a library; the installed one if left out."""
    alone = amended(case.treatment, doses=case.treatment.injections[:1])
    found = simulate(case.skin, alone, case.condition, case.settings, library=library)
    return amended(found, title=case.title)


def study(simulation: Simulation, goal: Goal, when: Array, scenarios: int = 20, workers: int = 1) -> TimingStudy:
    """Compare days of the first injection of a simulation.

    Parameters
    ----------
    simulation : Simulation
        From :func:`simulated`; its library states all figures.
    goal : Goal
        Whose aims benefit is measured by.
    when : Array (day,)
        Times of the injection after the laser [s].
    scenarios, workers : int, optional
        How many scenarios; threads.
    """
    curve = timing(simulation, goal, when, timing_scenarios(scenarios, simulation.library), workers)
    moments = orders(simulation, curve)
    return TimingStudy(
        simulation=simulation,
        curve=curve,
        verdict=verdict(curve),
        mechanisms=mechanisms(simulation, curve),
        orders=moments,
        advice=order_advice(moments, curve.dose),
    )
