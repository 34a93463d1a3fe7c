"""Blocks and pages of the reference results, rendered once for all tests of a process."""

from __future__ import annotations

from functools import cache

import pytest
from tests.reference import synthetic

from microthermal import report
from microthermal.report import page as paging
from microthermal.report.blocks import PageBlock
from microthermal.report.reportable import Reportable
from microthermal.report.sections import Section

Laid = list[tuple[str, str, PageBlock]]


@cache
def _rendered(result: str) -> tuple[str, dict[str, PageBlock | None], Laid]:
    """Whole page of a reference result, blocks of its sections as they were put on it, and what they are laid from."""
    found: dict[str, PageBlock | None] = {}
    laid: Laid = []
    render, content = Section.__call__, paging.content

    def noted(section: Section, subject: Reportable) -> PageBlock | None:
        found[section.kind] = render(section, subject)
        return found[section.kind]

    def kept(subject: Reportable) -> tuple[str, Laid]:
        title, sections = content(subject)
        laid.extend(sections)
        return title, sections

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Section, "__call__", noted)
        patch.setattr(paging, "content", kept)
        return report.html(synthetic.results()[result]), found, laid


def block(result: str, kind: str) -> PageBlock | None:
    """Block of one section of a reference result; None where the section does not apply."""
    return _rendered(result)[1][kind]


def page(result: str) -> str:
    """Whole page of a reference result."""
    return _rendered(result)[0]


def laid(result: str) -> Laid:
    """Kind, heading and block of each section on the page of a reference result."""
    return _rendered(result)[2]
