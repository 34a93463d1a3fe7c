"""Cases that are changed at random and simulated to their end; ``make fuzz`` has five hundred."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
from tests.fuzz import page, trial, whole

import microthermal as mt
from microthermal.errors import ConvergenceError, InputError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
SEED = 3


def valid(many: int, folder: Path) -> list:
    found = ((number, whole.valid(number, SEED, folder)) for number in range(60))
    return [(number, *case) for number, case in found if case is not None][:many]


def test_a_changed_case_is_simulated_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No time is judged here: kernels may have to be compiled first.
    monkeypatch.setattr(trial, "SECONDS", 3600.0)
    monkeypatch.setattr(trial, "BYTES", 1 << 34)
    ends = {number: whole.simulated(name, case) for number, name, case in valid(3, tmp_path)}
    assert {end.how for end in ends.values()} <= {"simulated", "refused"}, ends
    assert "simulated" in {end.how for end in ends.values()}


@pytest.mark.parametrize(
    ("done", "how"),
    [
        (InputError("energy: 3 kJ is above 1 J"), "refused"),
        (ConvergenceError("heat did not settle"), "refused"),
        (InputError("two\nlines"), "fault"),
        (KeyError("depth"), "fault"),
        (MemoryError(), "fault"),
        (trial.TooLong(), "fault"),
    ],
)
def test_only_a_sentence_refuses(
    done: BaseException, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def simulate(*given: object) -> None:
        raise done

    ((_, name, case),) = valid(1, tmp_path)
    monkeypatch.setattr(mt, "simulate", simulate)
    assert whole.simulated(name, case).how == how


def test_a_summary_whose_numbers_are_not_finite_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((_, name, case),) = valid(1, tmp_path)
    monkeypatch.setattr(mt, "simulate", lambda *given: None)
    monkeypatch.setattr(whole, "summary", lambda result: {"zone": [{"depth": math.nan}], "words": "nan"})
    monkeypatch.setattr(whole, "html", lambda result: "")
    end = whole.simulated(name, case)
    assert (end.how, end.words) == ("fault", "zone.0.depth is nan")


def test_a_case_is_followed_beyond_its_last_dose() -> None:
    for name in whole.singles():
        case = whole.treatment_case(whole.good.mapping(name))
        assert all(dose.time < whole.coarse(case).until for dose in case.treatment.doses)


def test_parts_that_are_not_run_stay_on_the_page() -> None:
    files = page.files_part({"saved runs": {"refused": 3}})
    first = page.page({"files": files}, "")
    assert first.count("This was not run yet.") == 2
    state = {"seed": 1, "next": 9, "done": 1, "ended": {"a.toml|fault": 1}, "slowest": [[1.5, 8, "a.toml"]]}
    second = page.page({"cases": page.cases_part({**state, "faults": {"KeyError: 3": 8}})}, first)
    assert "| saved runs | refused: 3 |" in second and second.count("This was not run yet.") == 1
    assert "| a.toml | 0 | 0 | 1 |" in second and "- 8: `KeyError: 3`" in second
    assert page.page({}, second) == second
