"""A report as PDF: tagged for screen readers, with its fonts, the same bytes each time."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from microthermal.errors import ConvergenceError, InputError, brief
from microthermal.report.disclaimer import DISCLAIMER
from microthermal.report.page import Shown, content, stamp_of
from microthermal.report.paper.document import document
from microthermal.report.spelling import spelt

# A PDF that screen readers can read in order, with words for every figure (ISO 14289-1).
_STANDARD = "ua-1"


def pdf(found: Shown) -> bytes:
    """Report of a result as a PDF.

    Parameters
    ----------
    found : Simulation, Plan, Window, TimingStudy, Validation, SideBySide, Sensitivity, SweepPage or Fit
        What is to be shown.

    Raises
    ------
    InputError
        If Typst is not installed.
    ConvergenceError
        If Typst cannot set the report.
    """
    typst = setter()
    title, sections = content(found)
    laid, stamp = document(sections), stamp_of(found)
    page = {
        "title": spelt(title), "disclaimer": DISCLAIMER, "sections": laid.sections, "program": "microthermal",
        "stamp": f"microthermal {stamp.version} · {stamp.date} · seed {stamp.seed} · inputs {stamp.digest[:12]}",
    }  # fmt: skip
    files = {"main": _template(), "page.json": json.dumps(page).encode(), **laid.figures}
    try:
        made: bytes = typst.compile(
            files, font_paths=[_fonts()], ignore_system_fonts=True, pdf_standards=[_STANDARD], timestamp=0
        )
    except (typst.TypstError, RuntimeError) as error:
        raise ConvergenceError(f"Typst cannot set this report: {brief(str(error))}") from error
    return made


def setter() -> Any:
    """Typst, which sets what is printed.

    Raises
    ------
    InputError
        If it is not installed.
    """
    try:
        import typst
    except ImportError:
        text = "a report as PDF is set by Typst; install it with: pip install 'microthermal[pdf]'"
        raise InputError(text) from None
    return typst


def sheet_file(path: Path | str) -> Path:
    """Path of a PDF.

    Raises
    ------
    InputError
        If its name does not end as that of a PDF does.
    """
    target = Path(path)
    if target.suffix.lower() != ".pdf":
        raise InputError(f"a report on paper is a PDF; write for example '{target.with_suffix('.pdf').name}'")
    return target


@cache
def _template() -> bytes:
    return resources.files("microthermal.report").joinpath("paper", "paper.typ").read_bytes()


@cache
def _fonts() -> str:
    """Folder of the fonts that matplotlib comes with, in which figures are measured."""
    import matplotlib as mpl

    return str(Path(mpl.get_data_path()) / "fonts" / "ttf")
