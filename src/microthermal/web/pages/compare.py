"""Two treatments side by side: of a case, of an earlier result, or as they were published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from microthermal import catalog, report
from microthermal.documents.sentences import read_choice
from microthermal.errors import Fault, InputError
from microthermal.planning.records import Plan
from microthermal.report.comparison.page import comparison_sections
from microthermal.report.spelling import spelt
from microthermal.studies.compare.comparing import compare
from microthermal.studies.compare.subjects import Chosen, Comparable
from microthermal.web.documents.blocks import block_document
from microthermal.web.documents.held import earlier, only, read, simulated, text_in, whole_in
from microthermal.web.pages import Answer, Request, Work

_OPTIONS = 100
_FOLDED = ("cautions", "sources")


def published(request: Request) -> Answer:
    """Treatments of the literature that can be simulated, and those that cannot, with what their sources lack."""
    only(request)
    return {
        "published": [
            {
                "name": one.name,
                "title": spelt(one.title),
                "conditions": list(one.conditions),
                "lacks": list(one.unstated),
            }
            for one in catalog.library().published
        ]
    }


def answer(request: Request, work: Work) -> Answer:
    """Compare two treatments under the doubts that both share.

    Parameters
    ----------
    request : dict
        ``a`` and ``b``, each a table with ``case`` (as a case file holds it), ``published`` (a name of the library), or
        ``of`` (an earlier result) with the ``number`` of its option; ``goal``, by which both are scored.
    work : Work
        Whom to tell how far it is, and the folder of the report.

    Raises
    ------
    InputError
        With every fault of a side, or if it cannot be simulated.
    """
    only(request, "a", "b", "goal")
    a, b = (_side(request.get(name), name, work.folder) for name in ("a", "b"))
    name = text_in(request, "goal", "")
    found = compare(a, b, catalog.goal(name) if name else None, progress=work.tell)
    report.write(found, work.folder / "report.html")
    return {
        "title": spelt(found.title), "files": ["report.html"],
        "sections": [
            {"kind": kind, "title": spelt(title), "folded": kind in _FOLDED, **block_document(block)}
            for kind, title, block in comparison_sections(found)
        ],
    }  # fmt: skip


def _side(given: object, name: str, folder: Path) -> Comparable:
    if not isinstance(given, Mapping):
        raise InputError([Fault(name, "must be a table with case, published, or of")])
    kinds = [kind for kind in ("case", "published", "of") if kind in given]
    if len(kinds) != 1:
        raise InputError([Fault(name, "must hold one of case, published, of")])
    only(given, "case", "published", "of", "number")
    if kinds == ["case"]:
        read(given["case"])
        return simulated(given["case"])
    if kinds == ["published"]:
        every = {one.name: one for one in catalog.library().published}
        return every[read_choice(text_in(given, "published"), tuple(every), "published treatment")]
    found = earlier(given["of"], folder)
    return Chosen(found, whole_in(given, "number", 1, _OPTIONS, 1)) if isinstance(found, Plan) else found
