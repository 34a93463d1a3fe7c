"""Measured zones beside the model: what was measured, and a run of the model against some of it or all."""

from __future__ import annotations

from microthermal import validation
from microthermal.documents.sentences import read_choice
from microthermal.errors import Fault, InputError
from microthermal.report.spelling import spelt
from microthermal.report.validation.page import sentence, validation_sections
from microthermal.report.validation.rows import ROLES, measured_text, open_text
from microthermal.web.documents.blocks import block_document
from microthermal.web.documents.held import flag_in, only
from microthermal.web.pages import Answer, Request, Work


def answer(request: Request) -> Answer:
    """Every measurement that the model is judged by, without the model."""
    only(request)
    return {
        "cases": [
            {
                "name": one.name, "title": spelt(one.title), "group": one.group, "role": ROLES[one.role],
                "counts": one.counts, "quick": one.quick, "measured": spelt(measured_text(one)),
                "basis": spelt(one.measured.basis), "open": spelt(open_text(one)), "source": one.citation.source,
                "where": spelt(one.citation.where), "read": one.citation.read, "note": spelt(one.note),
            }
            for one in validation.cases()
        ]
    }  # fmt: skip


def judged(request: Request, work: Work) -> Answer:
    """Run the model against measurements.

    Parameters
    ----------
    request : dict
        ``cases``, names of measurements, all quick ones if left out; ``whole``, whether what a source leaves open is
        varied, which takes a band and minutes.
    work : Work
        Whom to tell how far it is.

    Raises
    ------
    InputError
        If there is no such measurement.
    """
    only(request, "cases", "whole")
    whole, names = flag_in(request, "whole", otherwise=False), request.get("cases")
    if names is not None and (
        not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names)
    ):
        raise InputError([Fault("cases", "must be a list of names of measurements")])
    every = {one.name: one for one in validation.cases()}
    chosen = (
        None
        if names is None
        else [every[read_choice(one, tuple(every), "measurement")] for one in dict.fromkeys(names)]
    )
    found = validation.validate(chosen, quick=not whole, progress=work.tell)
    return {
        "sentence": spelt(sentence(found)),
        "verdicts": {one.case.name: one.verdict for one in found.found},
        "sections": [
            {"kind": kind, "title": spelt(title), **block_document(block)}
            for kind, title, block in validation_sections(found)
            if kind not in ("unused", "sources")
        ],
    }  # fmt: skip
