"""The page: sections in their order, laid out by a template, written as one file."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from microthermal.catalog.reading.state import one_state
from microthermal.errors import InputError
from microthermal.files import write_text
from microthermal.fitting.records import Fit
from microthermal.planning.injection_day.study import TimingStudy
from microthermal.report.blocks import PageBlock
from microthermal.report.comparison.page import comparison_sections
from microthermal.report.disclaimer import DISCLAIMER as DISCLAIMER
from microthermal.report.fitting.page import fit_sections
from microthermal.report.reportable import Reportable
from microthermal.report.sections import shown
from microthermal.report.sensitivity.page import sensitivity_sections
from microthermal.report.spelling import spelt
from microthermal.report.sweeping.page import SweepPage, sweep_sections
from microthermal.report.timing_study import timing_sections
from microthermal.report.validation.page import validation_sections
from microthermal.report.wording import title_of
from microthermal.simulation.records import Stamp
from microthermal.studies.compare.records import SideBySide
from microthermal.studies.sensitivity.records import Sensitivity
from microthermal.validation.records import Validation

if TYPE_CHECKING:
    import jinja2

Shown: TypeAlias = Reportable | TimingStudy | Validation | SideBySide | Sensitivity | SweepPage | Fit


@one_state()
def html(found: Shown) -> str:
    """Report of a result as the text of one HTML page that needs nothing from the network.

    Parameters
    ----------
    found : Simulation, Plan, Window, TimingStudy, Validation, SideBySide, Sensitivity, SweepPage or Fit
        What is to be shown.
    """
    title, blocks = content(found)
    template = _environment().get_template("report.html.j2")
    return template.render(title=title, disclaimer=DISCLAIMER, sections=blocks, style=_style(), stamp=stamp_of(found))


def stamp_of(found: Shown) -> Stamp:
    """Where a result comes from."""
    return found.simulation.stamp if isinstance(found, TimingStudy) else found.stamp


def content(found: Shown) -> tuple[str, list[tuple[str, str, PageBlock]]]:
    """Title of a page, and kind, heading and block of its sections."""
    if isinstance(found, TimingStudy):
        return found.simulation.title, timing_sections(found)
    if isinstance(found, Validation):
        return "Validation: the model beside what was measured", validation_sections(found)
    if isinstance(found, SideBySide):
        return found.title, comparison_sections(found)
    if isinstance(found, Sensitivity):
        return found.title, sensitivity_sections(found)
    if isinstance(found, SweepPage):
        return found.title, sweep_sections(found)
    if isinstance(found, Fit):
        return f"Fit: {found.title}", fit_sections(found)
    return title_of(found), shown(found)


def write(found: Shown, path: Path | str) -> None:
    """Write the report of a result as one HTML file.

    Parameters
    ----------
    found : Simulation, Plan, Window, TimingStudy, Validation, SideBySide, Sensitivity, SweepPage or Fit
        What is to be shown.
    path : Path or str
        File to write; it appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    write_text(page_file(path), html(found))


def page_file(path: Path | str) -> Path:
    """Path of a page.

    Raises
    ------
    InputError
        If its name does not end as that of a page does.
    """
    target = Path(path)
    if target.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"a report is an HTML page; write for example '{target.with_suffix('.html').name}'")
    return target


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    loader = jinja2.PackageLoader("microthermal.report", "templates")
    layout: Any = {"trim_blocks": True, "lstrip_blocks": True}
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, finalize=_spelt, **layout
    )


def _spelt(value: object) -> object:
    # Figures and styles are left as they are.
    return spelt(value) if type(value) is str else value


@cache
def _style() -> str:
    return resources.files("microthermal.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
