"""A course of healing for other programs: SBML with its visits and drugs as events, SED-ML, table.

Needs libSBML (and for archives libSEDML): the extra ``exchange``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Band, Healing, Visit
from microthermal.healing import medicine
from microthermal.healing.exchange.levels import LEVELS, Word, at_level, name_parts
from microthermal.healing.exchange.libraries import library
from microthermal.healing.exchange.literals import literals_dimensionless
from microthermal.healing.models import Exported, _needles
from microthermal.healing.models._compiled import DAY, Compiled, compiled
from microthermal.healing.models.cascade import with_injury

_POINTS = 180
# Relative and absolute tolerance and most steps, as KiSAO names them: with CVODE's usual ones curves differ by 1e-3.
_TOLERANCES = (("KISAO:0000209", "1e-10"), ("KISAO:0000211", "1e-13"), ("KISAO:0000415", "200000"))


def run_sbml(
    healing: Exported,
    visits: tuple[Visit, ...],
    condition: Condition,
    until: float,
    words: Mapping[str, Word] | None = None,
    level: str = "3.2",
    groups: bool = True,
) -> str:
    """SBML of one course: coefficients and levels of the condition, the visits and the steps of medicine as events.

    Parameters
    ----------
    healing : Exported
        The model.
    visits : tuple of Visit
        As for :meth:`~microthermal.healing.models.HealingModel.follow_visits`.
    condition : Condition
        As for :meth:`~microthermal.healing.models.HealingModel.follow_visits`.
    until : float
        Time after the first laser [s].
    words : Mapping, optional
        Names and notes of species and coefficients.
    level : str, optional
        Level and version of SBML, one of ``LEVELS``.
    groups : bool, optional
        Whether to name the modules of the model by the package of groups, which some tools do not read.

    Notes
    -----
    Medicine and needles before the first laser, or at its moment, are left in the levels from which the run starts.
    """
    libsbml = library("libsbml")
    ready = compiled(healing.sbml)
    constants, levels, deliveries = healing.meeting(visits, condition, until)
    hurt = ready.starting(with_injury(ready, constants, visits[0].injury), levels)
    document = libsbml.readSBMLFromString(healing.sbml)
    model = document.getModel()
    for name, value in ready.named(hurt).items():
        model.getParameter(name).setValue(value)
    edges, factors = medicine.schedule(deliveries, tuple(visit.time for visit in visits), until)
    later = int(np.searchsorted(edges, 0.0))
    edges, factors = edges[later:], {name: values[later:] for name, values in factors.items()}
    for name, values in factors.items():
        model.getParameter(f"production_{name}").setConstant(False)
        model.getParameter(f"production_{name}").setValue(float(values[0]))
    for number, begin in enumerate(edges[1:-1].tolist(), start=1):
        changed = {
            f"production_{name}": repr(float(values[number]))
            for name, values in factors.items()
            if values[number] != values[number - 1]
        }
        if changed:
            _event(model, f"medicine_{number}", begin, changed)
    needles = [one for one in _needles.rounds(visits, until) if one.time > 0.0]
    for number, visit in enumerate(visits[1:], start=2):
        now = [one for one in needles if one.time == visit.time]
        _visit(model, ready, f"visit_{number}", visit, with_injury(ready, constants, visit.injury), needles=now)
    between = {one.time for one in needles} - {visit.time for visit in visits}
    for number, time in enumerate(sorted(between), start=1):
        _event(model, f"needles_{number}", time, _pricked(model, ready, [one for one in needles if one.time == time]))
    name_parts(model, words or {})
    return at_level(str(libsbml.writeSBMLToString(document)), level, groups)


def modules_of(healing: Exported) -> dict[str, tuple[str, ...]]:
    """Modules of the model by title, each with its species."""
    libsbml = library("libsbml")
    model = libsbml.readSBMLFromString(healing.sbml).getModel()
    groups = model.getPlugin("groups").getListOfGroups()
    return {
        group.getName(): tuple(group.getMember(number).getIdRef() for number in range(group.getNumMembers()))
        for group in (groups.get(number) for number in range(groups.size()))
    }


def _event(model: Any, name: str, time: float, changed: dict[str, str]) -> None:
    libsbml = library("libsbml")
    event = model.createEvent()
    event.setId(name)
    event.setUseValuesFromTriggerTime(True)
    trigger = event.createTrigger()
    trigger.setInitialValue(False)
    trigger.setPersistent(True)
    trigger.setMath(libsbml.parseL3Formula(f"time >= {time / DAY!r} day"))
    for target, formula in changed.items():
        assignment = event.createEventAssignment()
        assignment.setVariable(target)
        math = libsbml.parseL3Formula(formula)
        if math.isNumber():
            math.setUnits(model.getParameter(target).getUnits())
        literals_dimensionless(math)
        assignment.setMath(math)


def _visit(model: Any, ready: Compiled, name: str, visit: Visit, constants: Any, needles: list[_needles.Round]) -> None:
    """Event that does to the species what the initial assignments do at the first visit, upon needles of its moment."""
    told = {key: value for key, value in ready.named(constants).items() if key.startswith(("injury_", "zone_"))}
    changed = _hurt(model, ready, told, before=_pricked(model, ready, needles))
    for key, value in told.items():
        if value != model.getParameter(key).getValue() or not model.getParameter(key).getConstant():
            model.getParameter(key).setConstant(False)
            changed[key] = repr(value)
    _event(model, name, visit.time, changed)


def _pricked(model: Any, ready: Compiled, some: list[_needles.Round]) -> dict[str, str]:
    """Formulas of the species that rounds of needles change, one upon the other."""
    changed: dict[str, str] = {}
    for one in some:
        changed = _hurt(model, ready, _needles.told(one), before=changed)
    return changed


def _hurt(model: Any, ready: Compiled, told: Mapping[str, float], before: Mapping[str, str]) -> dict[str, str]:
    """Formulas of the species that an injury changes: the initial assignments with its numbers, upon those before."""
    libsbml = library("libsbml")
    changed = dict(before)
    for species in ready.species:
        text = libsbml.formulaToL3String(model.getInitialAssignmentBySymbol(species).getMath())
        text = re.sub(r"\bstart_(\w+)", lambda found: f"({before[found[1]]})" if found[1] in before else found[1], text)
        for key, value in told.items():
            text = re.sub(rf"\b{key}\b", repr(value), text)
        if text.strip("( )") != species:
            changed[species] = text
    return changed


def run_sedml(
    modules: Mapping[str, tuple[str, ...]],
    until: float,
    words: Mapping[str, Word] | None = None,
    level: str = "3.2",
    model: str = "model.xml",
) -> str:
    """SED-ML of the run: the model, a uniform time course by CVODE, a report of the species, a plot for each module.

    Parameters
    ----------
    modules : Mapping
        Titles to species.
    until : float
        End [s].
    words : Mapping, optional
        Names of the species in the plots.
    level : str, optional
        Level and version of the SBML, one of ``LEVELS``.
    model : str
        File of the model beside it.
    """
    libsedml = library("libsedml")
    document = libsedml.SedDocument(1, 3)
    part = document.createModel()
    part.setId("model")
    part.setLanguage("urn:sedml:language:sbml")
    part.setSource(model)
    _course(document, until)
    report = document.createReport()
    report.setId("report")
    report.setName("every species")
    species = [name for names in modules.values() for name in names]
    for name in ("time", *species):
        _generator(document, name)
        column = report.createDataSet()
        column.setId(f"column_{name}")
        column.setLabel(name)
        column.setDataReference(f"data_{name}")
    for number, (title, names) in enumerate(modules.items()):
        _plot(document, f"plot_{number}", title, names, words or {})
    text = str(libsedml.writeSedMLToString(document))
    # The prefix of the targets must be declared for programs that read the paths.
    return text.replace("<sedML ", f'<sedML xmlns:sbml="{LEVELS[level]}" ', 1)


def _course(document: Any, until: float) -> None:
    course = document.createUniformTimeCourse()
    course.setId("course")
    course.setInitialTime(0.0)
    course.setOutputStartTime(0.0)
    course.setOutputEndTime(until / DAY)
    course.setNumberOfPoints(_POINTS)
    algorithm = course.createAlgorithm()
    algorithm.setKisaoID("KISAO:0000019")
    for term, value in _TOLERANCES:
        parameter = algorithm.createAlgorithmParameter()
        parameter.setKisaoID(term)
        parameter.setValue(value)
    task = document.createTask()
    task.setId("run")
    task.setModelReference("model")
    task.setSimulationReference("course")


def _generator(document: Any, name: str) -> None:
    generator = document.createDataGenerator()
    generator.setId(f"data_{name}")
    variable = generator.createVariable()
    variable.setId(f"variable_{name}")
    variable.setTaskReference("run")
    if name == "time":
        variable.setSymbol("urn:sedml:symbol:time")
    else:
        variable.setTarget(f"/sbml:sbml/sbml:model/sbml:listOfSpecies/sbml:species[@id='{name}']")
    generator.setMath(library("libsedml").parseFormula(f"variable_{name}"))


def _plot(document: Any, name: str, title: str, species: tuple[str, ...], words: Mapping[str, Word]) -> None:
    """Levels of some species over time [d]."""
    plot = document.createPlot2D()
    plot.setId(name)
    plot.setName(title)
    for one in species:
        curve = plot.createCurve()
        curve.setId(f"curve_{one}")
        curve.setName(words[one].title if one in words else one)
        curve.setLogX(False)
        curve.setLogY(False)
        curve.setXDataReference("data_time")
        curve.setYDataReference(f"data_{one}")


def table(healing: Healing, band: Band | None = None) -> str:
    """Course as CSV: time in days, each species, and with a band its lower and upper end.

    Parameters
    ----------
    healing : Healing
        The course.
    band : Band, optional
        At the same times.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heads, columns = ["time [day]"], [healing.time / DAY]
    for number, name in enumerate(healing.species):
        heads.append(f"{name} [1]")
        columns.append(healing.state[:, number])
        if band is not None:
            heads += [f"{name} low [1]", f"{name} high [1]"]
            columns += [band.low[:, number], band.high[:, number]]
    writer.writerow(heads)
    writer.writerows([f"{value:.10g}" for value in row] for row in np.column_stack(columns))
    return text.getvalue()
