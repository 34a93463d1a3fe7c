"""Rank the debts of the library by what they move in the six plans of the examples: ``make influence``.

Each debt is moved to the far end of its spread (up by a tenth without one) in every plan whose entries hold it, at the
setting that the plan chose among those with a laser. The proxy: nominal skin, coarse cells, the mean course.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from chores.numbers.moving import moved
from chores.numbers.plans import PLANS, Asking, chosen, hangs_on
from chores.numbers.table import write
from chores.numbers.values import Value, places, values
from microthermal import catalog
from microthermal.errors import MicrothermalError

STORED: Final = Path(__file__).parents[2] / "risk" / "influence.csv"


class Influence(NamedTuple):
    """One debt in one plan: how far the aims move, 0 to 1; the metric that moves most, and how far."""

    id: str
    value: str
    plan: str
    moved_to: str
    aims: str
    metric: str
    by: str


def main() -> int:
    """Ask every debt that the table does not hold as it is, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m chores.numbers.influence", description=__doc__)
    parser.add_argument("--table", type=Path, default=STORED, help="table that is read and written (%(default)s)")
    parser.add_argument("--anew", action="store_true", help="ask debts again that the table holds")
    options = parser.parse_args()
    known = {} if options.anew else read(options.table)
    base, debts = catalog.library(), [one for one in values() if one.row.debt]
    found: dict[tuple[str, str], Influence] = {}
    for name in PLANS:
        plan = chosen(name)
        asking = Asking(plan, base)
        for value in (one for one in debts if hangs_on(plan, one, base)):
            line = known.get((value.id, name))
            found[value.id, name] = line if line is not None and _holds(line, value) else of(asking, value)
        write(options.table, Influence, (*found.values(), *(one for key, one in known.items() if key not in found)))
        print(f"{name}: {sum(key[1] == name for key in found)} debts", flush=True)
    write(options.table, Influence, found.values())
    for place, (value_id, line) in enumerate(ranked(found.values())[:30], 1):
        print(f"{place:>3} {line.aims:>8} {line.plan:<22} {value_id}")
    return 0


def _holds(line: Influence, value: Value) -> bool:
    """Whether a line tells of a value and a spread as the library states them now."""
    return line.value == value.row.value and (not line.moved_to or line.moved_to in places(value.row))


def of(asking: Asking, value: Value) -> Influence:
    """Influence of a value on one plan: at the far end of its spread, or where that is refused at the next place."""
    told = Influence(value.id, value.row.value, asking.plan.name, "", "0", "", "0")
    if not value.row.low and not value.row.high and value.row.value.split(" ")[0] in ("0", "0.0"):
        return told  # nothing says how far from zero it may be
    for text in places(value.row):
        try:
            with moved(asking.base, value, text) as library:
                aims, metric, by = asking.influence(library, value)
        except MicrothermalError:
            continue
        return told._replace(moved_to=text, aims=f"{aims:.4g}", metric=metric, by=f"{by:.2g}")
    return told._replace(metric="refused at every place")


def ranked(lines: Iterable[Influence]) -> list[tuple[str, Influence]]:
    """Debts with the plan that each moves most, the heaviest first."""
    best: dict[str, Influence] = {}
    for line in lines:
        if line.id not in best or _weight(line) > _weight(best[line.id]):
            best[line.id] = line
    return sorted(best.items(), key=lambda item: (*(-part for part in _weight(item[1])), item[0]))


def _weight(line: Influence) -> tuple[float, float]:
    return float(line.aims), float(line.by)


def read(path: Path = STORED) -> dict[tuple[str, str], Influence]:
    """Lines of a table by value and plan; none where there is no table yet."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["id"], row["plan"]): Influence(**row) for row in csv.DictReader(file)}


if __name__ == "__main__":
    sys.exit(main())
