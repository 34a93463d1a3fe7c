"""Where the fields of a TOML text stand: line, column and length of each key and each value, by the path of the field.

The text was read by ``tomllib`` before, so it is known to be valid; here it is only walked through.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_QUOTES = ('"""', "'''", '"', "'")


class Span(NamedTuple):
    """Letters of a text from ``begin`` to ``end``."""

    begin: int
    end: int


class Spans(NamedTuple):
    """Where the keys and the values of a document stand, each by its path."""

    keys: dict[str, Span]
    values: dict[str, Span]


def spans_of(text: str) -> Spans:
    """Spans of all keys and values of a TOML text.

    Parameters
    ----------
    text : str
        Valid TOML.

    Returns
    -------
    Spans
        By paths such as ``pulse.energy`` and ``doses.0.depth``; items of a list are numbered from 0.
    """
    walk = _Walk(text)
    walk.document()
    return Spans(walk.keys, walk.values)


class _Walk:
    """One walk through a text; ``at`` is the letter that comes next."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.keys: dict[str, Span] = {}
        self.values: dict[str, Span] = {}
        self.counts: dict[str, int] = {}

    def document(self) -> None:
        """Lines of fields, below headers of tables."""
        table: tuple[str, ...] = ()
        while self._skip() < len(self.text):
            table = self._header() if self.text[self.at] == "[" else self._field(table)

    def _skip(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _header(self) -> tuple[str, ...]:
        """A table, or one more table of a list, and its path."""
        many = self.text.startswith("[[", self.at)
        begin = self.at
        self.at += 2 if many else 1
        names = self._names()
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        path = self._below((), names[:-1]) + names[-1:]
        if many:
            number = self.counts.get(".".join(path), 0)
            self.counts[".".join(path)] = number + 1
            self.keys.setdefault(".".join(path), Span(begin, self.at))
            path = (*path, str(number))
        self.keys.setdefault(".".join(path), Span(begin, self.at))
        return path

    def _below(self, path: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
        """Path of a table inside the last one of each list on the way."""
        for name in names:
            path = (*path, name)
            if (count := self.counts.get(".".join(path), 0)) > 0:
                path = (*path, str(count - 1))
        return path

    def _field(self, table: tuple[str, ...]) -> tuple[str, ...]:
        self._pair(table)
        return table

    def _pair(self, table: tuple[str, ...]) -> None:
        begin = self.at
        names = self._names()
        end = self.at
        self._skip()
        path = table
        for name in names:
            path = (*path, name)
            self.keys.setdefault(".".join(path), Span(begin, end))
        self.at = self.text.index("=", self.at) + 1
        self._value(path)

    def _names(self) -> tuple[str, ...]:
        """Names of a key with dots."""
        names: list[str] = []
        while True:
            self._skip()
            if self.text[self.at] in "\"'":
                begin = self.at
                self._string()
                names.append(self.text[begin + 1 : self.at - 1])
            else:
                found = _BARE.match(self.text, self.at)
                names.append(found[0] if found else "")
                self.at = found.end() if found else self.at + 1
            end = self.at
            if self._skip() < len(self.text) and self.text[self.at] == ".":
                self.at += 1
                continue
            self.at = end
            return tuple(names)

    def _value(self, path: tuple[str, ...]) -> None:
        self._skip()
        begin, first = self.at, self.text[self.at]
        if first in "\"'":
            self._string()
        elif first == "[":
            self._list(path)
        elif first == "{":
            self._table(path)
        else:
            found = _SCALAR.match(self.text, self.at)
            self.at = begin + len((found[0] if found else "").rstrip()) or begin + 1
        self.values[".".join(path)] = Span(begin, self.at)

    def _string(self) -> None:
        quote = next(mark for mark in _QUOTES if self.text.startswith(mark, self.at))
        self.at += len(quote)
        while not self.text.startswith(quote, self.at):
            self.at += 2 if self.text[self.at] == "\\" and quote[0] == '"' else 1
        self.at += len(quote)
        while len(quote) == 3 and self.text.startswith(quote[0], self.at):  # quotes may end the text itself
            self.at += 1

    def _list(self, path: tuple[str, ...]) -> None:
        self.at += 1
        number = 0
        while self.text[self._skip()] != "]":
            self._value((*path, str(number)))
            number += 1
            if self.text[self._skip()] == ",":
                self.at += 1
        self.at += 1

    def _table(self, path: tuple[str, ...]) -> None:
        self.at += 1
        while self.text[self._skip()] != "}":
            self._pair(path)
            if self.text[self._skip()] == ",":
                self.at += 1
        self.at += 1
