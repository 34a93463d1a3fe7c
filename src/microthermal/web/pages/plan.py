"""A plan that can be walked: the front of a goal, questions to it, and its files."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal import report, store
from microthermal.errors import Fault, InputError
from microthermal.planning.case import plan_case
from microthermal.planning.metrics import metrics
from microthermal.planning.plan import plan_of
from microthermal.planning.records import Plan
from microthermal.planning.searches.front import FrontSearch
from microthermal.planning.window.map import banded_plan
from microthermal.store.exports import tables
from microthermal.units import write as write_quantity
from microthermal.web.documents.front import front_document
from microthermal.web.documents.held import earlier_plan, only, text_in, whole_in
from microthermal.web.pages import Answer, Request, Work

_MOST_EVALUATIONS, _WISHES = 600, 12


def answer(request: Request, work: Work) -> Answer:
    """Search a front of treatments for a goal.

    Parameters
    ----------
    request : dict
        ``case``, a plan as a case file holds it, whose ``search`` is one for a front.
    work : Work
        Whom to tell how far it is, and the folder of the run.

    Raises
    ------
    InputError
        With every fault of the case, or if its search is none for a front, or longer than a page waits for.
    """
    only(request, "case")
    case = request.get("case")
    if not isinstance(case, dict):
        raise InputError([Fault("case", "must be a table of settings")])
    asked = plan_case(case)
    if not isinstance(asked.search, FrontSearch):
        raise InputError([Fault("case.search", 'must be one for a front: { kind = "front" }')])
    if asked.search.evaluations > _MOST_EVALUATIONS:
        raise InputError([Fault("case.search.evaluations", f"must be at most {_MOST_EVALUATIONS} on a page")])
    return _kept(plan_of(asked, progress=work.tell), work)


def question(request: Request, work: Work) -> Answer:
    """Ask a plan for another one: rather this, or what is near an option, or more of one for less of another.

    Parameters
    ----------
    request : dict
        ``of``, an earlier plan; and one of ``keep`` (tables of ``metric``, ``below`` and ``value`` in SI, all that is
        wanted now), ``near`` (number of an option) or ``trade`` (two metrics).
    work : Work
        Whom to tell how far it is, and the folder of the run.

    Raises
    ------
    InputError
        If the plan is no longer kept, or that is no question.
    """
    only(request, "of", "keep", "near", "trade")
    asked = [name for name in ("keep", "near", "trade") if name in request]
    if len(asked) != 1:
        raise InputError([Fault("keep", "ask one of keep, near, trade")])
    work.tell(0, 2, "the plan so far")
    plan = earlier_plan(request.get("of"), work.folder)
    work.tell(1, 2, "candidates around the answer, and its scenarios")
    if asked == ["near"]:
        found = plan.near(whole_in(request, "near", 1, 1000, 1))
    elif asked == ["trade"]:
        pair = request["trade"]
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(one, str) for one in pair):
            raise InputError([Fault("trade", "must be a list of two metrics")])
        found = plan.trade(*pair)
    else:
        found = unsaid(plan).prefer(*_statements(request["keep"]))
    return _kept(found, work)


def unsaid(plan: Plan) -> Plan:
    """The plan with all that was tried, but without earlier preferences: a slider that is moved back is no wish."""
    front = plan.search.front
    if front is None:
        return plan
    return replace(plan, search=replace(plan.search, front=replace(front, said=())))


def _statements(wishes: object) -> list[str]:
    if not isinstance(wishes, list) or not 1 <= len(wishes) <= _WISHES:
        raise InputError([Fault("keep", f"must be a list of one to {_WISHES} wishes")])
    return [_statement(one, f"keep.{number}") for number, one in enumerate(wishes)]


def _statement(wish: object, path: str) -> str:
    if not isinstance(wish, dict):
        raise InputError([Fault(path, "must be a table of metric, below and value")])
    only(wish, "metric", "below", "value")
    name, below, value = text_in(wish, "metric"), wish.get("below"), wish.get("value")
    if name not in metrics.kinds():
        raise InputError([Fault(f"{path}.metric", "is no metric")])
    if not isinstance(below, bool):
        raise InputError([Fault(f"{path}.below", "must be true or false")])
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise InputError([Fault(f"{path}.value", "must be a number")])
    return f"{name} {'<' if below else '>'} {write_quantity(float(value), str(metrics[name].unit))}"


def _kept(plan: Plan, work: Work) -> Answer:
    store.save(plan, work.folder / "run.nc")
    return {**front_document(plan), "files": ["run.nc"]}


def export(request: Request, work: Work) -> Answer:
    """Write the report of an earlier plan, and its tables.

    Parameters
    ----------
    request : dict
        ``of``, the plan.
    work : Work
        Whom to tell how far it is, and the folder of the files.

    Raises
    ------
    InputError
        If the plan is no longer kept.
    """
    only(request, "of")
    plan = earlier_plan(request.get("of"), work.folder)
    work.tell(0, 2, "scenarios of the first")
    shown = banded_plan(plan)
    work.tell(1, 2, "the report")
    report.write(shown, work.folder / "report.html")
    for name, table in tables.tables_of(plan).items():
        tables.write(table, work.folder / f"{name}.csv")
    return {"files": sorted(file.name for file in work.folder.iterdir())}
