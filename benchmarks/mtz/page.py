"""The page of the benchmark: all cases with all their numbers, our answers, exact ones and those of the twins."""

from __future__ import annotations

from math import floor, log10
from pathlib import Path

from benchmarks.mtz.answers import Answer
from benchmarks.mtz.case import FOLDER, SECTIONS, Asked, Case
from benchmarks.mtz.judging import verdicts

PAGE = Path(__file__).parents[2] / "docs" / "benchmark.md"
_INTRODUCTION = """# The Open MTZ benchmark

Ten cases that any code of light, heat and damage in skin can run. They go step by step from what is solved exactly to
what a plan of micro-thermal zones (MTZs) needs. Every number of a case stands on this page, and in a plain file of
`benchmarks/mtz/cases` (TOML, each number with its unit); nothing of this program or its library is needed. The page is
written by `python -m benchmarks.mtz --write`; nobody types its numbers.

**Two codes agree** on a number when they differ by no more than its tolerance, after the numerical error of each has
been brought below it. Tolerances are absolute. They ask for what a code can reach in minutes on a laptop; they
say nothing of how well the equations describe skin, which is [validation](validation.md).

**Ours** is what the program's public calls or kernels give with the numbers of the case alone. Its *error* is a
standard error where photons are drawn. Elsewhere it is how much the answer changes from cells twice as large, with
steps four times looser and a sixteenth of the photons: more than what is left, at second order.

**Exact** are formulas, sums and quadratures (`benchmarks/mtz/exact.py`); for case 1 it is adding-doubling.

**Twin** is a second code that shares nothing with ours: a photon walk and explicit finite differences of NumPy, some
hundred lines each (`benchmarks/mtz/peers`), on coarse cells; in cases 6 to 8 its light is that of 300 000 photons.
A twin shows that the words of a case suffice to find its answer. It is ours too, so that it is no proof by strangers.

**To take part**: run the cases; state code, version, cells, steps and photons, and each answer with its own error.
How pmcxcl, Tissue-Ablation-MC and MCmatlab can be set to these cases is told in `benchmarks/mtz/peers/README.md`; they
were not run for this page. `python -m benchmarks.mtz` runs ours again, `python -m benchmarks.mtz 03` one case.
"""
_WORDS = {
    "light": "Light", "geometry": "Geometry", "matter": "Matter", "pulse": "Pulse", "boundary": "Boundary",
    "damage": "Damage", "removal": "Removal",
}  # fmt: skip


def number(value: float | None, error: float | None = None) -> str:
    """A number with as many digits as its error leaves, at most six."""
    if value is None:
        return ""
    if value == 0.0:
        return "0"
    digits = 6
    if error:
        digits = min(max(floor(log10(abs(value))) - floor(log10(error)) + 2, 2), 6)
    return f"{value:.{digits}g}"


def page(cases: list[Case], answers: dict[tuple[str, str], Answer]) -> str:
    """The whole page."""
    parts = [_INTRODUCTION, _summary(cases, answers), *(_case(case, answers) for case in cases)]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _fails(case: Case, answers: dict[tuple[str, str], Answer]) -> dict[str, list[str]]:
    return {each.name: verdicts(each, answers[case.name, each.name]) for each in case.asked}


def _summary(cases: list[Case], answers: dict[tuple[str, str], Answer]) -> str:
    rows = ["| case | asked | exact | twin | within tolerance |", "|---|---|---|---|---|"]
    for case in cases:
        kept = [answers[case.name, each.name] for each in case.asked]
        good = sum(not wrong for wrong in _fails(case, answers).values())
        exact, twin = (sum(getattr(row, name) is not None for row in kept) for name in ("exact", "twin"))
        title = f"{int(case.name[:2])}. {case.data['title']}"
        rows.append(f"| {title} | {len(kept)} | {exact or ''} | {twin or ''} | {good} of {len(kept)} |")
    return "\n".join(rows)


def _case(case: Case, answers: dict[tuple[str, str], Answer]) -> str:
    data = case.data
    lines = [f"## {int(case.name[:2])}. {data['title']}", "", f"*{data['question']}*", ""]
    lines += [f"- {sentence}" for sentence in data["equations"]]
    lines += ["", "| | given |", "|---|---|"]
    for section in SECTIONS:
        given = [f"{key} = {_given(value)}" for key, value in data[section].items() if key != "statement"]
        lines.append(f"| {_WORDS[section]} | {' <br> '.join([data[section]['statement'], *given])} |")
    for name in data.get("files", ()):
        rows = [row.replace(",", " ") for row in (FOLDER / name).read_text(encoding="utf-8").split()]
        lines += ["", f"`{name}`, time [s] and temperature [K]:", "", "```text"]
        lines += ["; ".join(rows[k : k + 6]) for k in range(1, len(rows), 6)]
        lines += ["```"]
    lines += ["", "Asked:", "", *(f"- `{each.name}` [{each.unit}]: {each.definition}" for each in case.asked)]
    lines += ["", "| answer | unit | ours | error | exact | twin | tolerance | verdict |", f"|{'---|' * 8}"]
    wrong = _fails(case, answers)
    lines += [_row(each, answers[case.name, each.name], wrong[each.name]) for each in case.asked]
    ways = sorted({answers[case.name, each.name].how for each in case.asked})
    return "\n".join([*lines, "", f"Error of ours: {'; '.join(ways)}."])


def _given(value: list[object]) -> str:
    amount, unit = value
    # All digits of the file: a law with a large exponent feels the tenth.
    return f"{amount:.12g}" if unit == "1" else f"{amount:.12g} {unit}"


def _row(asked: Asked, answer: Answer, wrong: list[str]) -> str:
    least = max(answer.error, 1e-3 * asked.tolerance)
    twin = number(answer.twin, answer.twin_error or least)
    if answer.twin_error:
        twin += f" ± {answer.twin_error:.1g}"
    ours = number(answer.ours, least), f"{answer.error:.1g}", number(answer.exact, least)
    cells = asked.name, asked.unit, *ours, twin, f"{asked.tolerance:g}", "; ".join(wrong) or "within"
    return f"| {' | '.join(cells)} |"
