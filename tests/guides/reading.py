"""Steps of a guide, read from its page.

A comment before a fenced block says what a newcomer does with it; neither readers of the built page nor of the
repository see it::

    <!-- replay: file my_library/devices/my_laser.toml -->    the block becomes this file
    <!-- replay: added to mine.toml -->                       the block is written at its end
    <!-- replay: commands -->                                 each line is typed, and has to end well
    <!-- replay: commands; ends with 2 -->                    the last one ends with this exit code
    <!-- replay: commands; writes a.html a.nc -->             these files are there afterwards
    <!-- replay: commands; takes minutes -->                  done by `make test-guides` alone
    <!-- replay: prints -->                                   these lines were printed, in this order; `...` is anything
    <!-- replay: windows -->                                  each line runs in a window of its own, to the end
    <!-- replay: script -->                                   a program in Python that ends well
    <!-- replay: cell -->                                     a cell of a notebook; neighbours are one program
    <!-- replay: not done: REASON -->                         why nobody does this block
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "docs" / "guides"
FOLLOWED = sorted([*GUIDES.glob("*.md"), *(ROOT / "docs" / "tutorials").glob("*.md")])
KINDS = ("file", "added to", "commands", "windows", "prints", "script", "cell", "not done")
# Languages of blocks that a newcomer does something with; a block of TOML or Python may be there to be looked at.
TYPED = ("", "sh", "console")

_FENCE = re.compile(
    r"(?:^<!-- replay: (?P<mark>.*?) -->\n)?^(?P<fence>`{3,})(?P<language>[^\n]*)\n(?P<text>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(rf"(?P<kind>{'|'.join(KINDS)})(?:\s+(?P<path>[^;:\s]+))?(?P<more>(?:[;:].*)?)")


class Step(NamedTuple):
    """One thing that a newcomer does: what kind, with which text, on which file, and what has to come of it."""

    kind: str
    text: str
    line: int
    path: str = ""
    code: int = 0
    writes: tuple[str, ...] = ()
    slow: bool = False


def blocks(page: Path) -> list[tuple[str | None, str, str, int]]:
    """Mark, language, text and line of every fenced block of a page."""
    whole = page.read_text(encoding="utf-8")
    return [
        (hit["mark"], hit["language"].strip(), hit["text"], whole.count("\n", 0, hit.start("fence")) + 1)
        for hit in _FENCE.finditer(whole)
    ]


def steps(page: Path) -> list[Step]:
    """What a page tells to do, in its order.

    Raises
    ------
    ValueError
        If a mark says nothing that is known.
    """
    found: list[Step] = []
    for mark, _, text, line in blocks(page):
        step = None if mark is None else _step(page, mark, text, line)
        if step is not None and step.kind == "cell" and found and found[-1].kind == "cell":
            last = found.pop()
            step = last._replace(text=last.text + step.text, writes=last.writes + step.writes)
        found += [] if step is None else [step]
    return found


def words_of(line: str) -> list[str]:
    """Words of a line as a shell takes it: a remark begins with a word of its own, `plan.nc#2` is a name."""
    return shlex.split(re.sub(r"(?:^|\s)#[^\"']*$", "", line))


def unmarked(page: Path) -> list[int]:
    """Lines of blocks that a newcomer would type, of which the page does not say who does them."""
    return [line for mark, language, _, line in blocks(page) if mark is None and language in TYPED]


def _step(page: Path, mark: str, text: str, line: int) -> Step:
    found = _MARK.fullmatch(mark)
    if found is None or (found["kind"] in ("file", "added to")) != bool(found["path"]):
        raise ValueError(f"{page.name}:{line}: '{mark}' is no mark of a guide")
    code, writes, slow = 0, (), False
    for part in (part.strip() for part in found["more"].lstrip(";:").split(";") if found["kind"] != "not done"):
        if part == "takes minutes":
            slow = True
        elif hit := re.fullmatch(r"ends with (\d+)", part):
            code = int(hit[1])
        elif hit := re.fullmatch(r"writes (.+)", part):
            writes = tuple(hit[1].split())
        elif part:
            raise ValueError(f"{page.name}:{line}: '{part}' is no part of a mark")
    return Step(found["kind"], text, line, found["path"] or "", code, writes, slow)
