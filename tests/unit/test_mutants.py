"""The chore of mutants: its rooms, the tests that are asked, intervals and page; mutants themselves need cosmic-ray."""

from __future__ import annotations

import pytest
from chores.mutants.choosing import batches
from chores.mutants.outcomes import Outcome, explanations, outcomes
from chores.mutants.page import PAGE, interval, page
from chores.mutants.places import Place, place_of
from chores.mutants.rooms import ROOMS, ROOT, SEED, files_of
from chores.mutants.tests_of import nearest
from chores.mutants.watching import Watched


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_file_of_a_room_has_tests_nearby(room: str) -> None:
    files = files_of(room)
    assert files and all((ROOT / file).is_file() for file in files)
    assert not [file for file in files if not nearest(file)]


def test_the_tests_that_are_nearest_come_first() -> None:
    found = nearest("src/microthermal/damage/cautions.py")
    assert found[0] == "tests/unit/test_damage.py"
    assert "tests/unit/test_changes.py" not in found


def test_an_interval_holds_its_share_and_narrows() -> None:
    low, high = interval(17, 20)
    assert (round(low, 4), round(high, 4)) == (0.6396, 0.9476)  # statsmodels, proportion_confint, wilson
    assert interval(0, 5)[0] == pytest.approx(0.0, abs=1e-12) and interval(5, 5)[1] == pytest.approx(1.0, abs=1e-12)
    assert interval(170, 200)[0] > low and interval(170, 200)[1] < high


def test_a_place_is_a_statement_or_the_functions_that_use_a_name_or_the_kernels_that_call_one() -> None:
    verdicts = "src/microthermal/planning/window/verdicts.py"
    text = (ROOT / verdicts).read_text(encoding="utf-8").splitlines()
    line = next(number for number, each in enumerate(text, 1) if "slack = WHOLE" in each)
    assert place_of(verdicts, line) == Place(verdicts.removeprefix("src/"), frozenset({line}), frozenset())
    cautions = (ROOT / "src/microthermal/damage/cautions.py").read_text(encoding="utf-8").splitlines()
    constant = next(number for number, each in enumerate(cautions, 1) if each.startswith("_EDGE"))
    used = place_of("src/microthermal/damage/cautions.py", constant).lines
    assert used and all(number > constant for number in used)
    contours = (ROOT / "src/microthermal/numerics/damage/contours.py").read_text(encoding="utf-8").splitlines()
    crossing = next(number for number, each in enumerate(contours, 1) if each.startswith("def last_crossing"))
    called = place_of("src/microthermal/numerics/damage/contours.py", crossing).kernels
    assert {
        "microthermal.numerics.damage.contours.radii",
        "microthermal.numerics.damage.contours.last_crossing",
    } <= called


def test_tests_that_run_the_place_are_asked_first_and_as_many_as_fit() -> None:
    def ran(test: str, seconds: float, *lines: int) -> Watched:
        return Watched(test, test != "failing", seconds, {"a.py": list(lines)}, [])

    files = {
        "near": [ran("", 0.0), ran("aside", 1.0, 7), ran("failing", 1.0, 3), ran("slow", 6.0, 3), ran("own", 2.0, 3)],
        "far": [ran("", 0.0), ran("elsewhere", 1.0, 7)],
        "read": [ran("", 0.0, 3), ran("whole", 4.0, 8)],
    }  # fmt: skip
    place = Place("a.py", frozenset({3}), frozenset())
    assert list(batches(place, files, files.__getitem__)) == [["own", "aside"], ["whole"]]
    assert list(batches(Place("a.py", frozenset({9}), frozenset()), ["far"], files.__getitem__)) == [["elsewhere"]]
    unknown = Place("a.py", frozenset(), frozenset())
    assert list(batches(unknown, ["near", "far"], files.__getitem__)) == [["aside", "own"], ["elsewhere"]]
    many = {str(number): [ran(f"test {number}", 4.5, 3), ran(f"other {number}", 4.5, 3)] for number in range(4)}
    found = list(batches(place, many, many.__getitem__))
    assert [len(each) for each in found] == [2]  # 10 s in all
    slow = {"near": [ran("", 4.0), ran("one", 4.5, 3), ran("two", 4.0, 3)], "far": [ran("three", 2.5, 3)]}
    assert list(batches(place, slow, slow.__getitem__)) == [["two"]]
    few = {str(number): [ran(f"test {number}", 1.0, 3)] for number in range(4)}
    assert list(batches(place, few, few.__getitem__)) == [["test 0"], ["test 1", "test 2", "test 3"]]


def test_the_page_counts_what_is_endless_as_killed_and_tells_who_survived() -> None:
    made = [
        Outcome("damage", "a.py:1:1:x", "killed", "t", 1.0, "killed"),
        Outcome("damage", "a.py:2:1:x", "endless", "t", 1.0, "endless"),
        Outcome("damage", "a.py:3:1:x", "survived", "t", 1.0, "survived"),
        Outcome("damage", "a.py:4:1:x", "killed", "t", 1.0, "survived"),
        Outcome("zones", "b.py:1:1:x", "killed", "t", 1.0, "killed"),
    ]  # fmt: skip
    text = page(made, 3)
    assert "| damage | 4 | 3 | 1 | 0 | 1 | 75 | 75 (30 to 95) |" in text and "| all | 5 | 4 | 1 |" in text
    assert "| damage | 2 of 4 | 2 of 4 | 50 (15 to 85) |" in text
    assert "| `a.py:3:1:x` | not looked at yet |" in text and "a.py:1:1:x" not in text


def test_what_no_test_can_tell_is_no_part_of_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"a.py:3:1:x": {"kind": "equivalent", "why": "one is one"}}
    monkeypatch.setattr("chores.mutants.page.explanations", lambda: told)
    made = [
        Outcome("damage", f"a.py:{line}:1:x", verdict, "t", 1.0, verdict)
        for line, verdict in ((1, "killed"), (2, "survived"), (3, "survived"))
    ]
    text = page(made, 3)
    assert "| damage | 3 | 1 | 0 | 1 | 1 | 33 | 50 (9 to 91) |" in text and "| damage | 1 of 2 | 1 of 2 |" in text


def test_the_page_is_that_of_the_outcomes_and_every_reason_is_of_a_survivor() -> None:
    found = outcomes()
    assert PAGE.read_text(encoding="utf-8") == page(found, SEED)
    assert len({one.id for one in found}) == len(found)
    assert set(explanations()) <= {one.id for one in found if one.verdict == "survived"}
    assert {one.first for one in found} <= {"killed", "endless", "survived"}
    for told in explanations().values():
        assert told["kind"] in ("equivalent", "missing test", "too rough") and told["why"]
