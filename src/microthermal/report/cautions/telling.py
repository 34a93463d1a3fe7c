"""Cautions that say the same of several things, told as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from microthermal.domain.results.caution import Caution
from microthermal.report.cautions.families import Family

# What a caution about values of an entry says, once for each way in which they are weak.
_VALUES: Final = re.compile(r"(\d+) of (\d+) values are ")
_WEAK: Final = {
    "assumptions": "assumed", "recalled": "recalled", "scenarios that": "scenarios",
}  # fmt: skip
WEIGHTS: Final = {"stop": 0, "warn": 1, "note": 2}
_OPENS: Final = {"run": "of the run itself: ", "plan": "of the plan itself: "}


@dataclass(frozen=True)
class Weighed:
    """A caution with its family, the fraction of this result that it moves, and that in words."""

    caution: Caution
    family: Family
    moves: float
    words: str


def told(every: Sequence[Weighed]) -> list[Weighed]:
    """Each group of cautions as one, which moves as much, and is as heavy, as the first of them.

    Parameters
    ----------
    every : sequence of Weighed
        Cautions, those about one entry of the library as one already.
    """
    groups: dict[str, list[Weighed]] = {}
    for number, one in enumerate(every):
        groups.setdefault(one.family.group or str(number), []).append(one)
    return [_one(group) for group in groups.values()]


def _one(group: Sequence[Weighed]) -> Weighed:
    name = group[0].family.group
    if len(group) == 1 and name != "values":
        return group[0]
    first = max(group, key=lambda one: one.moves)
    cautions = [one.caution for one in group]
    text = _of_values(cautions) if name == "values" else _OPENS.get(name, "") + "; ".join(one.text for one in cautions)
    sources = ", ".join(dict.fromkeys(part for one in cautions for part in one.source.split(", ") if part))
    weight = min((one.weight for one in cautions), key=WEIGHTS.__getitem__)
    return replace(first, caution=replace(first.caution, text=text, weight=weight, source=sources))


def _of_values(cautions: Sequence[Caution]) -> str:
    """How many values of each entry are weak, and how; their names stand in the table of numbers."""
    parts = []
    for one in cautions:
        entry, _, rest = one.text.partition(": ")
        counts = [(int(found[1]), int(found[2]), rest[found.end() :]) for found in _VALUES.finditer(rest)]
        if not counts:
            parts.append(one.text)
            continue
        ways = [
            f"{count} {word}" for count, _, words in counts for start, word in _WEAK.items() if words.startswith(start)
        ]
        parts.append(f"{entry} {sum(count for count, _, _ in counts)} of {counts[0][1]} ({', '.join(ways)})")
    return f"values that nobody has measured for this: {'; '.join(parts)}; the numbers at the end name each of them"
