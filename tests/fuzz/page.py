"""Page of what changed inputs and damaged files came to."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from tests.fuzz.trial import BYTES, KINDS, SECONDS

PAGE: Final = Path(__file__).parents[2] / "docs" / "fuzzing.md"
_WAYS: Final = ("refused", "result", "laid out", "simulated", "not judged", "fault")
_HEAD: Final = f"""# Hostile input and failing disks

This page is written by `make fuzz`; nobody types its numbers. Good inputs are changed at random, as a seed and a number say, and read:
case files (every example, and one with everything), the same as mappings, files of the library of every kind, records of Python, and values
of Python where functions take names and numbers. Types and units are exchanged, numbers become infinite or huge, letters come from all
alphabets and encodings, tables are nested, doubled, cut and crowded, devices and tables of all kinds of exposures are exchanged, and
texts hold what other programs would compute. Each has {SECONDS:g} s of processor and {BYTES // 1_000_000} MB, and must end in a result or in a
sentence (`InputError`, `LibraryError` for a file of the library, `ConvergenceError`).

A case that is valid is *laid out*: its skin, its grid, its optics and its exposure are made, and it is stopped where light would be walked
and heat would be followed, which may take minutes by right.
"""
_SIMULATED: Final = """One input of {every}, if it is a valid case, is *simulated* to its end, on the coarsest cells and for a day, within 20 s;
what takes longer is *not judged*.
"""
_NONE: Final = "None was *simulated* to its end in this run.\n"


def write_page(state: dict[str, Any], files: dict[str, dict[str, int]]) -> None:
    """Write the page from the state of a run and from what damaged files came to."""
    PAGE.write_text(page(state, files), encoding="utf-8")


def page(state: dict[str, Any], files: dict[str, dict[str, int]]) -> str:
    """Text of the page."""
    ended: dict[str, int] = state["ended"]
    every = state["every"]
    lines = [
        _HEAD + (_SIMULATED.format(every=every) if every else _NONE),
        f"## {sum(ended.values())} inputs, seed {state['seed']}\n",
    ]
    lines += [f"| input | {' | '.join(_WAYS)} |", "|---" * (len(_WAYS) + 1) + "|"]
    for kind in KINDS:
        lines.append(f"| {kind} | {' | '.join(str(ended.get(f'{kind}|{how}', 0)) for how in _WAYS)} |")
    slowest = ", ".join(f"{seconds:g} s (number {number}, {kind})" for seconds, number, kind in state["slowest"][::-1])
    lines.append(f"\nThe slowest: {slowest}.\n")
    if state["faults"]:
        lines.append("Faults, each with the number of its first input (`python -m tests.fuzz --number N`):\n")
        lines += [f"- {number}: `{last}`" for last, number in state["faults"].items()]
        lines.append("")
    lines += ["## Files, disks and processes\n", "| what was damaged or stopped | how it ended |", "|---|---|"]
    lines += [
        f"| {name} | {', '.join(f'{how}: {many}' for how, many in found.items())} |" for name, found in files.items()
    ]
    lines.append(
        "\nA damaged file is refused or made again; it never gives another answer. Runs of versions that do not exist are refused; on a full disk\n"
        "a result is given all the same, and no piece of a file stays. Short runs of all this are in `make test`\n"
        "(`tests/properties/test_fuzz.py`, `tests/unit/test_faults.py`).\n"
    )
    return "\n".join(lines)
