"""Write docs/reference/third_parties.md: what comes with the program, its licence, size and use, and could it go.

Run with ``make third-parties``. Versions, licences and sizes are those of the packages that are installed;
``risk/third_parties.toml`` says in words why each is needed and what would take its place.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final, NamedTuple

from packaging.requirements import Requirement

from microthermal.doctor.facts import licence

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reference" / "third_parties.md"
WORDS: Final = ROOT / "risk" / "third_parties.toml"
_PROGRAM: Final = "microthermal"
_HEAD: Final = """# Third parties

Packages that an installation without extras brings, with what they need themselves, read from the installed versions
by `make third-parties`. Sizes are those of the files of each package, byte code left out. Versions may differ within
the bounds of `pyproject.toml`; `mtz doctor` prints those of an installation. Code of none of them is part of this
repository; licences are told in the words of each package's own note.

{total}

| package | version | licence | MB | needed by | why | could it go |
|---|---|---|---|---|---|---|
"""
_TAIL: Final = """
What follows from the table: {kept}
"""


class Party(NamedTuple):
    """One package that comes with the program."""

    name: str
    version: str
    licence: str
    size: float
    by: tuple[str, ...]


def parties(program: str = _PROGRAM) -> tuple[Party, ...]:
    """Packages without which the program does not run, and those that they need, the largest first.

    Raises
    ------
    PackageNotFoundError
        If one of them is not installed.
    """
    needed: dict[str, list[str]] = {}
    waiting = [(name, _PROGRAM) for name in required(distribution(program))]
    while waiting:
        name, by = waiting.pop(0)
        seen = name in needed
        needed.setdefault(name, []).append(by)
        if not seen:
            waiting += [(inner, name) for inner in required(distribution(name))]
    found = (_party(distribution(name), tuple(sorted(set(by), key=str.lower))) for name, by in needed.items())
    return tuple(sorted(found, key=lambda party: (-party.size, party.name)))


def required(one: Distribution) -> Iterator[str]:
    """Names of what a package needs here, its extras left out, in the one way in which names are compared."""
    for text in one.requires or ():
        asked = Requirement(text)
        if asked.marker is None or asked.marker.evaluate({"extra": ""}):
            yield asked.name.lower().replace("_", "-").replace(".", "-")


def _party(one: Distribution, by: tuple[str, ...]) -> Party:
    name = str(one.metadata["Name"]).lower().replace("_", "-")
    files = [path for path in one.files or () if path.suffix != ".pyc"]
    size = sum(place.stat().st_size for path in files if (place := Path(str(one.locate_file(path)))).is_file())
    return Party(name, one.version, licence(name), size / 1e6, by)


def words() -> dict[str, dict[str, str]]:
    """Why each package is there and whether it could go, by its name."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def page() -> str:
    """The whole page.

    Raises
    ------
    KeyError
        If nothing is said of a package.
    """
    told, found = words(), parties()
    whole = sum(party.size for party in found)
    total = (
        f"**{len(found)} packages, {whole:.0f} MB in all**, {found[0].name} the largest with {found[0].size:.0f} MB."
    )
    lines = [
        f"| {one.name} | {one.version} | {one.licence} | {one.size:.1f} | {', '.join(one.by)} | "
        f"{told[one.name]['why']} | {told[one.name]['go']} |"
        for one in found
    ]
    return _HEAD.format(total=total) + "\n".join(lines) + "\n" + _TAIL.format(kept=told["decision"]["text"])


def main() -> int:
    """Write the page; returns 1 if a package is not installed."""
    try:
        PAGE.write_text(page(), encoding="utf-8")
    except PackageNotFoundError as error:
        print(f"{error.name} is not installed: install the program first")
        return 1
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
