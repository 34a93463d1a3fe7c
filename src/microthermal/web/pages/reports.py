"""Reports of a case, as the command line writes them: of a treatment, of its window, of a plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from microthermal import report, store
from microthermal.cases.treatment import treatment_case
from microthermal.catalog.device_steps import step_cautions
from microthermal.planning.case import plan_case
from microthermal.planning.plan import plan_of
from microthermal.planning.window.map import banded, banded_plan, window_of
from microthermal.report.live.page import live
from microthermal.report.live.starts import unmoved
from microthermal.simulation.chain import simulate
from microthermal.web.pages import Answer, Request, Work


def simulate_report(case: Request, work: Work) -> Answer:
    """Simulate a treatment: its report, its run, and its zone that moves where it can."""
    asked = treatment_case(case)
    work.tell(0, 4, "light, heat, damage, healing")
    found = simulate(asked.skin, asked.treatment, asked.condition, asked.settings)
    doubts = step_cautions(asked.device, asked.treatment.pulse, asked.treatment.pattern)
    found = replace(found, title=asked.title, date=asked.date, cautions=(*found.cautions, *doubts))
    work.tell(1, 4, "scenarios")
    window = banded(found)
    work.tell(2, 4, "the report")
    store.save(found, work.folder / "run.nc")
    report.write(window, work.folder / "report.html")
    work.tell(3, 4, "the zone that moves")
    why = "" if found.treatment.pulse.zoneless else "; ".join(unmoved(found))
    if not why:
        (work.folder / "live.html").write_text(live(found), encoding="utf-8")
    return {"title": found.title, "files": _files(work.folder), "unmoved": why}


def window_report(case: Request, work: Work) -> Answer:
    """Draw the window of a treatment: its report."""
    asked = treatment_case(case)
    report.write(window_of(asked, progress=work.tell), work.folder / "report.html")
    return {"title": asked.title, "files": _files(work.folder)}


def plan_report(case: Request, work: Work) -> Answer:
    """Find a plan: its report and its run."""
    asked = plan_case(case)
    found = plan_of(asked, progress=work.tell)
    store.save(found, work.folder / "run.nc")
    report.write(banded_plan(found), work.folder / "report.html")
    return {"title": asked.title, "files": _files(work.folder)}


def _files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())
