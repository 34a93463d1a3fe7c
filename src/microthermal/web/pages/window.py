"""The window of a treatment: every limit as a gauge, and the settings of its device over energy and density."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

from microthermal.catalog.device_steps import step_words
from microthermal.planning.records import Judgement, Verdict
from microthermal.planning.window.map import WindowMap, map_of
from microthermal.report.sections.window.gauges import Gauge
from microthermal.report.sections.window.window import gauge_of
from microthermal.report.spelling import spelt
from microthermal.report.wording import band, device_title, judgement_of
from microthermal.units import parse, show
from microthermal.web.documents.held import flag_in, only, read, simulated, windowed
from microthermal.web.documents.map_shapes import map_shapes
from microthermal.web.offers import device_offer
from microthermal.web.pages import Answer, Request, Work

# A gauge is drawn to this many times its stop limit; what lies beyond is drawn at its end.
_END = 1.3
_VERDICTS = {"ok": "Inside every limit.", "warn": "A limit warns.", "stop": "A stop limit is passed."}
_STATES = ("inside", "warned", "stopped", "too little")


def answer(request: Request, work: Work) -> Answer:
    """Hold a treatment against every limit.

    Parameters
    ----------
    request : dict
        ``case``, one treatment as a case file holds it; ``scenarios``, whether the bands are wanted, which takes a
        simulation for each scenario.
    work : Work
        Whom to tell how far it is.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    only(request, "case", "scenarios")
    wanted = flag_in(request, "scenarios", otherwise=False)
    case = request.get("case", {})
    work.tell(0, 2, "light, heat, damage, healing")
    found = simulated(case)
    work.tell(1, 2, "every scenario" if wanted else "limits")
    judgement = judgement_of(windowed(case) if wanted else found)
    return {"title": found.title, **({} if judgement is None else judgement_document(judgement))}


def judgement_document(judgement: Judgement) -> dict[str, Any]:
    """Gauges, the state of the whole, what is said of it and advised."""
    return {
        "state": judgement.state, "gauges": [_gauge(one) for one in judgement.verdicts],
        "sentences": [spelt(text) for text in judgement.sentences],
        "advice": [spelt(text) for text in judgement.advice],
        "scenarios": list(judgement.scenarios), "verdict": _VERDICTS[judgement.state],
        "bands": spelt(_bands(judgement.scenarios)),
    }  # fmt: skip


def _bands(scenarios: Sequence[str]) -> str:
    if not scenarios:
        return "Nominal skin and device: no scenarios yet. Shades begin at the warn and the stop mark of each limit."
    return f"Pale: the band over {len(scenarios)} scenarios: {'; '.join(scenarios)}."


def _gauge(verdict: Verdict) -> dict[str, Any]:
    limit, found = verdict.limit, gauge_of(verdict)
    return {
        "label": spelt(found.label), "text": spelt(found.text), "band": spelt(band(verdict.estimate)),
        "state": found.state, "word": found.word, "warn_text": spelt(found.warn_text),
        "stop_text": spelt(found.stop_text), "grade": verdict.estimate.grade,
        "source": spelt(limit.source or "–"), **_places(found),
    }  # fmt: skip


def _places(found: Gauge) -> dict[str, float]:
    """Marks of a gauge as fractions of its length."""
    return {
        name: round(min(max(getattr(found, name), 0.0), _END) / _END, 4) for name in ("warn", "value", "low", "high")
    }


def drawn(request: Request, work: Work) -> Answer:
    """Simulate the settings of a device around a treatment.

    Parameters
    ----------
    request : dict
        ``case``, one treatment as a case file holds it.
    work : Work
        Whom to tell how far it is.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    only(request, "case")
    asked = read(request.get("case", {}))
    return map_document(map_of(asked, progress=work.tell))


def map_document(found: WindowMap) -> dict[str, Any]:
    """Axes, settings that the point may take, and for each cell its state and what is said of it.

    Places lie from 0 to 1 along an axis of equal ratios; ``edges`` are those of the cells.
    """
    cells = [
        [
            {"state": _STATES[round(state)], "words": _words(_STATES[round(state)], name, used)}
            for state, name, used in zip(states, names, fractions, strict=True)
        ]
        for states, names, fractions in zip(found.state, found.binding, found.used, strict=True)
    ]
    passes = "one pass" if found.passes == 1 else f"{found.passes} passes"
    offered = device_offer(found.device.name)
    energy = _axis(found.energies.tolist(), offered["energies"], "J")
    density = _axis(found.densities.tolist(), offered["densities"], "1/m**2")
    return {
        "alt": "Settings over energy and density; arrow keys move the point",
        "about": spelt(
            f"{device_title(found.device)}, {passes}. Up: density of a pass. Each cell is simulated in nominal skin, "
            "without scenarios and injections, from resting temperature. "
        ) + _capital(spelt(step_words(found.device))),
        "energy": energy, "density": density, "cells": cells, **map_shapes(energy, density, cells),
    }  # fmt: skip


def _axis(values: list[float], offered: list[str], unit: str) -> dict[str, Any]:
    logs = [math.log(value) for value in values]
    inner = [0.5 * (low + high) for low, high in itertools.pairwise(logs)]
    first, last = (inner[0], inner[-1]) if inner else (logs[0] - 0.2, logs[0] + 0.2)
    low, high = (2 * logs[0] - first, 2 * logs[-1] - last) if inner else (first, last)

    def place(log: float) -> float:
        return round((log - low) / (high - low), 5)

    return {
        "edges": [0.0, *(place(one) for one in inner), 1.0],
        "texts": [{"text": show(value, unit), "place": place(log)} for value, log in zip(values, logs, strict=True)],
        "offered": [{"text": text, "place": place(math.log(parse(text, unit)))} for text in offered],
    }  # fmt: skip


def _words(state: str, binding: str, used: float) -> str:
    by = f" by {binding.replace('_', ' ')}" if binding else ""
    return spelt(f"{state}{by}; the tightest stop limit is used to {show(min(used, 10.0), '%', 2)}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
