"""The chore of mutants: its rooms, the tests that are asked, intervals and page; mutants themselves need cosmic-ray."""

from __future__ import annotations

import pytest
from chores.mutants.outcomes import Outcome, explanations, outcomes
from chores.mutants.page import PAGE, interval, page
from chores.mutants.rooms import ROOMS, ROOT, SEED, files_of
from chores.mutants.tests_of import nearest


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


def test_the_page_counts_what_is_endless_as_killed_and_tells_who_survived() -> None:
    made = [
        Outcome("damage", "a.py:1:1:x", "killed", "t", 1.0), Outcome("damage", "a.py:2:1:x", "endless", "t", 1.0),
        Outcome("damage", "a.py:3:1:x", "survived", "t", 1.0), Outcome("zones", "b.py:1:1:x", "killed", "t", 1.0),
    ]  # fmt: skip
    text = page(made, 3)
    assert "| damage | 3 | 2 | 1 | 1 | 67 (21 to 94) |" in text and "| all | 4 | 3 | 1 | 1 |" in text
    assert "| `a.py:3:1:x` | not looked at yet |" in text and "a.py:1:1:x" not in text


def test_the_page_is_that_of_the_outcomes_and_every_reason_is_of_a_survivor() -> None:
    found = outcomes()
    assert PAGE.read_text(encoding="utf-8") == page(found, SEED)
    assert len({one.id for one in found}) == len(found)
    assert set(explanations()) <= {one.id for one in found if one.verdict == "survived"}
    for told in explanations().values():
        assert told["kind"] in ("equivalent", "missing test", "test written", "too rough") and told["why"]
