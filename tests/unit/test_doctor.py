"""The self-test of an installation: answers as stored, what differs is told, facts have doubts where they should."""

from __future__ import annotations

import json

import pytest
from tests.journeys.commands import run_here

from microthermal.cli.__main__ import EXIT_SELF_TEST
from microthermal.doctor import facts, self_test
from microthermal.doctor.self_test import BITS, TOLERANCE, answers, stored
from microthermal.errors import ConvergenceError


@pytest.fixture(scope="module")
def found():
    return answers()


def test_all_answers_are_as_stored(found):
    known = stored()
    assert {name: found[name] for name in BITS} == {name: known[name] for name in BITS}
    assert found["one treatment"] == pytest.approx(known["one treatment"], rel=TOLERANCE)


def test_every_answer_that_differs_is_told(found):
    for name in BITS:
        checks = self_test({**found, name: "0" * 64})
        assert [check.name for check in checks if not check.right] == [name]
    for name, value in found["one treatment"].items():
        moved = {**found["one treatment"], name: value * (1 + 3 * TOLERANCE)}
        (wrong,) = [check for check in self_test({**found, "one treatment": moved}) if not check.right]
        assert name in wrong.text
    lacking = {name: value for name, value in found["one treatment"].items() if name != "depth"}
    assert not all(check.right for check in self_test({**found, "one treatment": lacking}))


def test_an_error_is_a_wrong_answer(monkeypatch, found):
    def fail():
        raise ConvergenceError("no step is short enough")

    monkeypatch.setitem(BITS, "heat", fail)
    (wrong,) = [check for check in self_test(found) if not check.right]
    assert wrong.name == "heat" and wrong.text == "no step is short enough"


@pytest.mark.slow
def test_facts_tell_what_may_be_wrong(monkeypatch, tmp_path):
    assert not [fact for fact in facts() if fact.group == "packages" and not fact.value]
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("MICROTHERMAL_CACHE_DIR", str(blocked))
    (results,) = [fact for fact in facts() if (fact.group, fact.name) == ("cache", "results")]
    assert "cannot be written" in results.doubt


@pytest.mark.parametrize("broken", ["a link to nothing", "no TOML"])
def test_facts_are_told_beside_a_library_that_cannot_be_read(monkeypatch, tmp_path, broken):
    path = tmp_path / "drugs" / "mine.toml"
    path.parent.mkdir()
    if broken == "no TOML":
        path.write_text("title = ")
    else:
        path.symlink_to(tmp_path / "nowhere")
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    told = {fact.name: f"{fact.value} {fact.doubt}" for fact in facts() if fact.group == "library"}
    assert {"entries", "debts", "digest", "faults"} <= set(told)
    assert "mine.toml" in told["faults"]


@pytest.mark.slow
def test_the_command_ends_with_a_code_of_its_own_where_an_answer_is_wrong(monkeypatch, tmp_path):
    code, said, _ = run_here("doctor", "--json", folder=tmp_path)
    assert code == 0 and all(check["right"] for check in json.loads(said)["checks"])
    monkeypatch.setitem(BITS, "light", lambda: "0" * 64)
    code, said, _ = run_here("doctor", folder=tmp_path)
    assert code == EXIT_SELF_TEST and "WRONG: other bits than stored" in said
