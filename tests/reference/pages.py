"""Blocks and pages of the reference results, rendered once for all tests of a process."""

from __future__ import annotations

from functools import cache

from tests.reference import synthetic

from microthermal import report
from microthermal.report.blocks import PageBlock
from microthermal.report.sections import sections


@cache
def block(result: str, kind: str) -> PageBlock | None:
    """Block of one section of a reference result; None where the section does not apply."""
    found: PageBlock | None = sections[kind](synthetic.results()[result])
    return found


@cache
def page(result: str) -> str:
    """Whole page of a reference result."""
    return report.html(synthetic.results()[result])
