"""Sections of a report: each one turns a result into a block; one file per section, with its figures beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeAlias

from microthermal.registry import Registry
from microthermal.report.blocks import PageBlock
from microthermal.report.reportable import Reportable, lasered

Function: TypeAlias = Callable[[Any], PageBlock | None]


class Section:
    """A function of a result, with its heading and its place; calling it gives the block, or None if it does not apply.

    It puts numbers of the result into words, tables and figures, and computes none.
    """

    def __init__(
        self, function: Function, kind: str, title: str, order: int, of: Callable[[Reportable], Any], laser: bool
    ) -> None:
        update_wrapper(self, function)
        self.function, self.kind, self.title, self.order, self.of = function, kind, title, order, of
        self.laser = laser

    def __call__(self, result: Reportable) -> PageBlock | None:
        """Block of this section on the page of a result."""
        subject = self.of(result) if lasered(result) or not self.laser else None
        return None if subject is None else self.function(subject)


sections = Registry("report section", __name__)


def section(
    kind: str,
    *,
    title: str,
    order: int,
    of: Callable[[Reportable], Any] = lambda result: result,
    laser: bool = False,
) -> Callable[[Function], Section]:
    """Enter a function as a section; used as a decorator.

    Parameters
    ----------
    kind : str
        Name of the section, and of its place in the page.
    title : str
        Heading, unless the block has one of its own.
    order : int
        Sections appear by it; cautions come early, sources last.
    of : callable, optional
        What of a result the function is handed; where it gives None, the section does not apply.
    laser : bool, optional
        Whether it speaks of a laser, and has nothing to say where none is used.
    """
    return lambda function: sections(Section(function, kind, title, order, of, laser))


def shown(result: Reportable, *among: Section) -> list[tuple[str, str, PageBlock]]:
    """Kind, heading and block of each section that applies to a result, in the order of the page.

    Parameters
    ----------
    result : Simulation, Plan or Window
        What is to be shown.
    *among : Section
        Sections to choose from; all if left out.
    """
    found = ((one, one(result)) for one in sorted(among or sections, key=lambda one: one.order))
    return [(one.kind, block.heading or one.title, block) for one, block in found if block is not None]
