"""Cases of the verification page for healing: fixed points, balances, another engine, finer steps, the SBML itself."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import libsbml
import numpy as np
from tests.verification.rows import Row
from tests.verification.test_healing_cascade import (
    AFL_5,
    AFL_20,
    CONDITIONS,
    DAY,
    HEALTHY,
    NAFL,
    NOTHING,
    Twin,
    delivery,
    own_units,
)

import microthermal
from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Visit
from microthermal.errors import ConvergenceError
from microthermal.healing.models._compiled import compiled
from microthermal.healing.models.cascade import Cascade, with_injury

FILE = Path(microthermal.__file__).parent / "library" / "healing" / "cascade.xml"
# A species whose healthy level is 0 has its error counted against this fraction of a healthy level.
LEAST_PEAK = 1e-3
DRAWS = 20


def _cascade() -> Cascade:
    model = catalog.healing_model("cascade")
    if not isinstance(model, Cascade):
        raise TypeError("the library's healing model is not the cascade")
    return model


def _drift(condition: Condition, days: float) -> float:
    course = _cascade().follow(NOTHING, condition, (), days * DAY)
    return float(np.abs(course.state - course.state[0]).max())


def resting() -> list[Row]:
    """Uninjured skin stays as it is: exactly when healthy, to rounding with a condition."""
    rows = [Row("no injury, healthy", "greatest change of any level in ten years", "exact", 0.0, _drift(HEALTHY, 3650))]
    for name in CONDITIONS:
        condition = catalog.condition(name)
        quantity = "greatest change of any level in a year"
        title = f"no injury, {condition.title.lower()}"
        rows.append(Row(title, quantity, "exact", 0.0, _drift(condition, 365), 0.0, 1e-9))
    return rows


@lru_cache(maxsize=2)
def _positive() -> float:
    """Least level of any species over draws, injuries and conditions, before rounding is cut off.

    Draws are taken in order; those with which untreated skin would not keep the condition are passed over, as among
    persons.
    """
    cascade, posterior, least = _cascade(), healing_posterior(), np.inf
    ready = compiled(cascade.sbml)
    times, edges = np.linspace(0.0, 180.0, 721) * DAY, np.array([0.0, 180.0]) * DAY
    for name in ("healthy", "hypertrophic_scar", "alopecia_areata"):
        followed = 0
        for row in posterior.values:
            changed = dict(zip(posterior.names, row.tolist(), strict=True))
            try:
                constants, levels = cascade._meeting(ready, catalog.condition(name), changed)
            except ConvergenceError:
                continue
            hurt = with_injury(ready, constants, AFL_20)
            states, _ = ready.course(hurt, ready.injured(ready.starting(hurt, levels)), times, edges, {})
            least = min(least, float(states[:, : len(ready.species)].min()))
            followed += 1
            if followed == DRAWS:
                break
        if followed < DRAWS:
            raise ValueError(f"only {followed} draws keep {name}")
    return least


def balances() -> list[Row]:
    """What must be kept: nothing below 0, collagen of a closed account, a decay that is known."""
    course = _cascade().follow(NOTHING, HEALTHY, (delivery("t_cells", -1.0, level=1e3),), 10 * DAY)
    turnover = {level.name: level.value for level in _cascade().parameters}["t_cell_turnover"]
    left = 1.0 - AFL_20.removed[0] - AFL_20.denatured[0]
    found = float(_cascade().follow(AFL_20, HEALTHY, (), DAY).of("native_collagen")[0])
    title = f"ablation of 20 %, three conditions, {DRAWS} draws each"
    return [
        Row(title, "least level of any species", "at least 0", 0.0, min(_positive(), 0.0), 0.0, 1e-6),
        Row("ablation of 20 %", "native collagen at once", "what is left", left, found, 0.0, 1e-12),
        Row("drug that stops all production of T cells", "T cells after 10 d", "exact",
            float(np.exp(-turnover * 10 * DAY)), float(course.of("t_cells")[-1]), 0.0, 1e-6),
    ]  # fmt: skip


def engines() -> list[Row]:
    """SciPy's LSODA on what libSBML says of the file: the greatest difference, of each species' own peak."""
    rows, twin = [], Twin(_cascade().sbml)
    for name, injury in (("non-ablative", NAFL), ("ablation of 20 %", AFL_20)):
        course = _cascade().follow(injury, HEALTHY, (), 180 * DAY)
        expected = twin.run(own_units(_cascade(), injury), course.time / DAY, "LSODA")
        found = np.column_stack([course.of(each) for each in twin.names])
        worst = np.abs(found - expected).max(axis=0) / np.abs(expected).max(axis=0).clip(LEAST_PEAK)
        quantity = "greatest difference of any species, over its peak"
        rows.append(Row(f"{name}, 180 d", quantity, "SciPy on the SBML", 0.0, float(worst.max()), 0.0, 1e-6))
    return rows


def steps() -> list[Row]:
    """What tighter tolerances change, and how the error falls with them."""
    ready = compiled(_cascade().sbml)
    constants, levels, _ = _cascade().meeting((Visit(injury=AFL_5),), HEALTHY, 180 * DAY)
    hurt = with_injury(ready, constants, AFL_5)
    start = ready.injured(ready.starting(hurt, levels))
    times, edges = np.linspace(0.0, 180.0, 361) * DAY, np.array([0.0, 180.0]) * DAY

    def run(relative: float) -> np.ndarray:
        return ready.course(hurt, start, times, edges, {}, (relative, 1e-3 * relative))[0]

    exact = run(1e-12)
    peak = np.abs(exact).max(axis=0).clip(LEAST_PEAK)
    errors = [float((np.abs(run(each) - exact).max(axis=0) / peak).max()) for each in (1e-4, 1e-6, 1e-8)]
    slope = float(np.log10(errors[0] / errors[2]) / 4.0)
    return [
        Row("ablation of 5 %", "error of the usual steps, over the peak", "steps of 1e-12", 0.0, errors[1], 0.0, 1e-6),
        Row("ablation of 5 %", "decades of error by decade of tolerance", "theory", 1.0, slope, 0.0, 0.4),
    ]


def file() -> list[Row]:
    """The SBML as libSBML judges it."""
    document = libsbml.readSBMLFromFile(str(FILE))
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, True)
    document.checkConsistency()
    model = document.getModel()
    bare = sum(not model.getParameter(number).isSetUnits() for number in range(model.getNumParameters()))
    return [
        Row("cascade.xml", "faults and warnings, units checked", "libSBML", 0.0, float(document.getNumErrors())),
        Row("cascade.xml", "parameters without a unit", "none", 0.0, float(bare)),
    ]


def continued() -> list[Row]:
    """A visit that does nothing changes nothing: a course in two pieces is the course in one."""
    nothing = replace(NOTHING)
    visits = (Visit(injury=NAFL), Visit(time=20 * DAY, injury=nothing))
    pieces, whole = (_cascade().follow_visits(each, HEALTHY, 60 * DAY) for each in (visits, visits[:1]))
    worst = np.abs(pieces.state[-1] - whole.state[-1]) / np.abs(whole.state).max(axis=0).clip(LEAST_PEAK)
    quantity = "greatest difference after 60 d, over the peak"
    return [Row("a visit without a laser", quantity, "the course without it", 0.0, float(worst.max()), 0.0, 1e-6)]


CASES = [resting, balances, engines, steps, file, continued]
