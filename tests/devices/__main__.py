"""Every device through the commands, and through ``mtz plan`` for every goal: ``make test-devices``.

Devices of a family that a goal allows are planned together, up to twelve at once, as a user with several would; those
that it bars are asked one by one. A line tells each answer; names of devices or families as arguments take these alone.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from tests.devices import asking

from microthermal import catalog
from microthermal.cli.first_case import open_to
from microthermal.domain.inputs.exposures import family_of

# Devices that a case for a plan may name.
TOGETHER: Final = 12


def questions(names: list[str], folder: Path) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """Every question with its words: each is asked when it is called."""
    for goal in catalog.names("goal"):
        allowed = open_to(catalog.goal(goal))
        for name in names:
            if name not in allowed:
                yield f"plan {goal}, barred {name}", lambda name=name, goal=goal: asking.barred(name, goal, folder)
        families = sorted((name for name in names if name in allowed), key=_family)
        for _, alike in groupby(families, key=_family):
            members = tuple(alike)
            for first in range(0, len(members), TOGETHER):
                some = members[first : first + TOGETHER]
                words = f"plan {goal}, {', '.join(some)}"
                yield words, lambda some=some, goal=goal: asking.planned(some, goal, folder)
    for name in names:
        yield f"simulate {name}", lambda name=name: asking.simulated(name, folder)
        yield f"window {name}", lambda name=name: asking.windowed(name, folder)


def _family(name: str) -> str:
    return family_of(catalog.device(name))


def _asked(question: Callable[[], list[str]]) -> list[str]:
    try:
        return question()
    except Exception:  # a fault of one question is told, and the others are asked all the same
        return [traceback.format_exc()]


def _keep(words: str, folder: Path) -> None:
    if not (kept := os.environ.get("KEEP")):
        return
    for page in folder.glob("*.html"):
        shutil.copy(page, Path(kept) / f"{re.sub(r'[^a-z0-9]+', '_', words.lower())[:80]}.html")


def main(wanted: list[str]) -> int:
    """Number of questions that were answered wrongly."""
    names = [name for name in catalog.names("device") if not wanted or {name, _family(name)} & set(wanted)]
    wrong = asked = 0
    with tempfile.TemporaryDirectory() as folder:
        for words, question in questions(names, Path(folder)):
            began = time.process_time()
            faults = _asked(question)
            _keep(words, Path(folder))
            asked, wrong = asked + 1, wrong + bool(faults)
            print(
                f"{time.process_time() - began:6.1f} s  {words}: {'; '.join(faults) or 'as it should be'}", flush=True
            )
    print(f"{asked} questions about {len(names)} devices, {wrong} answered wrongly")
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
