"""Faults of a case file point into it: file, line, column, and the line with a mark below the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from microthermal.documents.places import Span, Spans, spans_of
from microthermal.errors import Fault, InputError

# Sentences that are about the name of a field, not about what stands behind it.
_OF_NAMES = ("this field is not known", "this field belongs to")
_OF_TOML = re.compile(r"\(at line (\d+), column (\d+)\)")
_AT_END = "(at end of document)"
# A longer line is cut to this many letters around the mark.
_WIDE = 100
# Letters of the longest text through which it is worth walking.
_LONGEST = 600_000


@contextmanager
def pointing(path: Path) -> Iterator[None]:
    """Let every fault that is raised inside say where it stands in a TOML file.

    Parameters
    ----------
    path : Path
        The file that is read inside.

    Raises
    ------
    InputError
        The same faults in the same order, those that have a place in the file with it.
    """
    try:
        yield
    except InputError as error:
        text = _text(path)
        if text is None:
            raise
        spans = _spans(text) if any(fault.path for fault in error.faults) else None
        error.faults = tuple(_pointed(fault, path, text, spans) for fault in error.faults)
        raise


def _text(path: Path) -> str | None:
    """Text of a file that was just read; None if that is what went wrong."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):  # the fault at hand says so already
        return None


def _pointed(fault: Fault, path: Path, text: str, spans: Spans | None) -> Fault:
    span = _span_of_toml(fault, text) if not fault.path else _span_of_field(fault, spans)
    return fault if span is None else replace(fault, place=_shown(path, text, span))


def _span_of_toml(fault: Fault, text: str) -> Span | None:
    """Letter at which reading as TOML ended."""
    if found := _OF_TOML.search(fault.text):
        lines = text.splitlines(keepends=True)
        begin = sum(len(line) for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
        return Span(begin, begin + 1)
    return Span(len(text.rstrip()), len(text.rstrip()) + 1) if _AT_END in fault.text else None


def _span_of_field(fault: Fault, spans: Spans | None) -> Span | None:
    """Word of the file that a fault is about: a key, a value, or the table in which something is missing."""
    if spans is None:
        return None
    parts = fault.path.split(".")
    whole = ".".join(parts)
    if fault.text.startswith(_OF_NAMES):
        return spans.keys.get(whole)
    if whole in spans.values:
        return spans.values[whole]
    for length in range(len(parts), 0, -1):  # a field that is missing is pointed at by the table it belongs to
        found = spans.keys.get(".".join(parts[:length]))
        if found is not None:
            return found
    return None


def _spans(text: str) -> Spans | None:
    """Places of all fields; None where the text cannot be walked through: then it is no TOML, and a fault says so.

    Nobody looks for a place in a text of hundreds of pages, and to walk through it takes longer than to read it.
    """
    try:
        return spans_of(text) if len(text) <= _LONGEST else None
    except (IndexError, ValueError, StopIteration, RecursionError):  # the end came too soon, or tables do not end
        return None


def _shown(path: Path, text: str, span: Span) -> str:
    begin = text.rfind("\n", 0, span.begin) + 1
    number, column = text.count("\n", 0, span.begin) + 1, span.begin - begin
    line = text[begin:].split("\n", 1)[0].rstrip("\r").replace("\t", " ")
    length = max(1, min(span.end, begin + len(line)) - span.begin)
    first = max(0, column - _WIDE // 2) if len(line) > _WIDE else 0
    head, seen = f"{number} | ", line[first : first + _WIDE]
    mark = "^" * min(length, max(1, _WIDE - (column - first)))
    gap = " " * (len(head) + column - first)
    return f"{path}:{number}:{column + 1}\n{head}{_printable(seen)}\n{gap}{mark}"


def _printable(line: str) -> str:
    """A line without letters that would move the cursor of a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in line)
