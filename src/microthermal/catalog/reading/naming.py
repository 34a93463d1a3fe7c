"""Entries found by what people call them: the name of their file, their title, their maker with their title."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from microthermal.catalog.reading import folders
from microthermal.errors import InputError, brief

# Suggestions at most, and how alike two names must be for one.
_MOST, _ALIKE = 5, 0.6
# Words that tell no entry from another, and that people add to a name.
_GENERIC = frozenset(("laser", "lasers", "system", "device", "machine"))


def find(kind: str, name: object) -> Path:
    """File of one entry, by the name of the file or by a title that only one entry has.

    Upper and lower case, spaces and punctuation do not matter: ``"Fraxel DUAL 1550"`` is ``"fraxel_dual_1550"``.

    Raises
    ------
    InputError
        If there is none, or several; the sentence names those that could be meant.
    """
    known = folders.files(kind)
    if isinstance(name, str) and name in known:
        return known[name]
    if not isinstance(name, str) or not 0 < len(name) <= 80 or not name.isprintable():
        folders.safe_name(name, kind)
    called = {entry: _called(kind, entry, path) for entry, path in sorted(known.items())}
    wanted = _letters(str(name))
    found = [entry for entry, names in called.items() if wanted and wanted in map(_letters, names)]
    if len(found) == 1:
        return known[found[0]]
    raise InputError(f"there is no {kind} {brief(name)}; {_suggestion(str(name), found, called)}")


def _called(kind: str, entry: str, path: Path) -> tuple[str, ...]:
    """All that an entry is called: its name, its title, and the title with the maker before it."""
    if path.suffix != ".toml":
        return (entry,)
    mapping: Mapping[str, object] = folders.load(path)
    title, maker = str(mapping.get("title", entry)), str(mapping.get("maker", ""))
    short = title.split("(")[0].strip()
    return tuple(dict.fromkeys((entry, title, short, f"{maker} {title}", f"{maker} {short}")))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _suggestion(text: str, found: list[str], called: Mapping[str, tuple[str, ...]]) -> str:
    close = found or _holding(text, called) or _alike(text, called)
    if not close:
        return f"known are: {', '.join(called)}"
    shown = [_shown(entry, called[entry]) for entry in close[:_MOST]]
    more = f" or one of {len(close) - _MOST} more" if len(close) > _MOST else ""
    return f"did you mean {' or '.join(shown)}{more}?"


def _shown(entry: str, names: tuple[str, ...]) -> str:
    title = names[1] if len(names) > 1 else entry
    return f"'{entry}'" if _letters(title) == _letters(entry) else f"'{entry}' ({title})"


def _holding(text: str, called: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Entries one of whose names holds every word of a text, but for words that every entry could have."""
    every = [_letters(word) for word in re.split(r"[^A-Za-z0-9]+", text) if _letters(word)]
    words = [word for word in every if word not in _GENERIC] or every
    return [
        entry
        for entry, names in called.items()
        if words and any(all(word in _letters(each) for word in words) for each in names)
    ]


def _alike(text: str, called: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Entries one of whose names is nearly a text, the nearest first."""
    wanted, found = _letters(text), []
    for entry, names in called.items():
        ratio = max(difflib.SequenceMatcher(None, wanted, _letters(each)).ratio() for each in names)
        if ratio >= _ALIKE:
            found.append((-ratio, entry))
    return [entry for _, entry in sorted(found)]
