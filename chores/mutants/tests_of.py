"""Which tests are asked about a file: those nearest to it by imports, as many as fit into a time."""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from typing import Final

from chores.mutants.rooms import PACKAGE, ROOT

# Journeys, pages and machines ask for whole commands; they see too much to say what is wrong.
FOLDERS: Final = ("numerics", "unit", "contracts", "properties", "verification", "cases")
FARTHEST: Final = 6
# Processor time [s] of all tests that are asked about one mutant, and of the longest file of tests among them.
ALL_TESTS: Final = 15.0
ONE_FILE: Final = 8.0
_IMPORT: Final = re.compile(r"^\s*(?:from ([\w.]+) import (?:\(([^)]*)\)|([\w, ]+))|import ([\w.]+))", re.MULTILINE)


def nearest(file: str) -> list[str]:
    """Files of tests that import a source, or something that imports it, the nearest first."""
    near = _distances(_module(file))
    found = []
    for path, modules in _tests().items():
        distance = min((near[each] for each in modules if each in near), default=FARTHEST + 1)
        if distance <= FARTHEST:
            found.append((distance, _likeness(file, path), path))
    return [path for _distance, _likeness, path in sorted(found)]


def _likeness(file: str, test: str) -> int:
    # Of tests that are equally near, those with words of the file's name in theirs come first.
    words = set(re.split(r"[/_.]", file.removeprefix(PACKAGE))) - {"", "py"}
    return -len({word.rstrip("s") for word in words} & {word.rstrip("s") for word in re.split(r"[/_.]", test)})


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
