"""The archive of a run, opened and run by programs that know nothing of ours: libSEDML and two other engines."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import libsbml
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from microthermal.cases.treatment import treatment_case
from microthermal.planning.healing_run import HealingRun, follow_case, write_export

DAY = 86400.0
CASE = {
    "skin": "abdomen_iii", "condition": "hypertrophic_scar", "device": "fractional_co2", "pulse": {"energy": "20 mJ"},
    "pattern": {"density": "100 / cm**2"},
    "doses": [{"drug": "triamcinolone", "concentration": "10 mg/mL", "volume": "0.1 mL", "depth": "1.5 mm",
               "spacing": "10 mm", "time": "2 day"}],
    "topicals": [{"drug": "minoxidil", "concentration": "50 mg/mL", "film": "10 uL/cm**2", "first": "3 day",
                  "every": "1 day", "last": "30 day"}],
    "settings": {"cell": "20 um", "numerical_error": False, "warm_start": False, "until": "30 day"},
}  # fmt: skip
# Of the peak of each species: our engine is asked for 3e-8 a step, the others for 1e-10; the table has ten digits.
AGREE = 1e-6


@dataclass(frozen=True)
class Opened:
    """What an archive says is to be run: model, times in days, columns, settings of the integrator, our curves."""

    sbml: str
    days: np.ndarray
    columns: tuple[str, ...]
    settings: dict[str, float]
    table: dict[str, np.ndarray]


@pytest.fixture(scope="module")
def run() -> HealingRun:
    return follow_case(treatment_case(CASE), 2, 21 * DAY)


@pytest.fixture(scope="module")
def opened(run: HealingRun, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    path = tmp_path_factory.mktemp("archive") / "run.omex"
    write_export(run, path)
    return open_archive(path)


def open_archive(path: Path) -> Opened:
    """Follow the archive from its manifest to what is to be run; nothing else is told."""
    import libcombine
    import libsedml

    archive = libcombine.CombineArchive()
    assert archive.initializeFromArchive(str(path))
    document = libsedml.readSedMLFromString(archive.extractEntryToString(archive.getMasterFile().getLocation()))
    assert document.getNumErrors() == 0, [document.getError(n).getMessage() for n in range(document.getNumErrors())]
    task = document.getTask(0)
    model = document.getModel(task.getModelReference())
    course = document.getSimulation(task.getSimulationReference())
    assert course.getAlgorithm().getKisaoID() == "KISAO:0000019"
    settings = {
        course.getAlgorithm().getAlgorithmParameter(n).getKisaoID(): float(
            course.getAlgorithm().getAlgorithmParameter(n).getValue()
        )
        for n in range(course.getAlgorithm().getNumAlgorithmParameters())
    }
    variables = {}
    for n in range(document.getNumDataGenerators()):
        generator = document.getDataGenerator(n)
        variable = generator.getVariable(0)
        assert variable.getTaskReference() == task.getId()
        target = re.search(r"species\[@id='(\w+)'\]", variable.getTarget())
        variables[generator.getId()] = target[1] if target else "time"
    report = document.getOutput(0)
    references = [report.getDataSet(n).getDataReference() for n in range(report.getNumDataSets())]
    rows = list(csv.reader(io.StringIO(archive.extractEntryToString("./curves.csv"))))
    numbers = np.array(rows[1:], dtype=float).T
    table = {head.split(" [")[0]: column for head, column in zip(rows[0], numbers, strict=True)}
    return Opened(
        sbml=archive.extractEntryToString(f"./{model.getSource()}"),
        days=np.linspace(
            course.getOutputStartTime(), course.getOutputEndTime(), course.getNumberOfPoints() + 1
        ),
        columns=tuple(variables[name] for name in references),
        settings=settings,
        table=table,
    )  # fmt: skip


def compared(opened: Opened, names: list[str], found: np.ndarray, days: np.ndarray) -> float:
    """Largest difference from the table, relative to the peak of each species."""
    expected = np.column_stack([opened.table[name] for name in names])
    places = np.searchsorted(opened.table["time"], days)
    assert np.abs(opened.table["time"][places] - days).max() < 1e-8
    return float((np.abs(found - expected[places]).max(axis=0) / np.abs(expected).max(axis=0).clip(1e-3)).max())


def moments(opened: Opened, run: HealingRun) -> np.ndarray:
    """Times of the table [d] that do not stand at a visit, where before and after differ."""
    days = opened.table["time"]
    apart = np.all([np.abs(days - visit.time / DAY) > 1e-3 for visit in run.visits[1:]], axis=0)
    return np.asarray(days[apart])


def test_archive_is_valid_and_says_what_is_asked(opened: Opened, run: HealingRun) -> None:
    document = libsbml.readSBMLFromString(opened.sbml)
    assert document.checkConsistency() == 0
    model = document.getModel()
    assert model.getNumEvents() > 20
    assert any(model.getEvent(n).getId() == "visit_2" for n in range(model.getNumEvents()))
    species = {model.getParameter(n).getId() for n in range(model.getNumParameters())} | {
        model.getSpecies(n).getId() for n in range(model.getNumSpecies())
    }
    assert set(opened.columns) - {"time"} <= species
    assert opened.days[-1] == pytest.approx(run.healing.time[-1] / DAY)
    assert set(opened.columns) <= set(opened.table)


def test_archive_runs_in_libroadrunner_and_gives_our_curves(opened: Opened, run: HealingRun) -> None:
    import roadrunner

    names = [name for name in opened.columns if name != "time"]
    runner = roadrunner.RoadRunner(opened.sbml)
    runner.integrator.relative_tolerance = opened.settings["KISAO:0000209"]
    runner.integrator.absolute_tolerance = opened.settings["KISAO:0000211"]
    runner.integrator.maximum_num_steps = int(opened.settings["KISAO:0000415"])
    runner.timeCourseSelections = names
    days = moments(opened, run)
    assert compared(opened, names, np.array(runner.simulate(times=days.tolist())), days) < AGREE


def test_archive_runs_in_scipy_and_gives_our_curves(opened: Opened, run: HealingRun) -> None:
    days = moments(opened, run)
    days = days[days < 30.0]  # plain Python is slow: the second visit and nine days after it
    names, found = scipy_course(opened.sbml, days)
    assert compared(opened, names, found, days) < AGREE


def scipy_course(sbml: str, days: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Course of an SBML text of rate rules, assignment rules and events at set times, by SciPy alone."""
    model = libsbml.readSBMLFromString(sbml).getModel()
    rules = [model.getRule(n) for n in range(model.getNumRules())]
    names = [rule.getVariable() for rule in rules if rule.isRate()]
    space: dict[str, Any] = {
        model.getParameter(n).getId(): model.getParameter(n).getValue() for n in range(model.getNumParameters())
    } | {"max": max, "min": min, "abs": abs, "sqrt": math.sqrt, "exp": math.exp, "ln": math.log}
    for n in range(model.getNumFunctionDefinitions()):
        body = model.getFunctionDefinition(n).getMath()
        last = body.getNumChildren() - 1
        arguments = ", ".join(body.getChild(k).getName() for k in range(last))
        space[model.getFunctionDefinition(n).getId()] = eval(
            f"lambda {arguments}: {python(body.getChild(last))}", space
        )
    follow = [
        compile(f"{name} = {text}", name, "exec")
        for name, text in ordered({rule.getVariable(): python(rule.getMath()) for rule in rules if rule.isAssignment()})
    ]
    rated = [compile(python(rule.getMath()), "rate", "eval") for rule in rules if rule.isRate()]
    begun = {name: eval(python(model.getInitialAssignmentBySymbol(name).getMath()), space) for name in names}
    events: dict[float, list[tuple[str, Any]]] = {}
    for n in range(model.getNumEvents()):
        event = model.getEvent(n)
        time = event.getTrigger().getMath().getChild(1).getValue()
        for k in range(event.getNumEventAssignments()):
            one = event.getEventAssignment(k)
            events.setdefault(time, []).append((one.getVariable(), compile(python(one.getMath()), "event", "eval")))
    space |= begun

    def rates(_: float, levels: np.ndarray) -> list[float]:
        space.update(zip(names, levels.tolist(), strict=True))
        for code in follow:
            exec(code, space)
        return [eval(code, space) for code in rated]

    edges = [0.0, *sorted(time for time in events if time < days[-1]), float(days[-1])]
    levels, rows = np.array([begun[name] for name in names], dtype=float), []
    for begin, end in pairwise(edges):
        space.update(zip(names, levels.tolist(), strict=True))
        # All values of one moment are taken before any is set, as SBML asks.
        changed = {name: eval(code, space) for name, code in events.get(begin, [])}
        space |= changed
        levels = np.array([changed.get(name, level) for name, level in zip(names, levels.tolist(), strict=True)])
        asked = days[(days >= begin) & (days < end) | (days == end) * (end == days[-1])]
        found = solve_ivp(
            rates, (begin, end), levels, "LSODA", np.union1d(asked, [end]), rtol=1e-9, atol=1e-12, max_step=1.0
        )
        assert found.success
        rows.append(found.y.T[np.isin(found.t, asked)])
        levels = found.y[:, -1]
    return names, np.concatenate(rows)


def python(formula: Any) -> str:
    settings = libsbml.L3ParserSettings()
    settings.setParseUnits(False)
    return (
        str(libsbml.formulaToL3StringWithSettings(formula, settings)).replace("^", "**").replace(" dimensionless", "")
    )


def ordered(rules: dict[str, str]) -> list[tuple[str, str]]:
    """Assignment rules so that each comes after those it needs."""
    done: list[str] = []
    while len(done) < len(rules):
        for name, text in rules.items():
            if name not in done and set(compile(text, name, "eval").co_names) & rules.keys() <= set(done):
                done.append(name)
    return [(name, rules[name]) for name in done]
