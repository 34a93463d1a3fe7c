"""Runs of the chore: mutants that are drawn, and survivors once more; each outcome is written at once."""

from __future__ import annotations

from chores.mutants.drawing import drawn, named
from chores.mutants.outcomes import Outcome, explanations, keep, outcomes
from chores.mutants.rooms import SEED
from chores.mutants.trying import Laboratory


def again(laboratory: Laboratory, rooms: list[str]) -> None:
    """Ask once more about survivors of some rooms, but for those that no test can tell.

    Outcomes of places that are gone, whatever they were, are dropped: they say nothing of the program as it is.
    """
    known = explanations()
    gone = [one for one in outcomes() if one.room in rooms and not _is_there(one)]
    for one in gone:
        print(f"{one.room:<15} gone: the file has changed  {one.id}  {one.verdict}", flush=True)
    keep([one for one in outcomes() if one not in gone])
    for one in [one for one in outcomes() if one.verdict == "survived" and one.room in rooms]:
        if known.get(one.id, {}).get("kind") == "equivalent":
            continue
        verdict, by, took = laboratory.outcome(named(one.room, one.id))
        revised = one._replace(verdict=verdict, by=by, seconds=round(took, 1))
        keep([revised if other.id == one.id else other for other in outcomes()])
        print(f"{one.room:<15} {verdict:<9} {took:6.1f} s  {one.id}  {by}", flush=True)


def draw(laboratory: Laboratory, rooms: list[str], each: int) -> None:
    """As many of each room as were asked for, those that are there among them; the rooms in turn."""
    draws = {room: drawn(room, SEED) for room in rooms}
    while behind := [room for room in rooms if _count(room) < each]:
        for room in behind:
            done = {outcome.id for outcome in outcomes()}
            mutant = next(mutant for mutant in draws[room] if mutant.id not in done)
            verdict, by, took = laboratory.outcome(mutant)
            keep([*outcomes(), Outcome(room, mutant.id, verdict, by, round(took, 1), verdict)])
            print(f"{room:<15} {verdict:<9} {took:6.1f} s  {mutant.id}  {by}", flush=True)


def _count(room: str) -> int:
    return sum(outcome.room == room for outcome in outcomes())


def _is_there(outcome: Outcome) -> bool:
    try:
        named(outcome.room, outcome.id)
    except LookupError:
        return False
    return True
