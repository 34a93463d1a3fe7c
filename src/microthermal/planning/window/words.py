"""Verdicts in words: what is too much or too little, by which limit, on what source, and what to change."""

from __future__ import annotations

from microthermal.planning.estimates import band_text, fraction_text, told, value_text
from microthermal.planning.records import Verdict
from microthermal.planning.window.verdicts import nearest, used
from microthermal.units import show

_EVIDENCE = {"A": "guideline", "B": "trial", "C": "series of cases", "D": "vendor", "E": "default of this project"}


def verdict_sentence(verdict: Verdict) -> str:
    """One verdict in words, naming the limit, its source and its evidence."""
    estimate, limit = told(verdict.estimate), verdict.limit
    value = value_text(estimate)
    edge = limit.stop if verdict.state == "stop" else limit.warn
    if verdict.state == "ok":
        return f"Inside: {estimate.meaning} is {value}."
    word = "Stop" if verdict.state == "stop" else "Warning"
    kind = "too little" if limit.under else "too much"
    why = f": {limit.text}" if limit.text else ""
    change = f" Change: {limit.advice}." if limit.advice else ""
    band = band_text(estimate)
    past = (
        f"; in some scenarios it passes the stop limit of {show(limit.stop, estimate.unit)}" if crosses(verdict) else ""
    )
    return (
        f"{word}, {kind}: {estimate.meaning} is {value}{f' ({band})' if band else ''}, {_where(verdict, edge)} "
        f"the limit of {show(edge, estimate.unit)}{past}{why}.{change} Limit: {limit_source(verdict)}."
    )


def crosses(verdict: Verdict) -> bool:
    """Whether a value keeps a stop limit in nominal skin and passes it in some scenario."""
    estimate, limit = verdict.estimate, verdict.limit
    return verdict.state == "warn" and (estimate.low < limit.stop if limit.lower else estimate.high > limit.stop)


def _where(verdict: Verdict, edge: float) -> str:
    """On which side of a limit a value lies, or that only its band does, or that it was not followed so far."""
    estimate, limit = verdict.estimate, verdict.limit
    side = "below" if limit.lower else "above"
    # A band alone can warn: then the nominal value is not yet past the limit.
    if estimate.value < edge if limit.lower else estimate.value > edge:
        return side
    if estimate.beyond:
        return "not reached within what was followed ('settings.until'), and so not known to keep"
    if estimate.high_beyond and estimate.high <= edge:
        return "in some scenarios not reached within what was followed, and so not known to keep"
    return f"and its band goes {side}"


def nearest_words(found: tuple[Verdict, ...]) -> str:
    """Which stop limit is used most, by what; of those against harm as well, if it is one against too little."""
    tightest = nearest(found)
    if tightest is None:
        return "there is no stop limit"
    text = f"of the nearest stop limit {fraction_text(min(used(tightest), 9.99))} is used ({_against(tightest)})"
    harm = nearest(tuple(one for one in found if not one.limit.under))
    if tightest.limit.under and harm is not None:
        text += f"; of those against harm at most {fraction_text(min(used(harm), 9.99))} ({_against(harm)})"
    return text


def _against(verdict: Verdict) -> str:
    estimate, side = verdict.estimate, "below" if verdict.limit.lower else "above"
    return f"{estimate.meaning}: {value_text(estimate)}, stop {side} {show(verdict.limit.stop, estimate.unit)}"


def limit_source(verdict: Verdict) -> str:
    """Name of a limit, its sources, its grade and its evidence."""
    limit = verdict.limit
    name = f"{limit.name.replace('_', ' ')}, " if limit.name else ""
    source = limit.source or "no source"
    return f"{name}{source}; {limit.kind}; evidence {limit.evidence}, {_EVIDENCE[limit.evidence]}"
