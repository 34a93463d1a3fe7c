"""Verdicts in words: what is too much or too little, by which limit, on what source, and what to change."""

from __future__ import annotations

from microthermal.planning.records import Verdict
from microthermal.units import show

_EVIDENCE = {"A": "guideline", "B": "trial", "C": "series of cases", "D": "vendor", "E": "default of this project"}


def verdict_sentence(verdict: Verdict) -> str:
    """One verdict in words, naming the limit, its source and its evidence."""
    estimate, limit = verdict.estimate, verdict.limit
    value = show(estimate.value, estimate.unit)
    edge = limit.stop if verdict.state == "stop" else limit.warn
    mark = show(edge, estimate.unit)
    if verdict.state == "ok":
        return f"Inside: {estimate.meaning} is {value}."
    word = "Stop" if verdict.state == "stop" else "Warning"
    kind = "too little" if limit.under else "too much"
    side = "below" if limit.lower else "above"
    # A band alone can warn: then the nominal value is not yet past the limit.
    past = estimate.value < edge if limit.lower else estimate.value > edge
    where = side if past else f"and its band goes {side}"
    why = f": {limit.text}" if limit.text else ""
    change = f" Change: {limit.advice}." if limit.advice else ""
    return (
        f"{word}, {kind}: {estimate.meaning} is {value}{_band(verdict)}, {where} the limit of {mark}{why}.{change} "
        f"Limit: {limit_source(verdict)}."
    )


def _band(verdict: Verdict) -> str:
    estimate = verdict.estimate
    low, high = show(estimate.low, estimate.unit), show(estimate.high, estimate.unit)
    return "" if low == high else f" ({low} to {high})"


def limit_source(verdict: Verdict) -> str:
    """Name of a limit, its sources, its grade and its evidence."""
    limit = verdict.limit
    name = f"'{limit.name}', " if limit.name else ""
    source = limit.source or "no source"
    return f"{name}{source}; {limit.kind}; evidence {limit.evidence}, {_EVIDENCE[limit.evidence]}"
