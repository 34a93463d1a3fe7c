"""Measured zones beside the model: what was measured, and a run of the model against some of it or all."""

from __future__ import annotations

from typing import Any

from microthermal import validation
from microthermal.documents.sentences import read_choice
from microthermal.errors import Fault, InputError
from microthermal.report.spelling import spelt
from microthermal.report.validation.page import sentence, validation_sections
from microthermal.report.validation.rows import ROLES, measured_text, open_text
from microthermal.validation.records import Case
from microthermal.web.documents.blocks import block_document, cell, table
from microthermal.web.documents.held import flag_in, only
from microthermal.web.pages import Answer, Request, Work

_COLUMNS = ("Case", "Measured", "Left open", "Role", "Verdict", "")
_TONES = {"hit": "ok", "near": "warn", "miss": "stop", "unresolved": "stop"}


def answer(request: Request) -> Answer:
    """Every measurement that the model is judged by, without the model, and tables of them by what was measured."""
    only(request)
    every = validation.cases()
    groups = dict.fromkeys(one.group for one in every)
    quick = sum(one.quick for one in every)
    return {
        "cases": [{"name": one.name, "quick": one.quick} for one in every], "quick": f"Run the {quick} quick ones",
        "groups": [
            {"summary": f"{group} ({sum(one.group == group for one in every)})",
             "table": table(_COLUMNS, (_row(one) for one in every if one.group == group), label=group)}
            for group in groups
        ],
        "about": f"{len(every)} measurements. Calibration has set numbers of the model; only what was held out is a "
        "test. A verdict is told when the model was run here, now, with this library.",
    }  # fmt: skip


def _row(one: Case) -> list[dict[str, Any]]:
    where = f"{one.citation.source}: {spelt(one.citation.where)} ({one.citation.read})"
    return [
        cell(one.title, note=where), cell(measured_text(one), strong=True, note=spelt(one.measured.basis)),
        cell(open_text(one) or "nothing"), cell(ROLES[one.role], note="" if one.counts else "not counted"),
        cell("", badge="not run", tone="", mark=one.name), cell("Run", do=one.name, label=f"Run {one.title}"),
    ]  # fmt: skip


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
        "verdicts": {one.case.name: one.verdict for one in found.found}, "tones": _TONES,
        "sections": [
            {"kind": kind, "title": spelt(title), **block_document(block)}
            for kind, title, block in validation_sections(found)
            if kind not in ("unused", "sources")
        ],
    }  # fmt: skip
