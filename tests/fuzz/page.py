"""Page of what changed inputs, simulated cases and damaged files came to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from tests.fuzz.trial import BYTES, KINDS, SECONDS

PAGE: Final = Path(__file__).parents[2] / "docs" / "fuzzing.md"
PARTS: Final = ("inputs", "cases", "files")
_TITLES: Final = ("Inputs that are read", "Cases that are simulated to their end", "Files, disks and processes")
_WAYS: Final = ("refused", "result", "laid out", "fault")
_ENDS: Final = ("simulated", "refused", "fault")
_HEAD: Final = f"""# Hostile input and failing disks

This page is written by `make fuzz`; nobody types its numbers. Each part says what its last run came to. Good inputs are changed at random, as a
seed and a number say: types and units are exchanged, numbers become infinite or huge, letters come from all alphabets and encodings, tables are nested,
doubled, cut and crowded, devices and tables of all kinds of exposures are exchanged, and texts hold what other programs would compute. Each has
{SECONDS:g} s of processor and {BYTES // 1_000_000} MB, and must end in a result or in a sentence (`InputError`, `LibraryError` for a file of the library,
`ConvergenceError`).
"""
_READ: Final = """Case files (every example, and one with everything), the same as mappings, files of the library of every kind, records of Python, and values of
Python where functions take names and numbers. A case that is valid is *laid out*: its skin, its grid, its optics and its exposure are made, and
it is stopped where light would be walked and heat would be followed, which may take minutes by right.
"""
_WHOLE: Final = """Cases of one treatment that were changed and are valid still are simulated to their end, on the coarsest cells, with few photons, for two persons and
until a day after their last dose. All numbers of the summary have to be finite, and the page of the result has to be made.
"""
_BROKEN: Final = """A damaged file is refused or made again; it never gives another answer. Runs of versions that do not exist are refused; on a full disk
a result is given all the same, and no piece of a file stays. Short runs of all this are in `make test`
(`tests/properties/test_fuzz.py`, `tests/unit/test_faults.py`).
"""


def write_page(parts: dict[str, str]) -> None:
    """Write the page anew with the parts that were run; the others stay as they are."""
    PAGE.write_text(page(parts, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def page(parts: dict[str, str], before: str) -> str:
    """Text of the page: parts that were run, and of the page before those that were not."""
    found = _HEAD
    for name, title in zip(PARTS, _TITLES, strict=True):
        stood = re.search(rf"^## {title}\n\n(.*?)(?=^## |\Z)", before, re.DOTALL | re.MULTILINE)
        found += f"\n## {title}\n\n{parts.get(name) or (stood[1].rstrip() if stood else 'This was not run yet.')}\n"
    return found


def inputs_part(state: dict[str, Any]) -> str:
    """What inputs that were read came to."""
    ended: dict[str, int] = state["ended"]
    lines = [f"{_READ}\nSeed {state['seed']}, {sum(ended.values())} inputs:\n", *_table("input", KINDS, _WAYS, ended)]
    return "\n".join([*lines, *_told(state, "--number")])


def cases_part(state: dict[str, Any]) -> str:
    """What cases that were simulated came to."""
    ended: dict[str, int] = state["ended"]
    names = sorted({key.partition("|")[0] for key in ended})
    head = f"{_WHOLE}\nSeed {state['seed']}, {state['done']} valid cases of {state['next']} changed ones:\n"
    return "\n".join([head, *_table("case", names, _ENDS, ended), *_told(state, "--case")])


def files_part(files: dict[str, dict[str, int]]) -> str:
    """What damaged files and stopped processes came to."""
    lines = ["| what was damaged or stopped | how it ended |", "|---|---|"]
    lines += [
        f"| {name} | {', '.join(f'{how}: {many}' for how, many in sorted(found.items()))} |"
        for name, found in files.items()
    ]
    return "\n".join([*lines, "", _BROKEN.rstrip()])


def _table(what: str, rows: Any, ways: tuple[str, ...], ended: dict[str, int]) -> list[str]:
    lines = [f"| {what} | {' | '.join(ways)} |", "|---" * (len(ways) + 1) + "|"]
    return lines + [f"| {row} | {' | '.join(str(ended.get(f'{row}|{how}', 0)) for how in ways)} |" for row in rows]


def _told(state: dict[str, Any], option: str) -> list[str]:
    slowest = ", ".join(f"{seconds:g} s (number {number}, {kind})" for seconds, number, kind in state["slowest"][::-1])
    lines = [f"\nThe slowest: {slowest}."]
    if state["faults"]:
        lines.append(f"\nFaults, each with the number of its first input (`python -m tests.fuzz {option} N`):\n")
        lines += [f"- {number}: `{last}`" for last, number in state["faults"].items()]
    return lines
