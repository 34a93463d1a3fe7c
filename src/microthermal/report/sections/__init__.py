"""Sections of a report: each one turns a result into a block; one file per section, with its figures beside it."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from microthermal.registry import Registry
from microthermal.report.blocks import Block
from microthermal.report.reportable import Reportable


class Section(Protocol):
    """A part of the report. Sections appear by ``order``; cautions come early, sources last."""

    kind: ClassVar[str]
    title: ClassVar[str]
    order: ClassVar[int]

    def applies(self, result: Reportable) -> bool:
        """Whether this section has anything to say of a result."""
        ...

    def render(self, result: Reportable) -> Block:
        """Words, tables and figures; reads numbers of the result and computes none."""
        ...


section = Registry("report section", __name__)


@runtime_checkable
class Headed(Protocol):
    """A section whose heading hangs on the result."""

    def heading(self, result: Reportable) -> str:
        """Heading in place of the title."""
        ...


def heading_of(one: Section, result: Reportable) -> str:
    """Heading of a section on the page of a result."""
    return one.heading(result) if isinstance(one, Headed) else one.title


def sections() -> tuple[Section, ...]:
    """All sections in the order of the page."""
    found: list[Section] = [cls() for cls in section]
    return tuple(sorted(found, key=lambda one: one.order))
