"""Blocks and pages of the reference results, rendered once for all tests of a process."""

from __future__ import annotations

from functools import cache

import pytest
from tests.reference import synthetic

from microthermal import report
from microthermal.report.blocks import PageBlock
from microthermal.report.reportable import Reportable
from microthermal.report.sections import Section


@cache
def _rendered(result: str) -> tuple[str, dict[str, PageBlock | None]]:
    """Whole page of a reference result, and the blocks of its sections as they were put on it."""
    found: dict[str, PageBlock | None] = {}
    render = Section.__call__

    def noted(section: Section, subject: Reportable) -> PageBlock | None:
        found[section.kind] = render(section, subject)
        return found[section.kind]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Section, "__call__", noted)
        return report.html(synthetic.results()[result]), found


def block(result: str, kind: str) -> PageBlock | None:
    """Block of one section of a reference result; None where the section does not apply."""
    return _rendered(result)[1][kind]


def page(result: str) -> str:
    """Whole page of a reference result."""
    return _rendered(result)[0]
