"""One treatment held against the window: gauges, rules, words, histograms, targets, gate, advice."""

from __future__ import annotations

from dataclasses import replace

from microthermal.domain.inputs.goal import Goal
from microthermal.domain.results.field import Histogram
from microthermal.planning.design.following import FEW
from microthermal.planning.evaluate import with_band as outcome_band
from microthermal.planning.noise.shifted import shifted
from microthermal.planning.records import Judgement
from microthermal.planning.window.cooling_advice import cooling_advice, residual_advice
from microthermal.planning.window.depth_shares import depth_shares
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.retreatment import gate
from microthermal.planning.window.rules import findings, sentence
from microthermal.planning.window.targets import reached_targets
from microthermal.planning.window.verdicts import outcome, verdicts
from microthermal.planning.window.words import verdict_sentence
from microthermal.simulation.chain import simulate
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import Scenario, changed, heated, scenarios_of
from microthermal.zones.histograms import histogram, with_band

# What histograms are shown of: enough to see the window between stressed, coagulated and dead.
_SHOWN = ("dermal_cells", "collagen", "heat_shock", "t_cell_apoptosis", "peak")


def judged(simulation: Simulation, others: tuple[Simulation, ...] = (), goal: Goal | None = None) -> Judgement:
    """Hold a simulation against the window.

    Parameters
    ----------
    simulation : Simulation
        The treatment in nominal skin.
    others : tuple of Simulation, optional
        The same treatment under scenarios; their spread becomes the band of gauges and histograms.
    goal : Goal, optional
        Its limits come first.
    """
    found = outcome(simulation)
    if others:
        few = outcome(over_few(simulation))
        found = outcome_band(found, tuple(shifted(found, few, outcome(other)) for other in others))
    skin, condition, treatment = simulation.skin, simulation.condition, simulation.treatment
    marks = verdicts(found, limits_of(skin, condition, treatment.pulse, simulation.library, goal))
    met = findings(skin, condition, treatment, found, simulation.library.rules)
    limits = {verdict.limit.metric: verdict.limit for verdict in marks}
    warm, left = limits.get("bulk_rise"), limits.get("residual_rise")
    advice = cooling_advice(simulation, warm) if warm else ()
    if left:
        advice = (*advice, *residual_advice(simulation, left))
    said = [verdict_sentence(mark) for state in ("stop", "warn") for mark in marks if mark.state == state]
    return Judgement(
        outcome=found, verdicts=marks, rules=met, sentences=(*said, *(sentence(rule) for rule in met)),
        advice=advice, histograms=_histograms(simulation, others),
        targets=reached_targets(simulation), gate=gate(simulation, goal.session_interval if goal else 0.0, met),
        scenarios=tuple(scenario.text for scenario in _scenarios(simulation)) if others else (),
        depth_shares=depth_shares(simulation, others, _scenarios(simulation)),
    )  # fmt: skip


def over_few(simulation: Simulation) -> Simulation:
    """The same simulation as told over the persons of its scenarios."""
    few = min(simulation.settings.persons, FEW)
    return replace(simulation, settings=replace(simulation.settings, persons=few))


def under_scenarios(simulation: Simulation) -> tuple[Simulation, ...]:
    """The same treatment under the standard scenarios, without numerical error and over few persons.

    Notes
    -----
    Seven to twelve scenarios cost as much as so many simulations: light is cached by input, so that only other water,
    other optics and pressed skin ask for new photons, once.
    """
    settings = replace(over_few(simulation).settings, numerical_error=False)
    found, library = [], simulation.library
    for scenario in _scenarios(simulation):
        skin, treatment, used = changed(scenario, simulation.skin, simulation.treatment, library)
        held = heated(scenario, settings, treatment.pulse, used)
        found.append(simulate(skin, treatment, simulation.condition, held, library=used))
    return tuple(found)


def _scenarios(simulation: Simulation) -> tuple[Scenario, ...]:
    return scenarios_of(simulation.treatment.pulse, simulation.library)


def _histograms(simulation: Simulation, others: tuple[Simulation, ...]) -> tuple[Histogram, ...]:
    pattern = simulation.treatment.pattern
    shown = [name for name in _SHOWN if name == "peak" or name in simulation.damage.endpoints]

    def of(one: Simulation, name: str) -> Histogram:
        return histogram(one.damage, pattern, affected(one.skin, one.condition), name)

    return tuple(with_band(of(simulation, name), [of(other, name) for other in others]) for name in shown)
