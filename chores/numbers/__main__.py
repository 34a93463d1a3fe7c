"""Move every number of the library by its spread, and list what each moves: ``make test-numbers``.

What is found is written after each entry, so that a run that was stopped goes on where it was; a value whose text or
spread has changed since is asked again.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

import microthermal
from chores.numbers import influence
from chores.numbers.answers import LEAST, Answers, Moved, Question, farthest
from chores.numbers.moving import moved
from chores.numbers.probes import questions
from chores.numbers.table import OPEN, STORED, Line, read, write
from chores.numbers.values import Value, places, values
from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.errors import MicrothermalError

_KEPT = 24
_PACKAGE = Path(microthermal.__file__).parent
_ASKED: dict[tuple[str, str, str], Answers] = {}


def main() -> int:
    """Ask every value that the table does not hold as it is; returns 1 if one moves nothing and is kept for nothing."""
    parser = argparse.ArgumentParser(prog="python -m chores.numbers", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="ENTRY", help="entries or kinds; all by default")
    parser.add_argument("--table", type=Path, default=STORED, help="table that is read and written (%(default)s)")
    parser.add_argument("--anew", action="store_true", help="ask values again that the table holds")
    options = parser.parse_args()
    base, known = catalog.library(), read(options.table)
    every = list(values())
    told = {**_shown_by_plans(), **known}
    held = {one.id: told[one.id] for one in every if one.id in told and told[one.id].of(one)}
    found = {one.id: held[one.id] for one in every if one.id in held and (held[one.id].moves or one.row.kept_for)}
    for entry, group in groupby(every, key=lambda one: f"{one.kind}/{one.name}"):
        if options.only and entry not in options.only and entry.partition("/")[0] not in options.only:
            continue
        asked = [one for one in group if options.anew or one.id not in found]
        for one in asked:
            found[one.id] = line_of(base, one)
        if asked:
            write(options.table, Line, [found[one.id] for one in every if one.id in found])
            still = [one for one in asked if not found[one.id].moves and not one.row.kept_for]
            print(f"{entry}: {len(asked)} asked, {len(still)} move nothing", flush=True)
    dead = [one for one in every if one.id in found and not found[one.id].moves and not one.row.kept_for]
    if options.table == STORED:
        left = [one.id for one in every if one in dead or one.id not in found]
        OPEN.write_text("".join(f"{name}\n" for name in left), encoding="utf-8")
    for one in dead:
        print(f"DEAD {one.id} = {one.row.value}")
    print(f"{len(found)} of {len(every)} numbers asked, {len(dead)} move nothing and say not what they are kept for")
    return 1 if dead else 0


def _shown_by_plans() -> dict[str, Line]:
    """Values that moved a metric of one of the plans of the examples: they need not be asked again."""
    return {
        one.id: Line(one.id, one.value, one.moved_to, f"plan: {one.plan}", one.metric, one.by)
        for one in influence.read().values()
        if float(one.by) > LEAST
    }


def line_of(base: Library, value: Value) -> Line:
    """What a value moves, by the first question and the first place that move anything."""
    refused = ""
    for name, question in questions(value):
        for text in places(value.row):
            try:
                with moved(base, value, text) as library:
                    there = question(library, base, value.name)
            except MicrothermalError as error:
                refused = str(error).splitlines()[0].replace(f"{_PACKAGE}/", "")  # the same on every machine
                continue
            best = farthest(_usual(base, question, (name, value.kind, value.name)), there)
            if best.far:
                return Line(value.id, value.row.value, text, name, best.name, f"{best.far:.2g}")
    nothing = Moved("", 0.0)
    return Line(value.id, value.row.value, "", refused[:80], nothing.name, "0")


def _usual(base: Library, question: Question, key: tuple[str, str, str]) -> Answers:
    """Answers of the library as it stands, to a question of a stage about an entry; the last ones are kept."""
    if key not in _ASKED:
        if len(_ASKED) >= _KEPT:
            _ASKED.pop(next(iter(_ASKED)))
        _ASKED[key] = question(base, base, key[2])
    return _ASKED[key]


if __name__ == "__main__":
    sys.exit(main())
