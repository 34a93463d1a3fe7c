"""The Open MTZ benchmark: files are complete, stored answers are the program's, and they are as good as they say."""

from __future__ import annotations

import copy

import pytest
from benchmarks.mtz.answers import stored
from benchmarks.mtz.case import Case, cases, faults
from benchmarks.mtz.exact import EXACT
from benchmarks.mtz.judging import same, verdicts
from benchmarks.mtz.ours import OURS
from benchmarks.mtz.page import PAGE, number, page

CASES, ANSWERS = cases(), stored()
# Their exact answers take no time.
QUICK = ("02_layers", "05_damage", "09_crater", "10_lattice")


def test_there_are_ten_cases_and_each_file_is_complete():
    assert len(CASES) == 10
    assert [fault for case in CASES for fault in faults(case)] == []


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("light", "statement"), "", "section light says nothing"),
        (("light", "absorption"), 1000.0, "light.absorption must be [number, unit]"),
        (("light", "absorption"), [1000.0, "1/inch"], "light.absorption must be [number, unit]"),
        (("question",), "", "question is missing"),
        (("asked",), [], "nothing is asked"),
        (("colour",), "red", "colour is not known"),
        (("files",), ["no.csv"], "file no.csv is missing"),
    ],
)
def test_what_a_file_lacks_is_told(place, value, words):
    data = copy.deepcopy(CASES[0].data)
    inner = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert faults(Case("01_slab", data)) == [f"01_slab: {words}"]


@pytest.mark.parametrize("missing", ["definition", "unit", "tolerance"])
def test_what_is_asked_without_words_is_told(missing):
    data = copy.deepcopy(CASES[0].data)
    data["asked"][0][missing] = {"definition": "", "unit": "furlong", "tolerance": 0.0}[missing]
    assert "lacks a definition, a unit or a tolerance" in faults(Case("01_slab", data))[0]


def test_each_number_that_is_asked_has_one_answer():
    assert list(ANSWERS) == [(case.name, asked.name) for case in CASES for asked in case.asked]
    assert all(ANSWERS[case.name, asked.name].unit == asked.unit for case in CASES for asked in case.asked)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_program_still_gives_the_stored_answers(case):
    found = OURS[case.name](case, False)
    assert set(found) == {asked.name for asked in case.asked}
    moved = [name for name, each in found.items() if not same(each.value, ANSWERS[case.name, name].coarse)]
    assert moved == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_stored_answers_lie_within_their_tolerances(case):
    assert [wrong for asked in case.asked for wrong in verdicts(asked, ANSWERS[case.name, asked.name])] == []


@pytest.mark.parametrize("name", QUICK)
def test_exact_answers_are_the_stored_ones(name):
    (case,) = (case for case in CASES if case.name == name)
    for metric, value in EXACT[name](case).items():
        assert value == pytest.approx(ANSWERS[name, metric].exact, rel=1e-8)


def test_a_wrong_answer_is_seen():
    asked, answer = CASES[2].asked[0], ANSWERS["03_cylinder", "axis_3ms"]
    assert verdicts(asked, answer) == []
    off = answer.exact + 1.5 * asked.tolerance
    assert "from the exact answer" in verdicts(asked, answer._replace(ours=off))[0]
    assert "beyond the tolerance" in verdicts(asked, answer._replace(error=2.0 * asked.tolerance))[0]
    assert "the twin is" in verdicts(asked, answer._replace(twin=answer.ours + 2.0 * asked.tolerance))[0]
    assert same(answer.ours * (1.0 + 1e-9), answer.ours) and not same(answer.ours * (1.0 + 1e-6), answer.ours)


def test_the_page_is_that_of_the_stored_answers():
    assert PAGE.read_text(encoding="utf-8") == page(CASES, ANSWERS)


def test_the_page_holds_every_number_of_every_case():
    text = PAGE.read_text(encoding="utf-8")
    for case in CASES:
        for section in case.data.values():
            for key, value in section.items() if isinstance(section, dict) else ():
                assert key == "statement" or f"{key} = {value[0]:.12g}" in text


def test_numbers_have_the_digits_that_their_errors_leave():
    assert number(77.24160112, 0.02) == "77.242"
    assert number(0.66072673, 1.6e-4) == "0.66073"
    assert number(0.0) == "0" and number(None) == ""
