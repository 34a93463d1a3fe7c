"""Which files of tests are nearest to a source, by imports."""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from typing import Final

from chores.mutants.rooms import PACKAGE, ROOT

# Journeys, pages and machines ask for whole commands; they see too much to say what is wrong. Of files that are equally
# near those of the first folders come first.
FOLDERS: Final = ("numerics", "unit", "properties", "verification", "contracts", "cases")
_PAGES: Final = ("tests/verification/test_page.py",)
FARTHEST: Final = 6
_IMPORT: Final = re.compile(r"^\s*(?:from ([\w.]+) import (?:\(([^)]*)\)|([\w, ]+))|import ([\w.]+))", re.MULTILINE)


def nearest(file: str) -> list[str]:
    """Files of tests that import a source, or something that imports it, the nearest first.

    A word of its name that is in that of the tests counts as much as two imports less on the way.
    """
    near = _distances(_module(file))
    found = []
    for number, (path, modules) in enumerate(_tests().items()):
        distance = min((near[each] for each in modules if each in near), default=FARTHEST + 1)
        if distance <= FARTHEST and path not in _PAGES:
            found.append((distance - _likeness(file, path), number, path))
    return [path for _distance, _number, path in sorted(found)]


def _likeness(file: str, test: str) -> float:
    """How much names have in common: each word of the file's own name counts two, of its folders half a one."""
    own, folders = _words(file.rsplit("/", 1)[-1]), _words(file.removeprefix(PACKAGE).rsplit("/", 1)[0])
    return 2.0 * len(own & _words(test)) + 0.5 * len((folders - own) & _words(test))


def _words(path: str) -> set[str]:
    return {word.rstrip("s") for word in re.split(r"[/_.]", path)} - {"", "py"}


def _module(file: str) -> str:
    return file.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _distances(start: str) -> dict[str, int]:
    users = _users()
    found, ahead = {start: 0}, deque([start])
    while ahead:
        here = ahead.popleft()
        if found[here] == FARTHEST:
            continue
        for user in users.get(here, ()):
            if user not in found:
                found[user] = found[here] + 1
                ahead.append(user)
    return found


@cache
def _users() -> dict[str, set[str]]:
    # For each module those that import it.
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        name = _module(str(path.relative_to(ROOT)))
        for used in _imported(path.read_text(encoding="utf-8")):
            found.setdefault(used, set()).add(name)
    return found


@cache
def _tests() -> dict[str, set[str]]:
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / "tests" / folder).rglob("test_*.py")):
            found[str(path.relative_to(ROOT))] = _with_helpers(path.read_text(encoding="utf-8"))
    return found


def _with_helpers(text: str) -> set[str]:
    # What a test takes from other files of tests counts as its own.
    seen, ahead = set[str](), list(_imported(text))
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        helper = ROOT / f"{name.replace('.', '/')}.py"
        if name.startswith("tests.") and helper.is_file():
            ahead += _imported(helper.read_text(encoding="utf-8"))
    return seen


def _imported(text: str) -> set[str]:
    found = set()
    for package, within, names, plain in _IMPORT.findall(text):
        found.add(package or plain)
        found |= {f"{package}.{name.split(' as ')[0].strip()}" for name in (within or names).split(",") if package}
    return {name for name in found if name.startswith(("microthermal.", "tests."))}
