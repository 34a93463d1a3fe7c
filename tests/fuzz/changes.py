"""One good input, changed in one to four ways, as a seed says: text of files, mappings, records."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.fuzz import good
from tests.fuzz.junk import FORMULAS, LETTERS, NUMBERS, junk

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?")
# A number of its own, none in a comment, a name or a date.
_ALONE = re.compile(r"(?m)(?<=[\"= \[])[0-9]+(?:\.[0-9]+)?(?=[ \",}\]\n])")
_UNIT = re.compile(r'(?<=[0-9] )[a-zA-Z%/*0-9]+(?=")')
_TABLES = {
    "pulse": {"energy": "20 mJ", "duration": "3 ms"},
    "current": {"energy": "100 mJ", "duration": "100 ms", "depth": "1.5 mm"},
    "sound": {"energy": "0.4 J", "duration": "30 ms"},
    "illumination": {"duration": "20 minute", "per_week": 3},
}


def _encoded(chance: random.Random, text: str) -> bytes:
    way = chance.choice(("utf-16", "utf-16-le", "latin-1", "utf-8-sig", "cp1252", "utf-32", "shift_jis", "utf-7"))
    return text.encode(way, errors="replace")


def _some(chance: random.Random, text: str) -> tuple[int, int]:
    begin = chance.randrange(len(text) + 1)
    return begin, min(len(text), begin + chance.choice((1, 1, 3, 20, 200)))


def _flip(chance: random.Random, text: str) -> str:
    begin, _ = _some(chance, text)
    return f"{text[:begin]}{chr(chance.choice((chance.randrange(128), chance.randrange(0x2FFF))))}{text[begin + 1 :]}"


def _cut(chance: random.Random, text: str) -> str:
    begin, end = _some(chance, text)
    return text[:begin] + text[end:]


def _twice(chance: random.Random, text: str) -> str:
    begin, end = _some(chance, text)
    return text[:end] + text[begin:]


def _line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if not lines:  # an earlier change took all of them
        return text
    line = chance.choice(lines)
    lines.insert(chance.randrange(len(lines) + 1), line)
    if chance.random() < 0.5:
        lines.remove(line)
    return "".join(lines)


def _truncated(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _put(chance: random.Random, text: str) -> str:
    begin, _ = _some(chance, text)
    return text[:begin] + chance.choice(LETTERS + FORMULAS) + text[begin:]


def _replaced(pattern: re.Pattern[str], choices: tuple[Any, ...]) -> Callable[[random.Random, str], str]:
    def change(chance: random.Random, text: str) -> str:
        places = list(pattern.finditer(text))
        if not places:
            return text
        place = chance.choice(places)
        return f"{text[: place.start()]}{chance.choice(choices)}{text[place.end() :]}"

    return change


def _deep(chance: random.Random, text: str) -> str:
    many = chance.choice((10, 90, 400, 3000, 20_000))
    return text + chance.choice((
        f"\nx = {'[' * many}{']' * many}\n", f"\nx = {'{a = ' * many}1{'}' * many}\n", f"\n{'a.' * many}a = 1\n",
        f"\n[{'a.' * many}a]\nb = 1\n", f"\nx = {'[' * many}\n", f"\nskin = {'{ site = ' * many}\n",
    ))  # fmt: skip


def _crowd(chance: random.Random, text: str) -> str:
    many = chance.choice((40, 500, 500, 20_000))
    return chance.choice((
        "".join(f"u_{number} = {number}\n" for number in range(many)) + text,
        text + "".join(f"\n[u{number}]" for number in range(many)) + "\n",
        text + "\n[[doses]]\ndrug = 3" * many + "\n",
        text.replace("{", "{ " + "".join(f"u{number} = 1, " for number in range(many)), 1),
        text + "\nhistory = [" + '"keloid_before", ' * many + "]\n",
        text + '\nu = "' + "é" * many + '"\n', text + "#" * many, text + "\n" * many, text + f"\nu = {'1' * many}\n",
    ))  # fmt: skip


_TEXT: tuple[Callable[[random.Random, str], str], ...] = (
    _flip, _flip, _cut, _twice, _line, _line, _truncated, _put, _replaced(_NUMBER, NUMBERS), _replaced(_NUMBER, NUMBERS),
    _replaced(_UNIT, ("J", "mJ", "MJ", "m", "s", "kg", "", "%", "1/m", "furlong", "degC", "IU", "μm", "um**2")),
    _replaced(re.compile(r'"[^"\n]*"'), (*map(repr, LETTERS), "1", "true", "[]", "{}", "nan", "inf", "1979-05-27")),
)  # fmt: skip


def changed_text(chance: random.Random, text: str) -> bytes:
    """Text of a file, changed."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = chance.choice(_TEXT)(chance, text)
    rare = chance.random()
    if rare < 0.02:
        text = _deep(chance, text)
    elif rare < 0.024:
        text = _crowd(chance, text)
    elif rare < 0.04:
        return _encoded(chance, text)
    return text.encode("utf-8", errors="surrogatepass")


def _places(document: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if len(way) > 20:  # what was put there is deep enough
        return
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in items:
        yield (*way, key)
        yield from _places(value, (*way, key))


def nearby_text(chance: random.Random, text: str) -> str:
    """Text of a file some numbers of which are up to five times larger or smaller: most are within limits still."""
    for _ in range(chance.choice((1, 2, 3))):
        places = [place for place in _ALONE.finditer(text) if float(place.group()) != 0.0]
        place = chance.choice(places)
        value = float(place.group()) * 5.0 ** chance.uniform(-1.0, 1.0)
        whole = "." not in place.group() and value >= 1.0
        text = f"{text[: place.start()]}{round(value) if whole else f'{value:.3g}'}{text[place.end() :]}"
    return text


def changed_mapping(chance: random.Random, document: dict[str, Any], *, python: bool) -> dict[str, Any]:
    """A mapping, changed in place: values, names, tables of another kind of device."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        places = list(_places(document)) or [("title",)]
        *way, last = chance.choice(places)
        node: Any = document
        for key in way:
            node = node[key]
        way_of_change = chance.randrange(8)
        if way_of_change < 3:
            node[last] = junk(chance, python=python)
        elif way_of_change == 3:
            del node[last]
        elif way_of_change == 4 and isinstance(node, dict):
            name = str(last)[:-1] + chance.choice("sxé")
            node[chance.choice((3, None, 0.5, ("a",), "")) if python and chance.random() < 0.1 else name] = node.pop(
                last
            )
        elif way_of_change == 5:
            *elsewhere, other = chance.choice(list(_places(document)))
            there: Any = document
            for key in elsewhere:
                there = there[key]
            there[other], node[last] = node[last], there[other]
            if any(node[last] is one for one in (document, there, node)):  # a table that would hold itself
                node[last] = {}
        elif way_of_change == 6:
            document["device"] = chance.choice(good.devices())
        else:
            name = chance.choice(sorted(_TABLES))
            document[name] = dict(_TABLES[name])
    return document


def changed_record(chance: random.Random, record: Any) -> tuple[Any, dict[str, Any]]:
    """A record and the fields that are to be replaced in it."""
    names = [field.name for field in dataclasses.fields(record) if field.init]
    return record, {chance.choice(names): junk(chance, python=True) for _ in range(chance.choice((1, 1, 2, 3)))}
