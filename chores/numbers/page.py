"""Write docs/reference/influence.md from the stored tables: debts by what they move, and what was looked up."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Final

from chores.numbers import influence, table
from chores.numbers.influence import Influence, ranked
from chores.numbers.values import Value, values

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "reference" / "influence.md"
LOOKED_UP: Final = ROOT / "risk" / "looked_up.toml"
FIRST: Final = 30
_LISTED: Final = 120
_HEAD: Final = """# Debts by influence

Written by `make influence`; nobody types its numbers. A *debt* is a number of the library that was recalled or
assumed, or that is a scenario. Each is moved to the far end of its spread (up by a tenth where its file states none)
in the six plans of the examples, at the best setting with a laser that the plan found. **Influence is how far the aims
move**, each as the fraction of it that is reached, weighted as the goal does, 0 to 1. It is a proxy: nominal skin,
coarse cells, the mean course, one number at a time; spreads of assumptions are assumptions, too. The worst of the six
plans counts.

{counts}

## The thirty that matter most

| | number | value, moved to | influence | plan | metric of the goal that moves most |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    lines = influence.read()
    order, known = ranked(lines.values()), {one.id: one for one in values()}
    moving = [name for name, line in order if float(line.aims) >= 0.01]
    counts = (
        f"Of {len(order)} debts on which these plans may hang, {len(moving)} move the aims of one by 0.01 or more, and "
        f"{sum(float(line.aims) == 0.0 for _, line in order)} by nothing."
    )
    parts = [_HEAD.format(counts=counts), *(_row(place, *one) for place, one in enumerate(order[:FIRST], 1))]
    parts += ["\n## What was looked up for them\n", *_looked_up([name for name, _ in order[:FIRST]], known)]
    parts += ["\n## The next\n\n| | number | value, moved to | influence | plan | metric of the goal that moves most |"]
    parts += ["|---|---|---|---|---|---|", *(_row(n, *one) for n, one in enumerate(order[FIRST:_LISTED], FIRST + 1))]
    return "\n".join(part.rstrip("\n") for part in parts) + "\n" + _dead(known)


def _row(place: int, name: str, line: Influence) -> str:
    by = f"{line.metric} by {100 * float(line.by):.0f} %" if line.metric else "-"
    return (
        f"| {place} | `{name}` | {line.value}, {line.moved_to} | {float(line.aims):.3f} | "
        f"{line.plan.replace('_', ' ')} | {by} |"
    )


def _looked_up(first: list[str], known: dict[str, Value]) -> list[str]:
    told = tomllib.loads(LOOKED_UP.read_text(encoding="utf-8"))["searches"] if LOOKED_UP.exists() else []
    lines = []
    for one in told:
        names = [name for name in one["numbers"] if name in known]
        here = [f"`{name}`" for name in names]
        lines.append(f"- {', '.join(here)}. *Searched*: {one['searched']} *Found*: {one['found']}")
    without = [name for name in first if not any(name in one["numbers"] for one in told)]
    if without:
        lines.append(f"- Not looked up yet: {', '.join(f'`{name}`' for name in without)}.")
    return lines


def _dead(known: dict[str, Value]) -> str:
    """How many numbers move something, by the stage that showed it, and those that are kept for something else."""
    lines = table.read()
    stages = Counter(line.stage.partition(":")[0].partition(" at ")[0].partition(" of ")[0] for line in lines.values())
    kept = [one for one in known.values() if one.row.kept_for]
    words: dict[str, list[str]] = {}
    for one in kept:
        words.setdefault(one.row.kept_for, []).append(one.id)
    moving = sum(line.moves for line in lines.values())
    found = [
        "\n## Numbers that move nothing\n",
        f"`make test-numbers` moved each of {len(lines)} numbers; {moving} moved an answer "
        f"({', '.join(f'{stage} {count}' for stage, count in stages.most_common(8) if stage)}). "
        f"{len(table.still_open())} "
        "of the library are open: not asked yet, or nothing moved and it is not settled whether a question is missing "
        "(`risk/numbers_open.txt`). Those that are known to move nothing say what they are kept for:\n",
    ]
    found += [f"- {text}: {', '.join(f'`{name}`' for name in names)}." for text, names in sorted(words.items())]
    return "\n".join(found) + "\n"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
