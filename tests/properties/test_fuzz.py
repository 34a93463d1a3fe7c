"""Inputs that are changed at random end in a result or a sentence, and soon; ``make fuzz`` tries a hundred thousand."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tests.fuzz import good
from tests.fuzz.trial import KINDS, tried

import microthermal as mt
from microthermal import catalog
from microthermal.cases.treatment import read_treatment_case, treatment_case
from microthermal.errors import InputError, LibraryError, brief
from microthermal.planning.case import plan_case
from microthermal.units import parse

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
GOOD = Path(__file__).parents[2] / "examples" / "cheek.toml"


def test_changed_inputs_end_in_a_result_or_a_sentence(tmp_path: Path) -> None:
    endings = [tried(number, 19, tmp_path) for number in range(250)]
    faults = [(number, ending.words) for number, ending in enumerate(endings) if ending.how == "fault"]
    assert not faults, faults[0]
    # The changes are neither so strong that nothing passes, nor so weak that all does.
    ended = Counter(ending.how for ending in endings)
    assert ended["refused"] > 125 and ended["laid out"] + ended["result"] > 10
    assert {ending.kind for ending in endings} == set(KINDS)


@pytest.mark.parametrize("name", sorted(good.cases()))
def test_what_is_changed_was_good(name: str) -> None:
    (treatment_case if any(key in good.mapping(name) for key in good.TREATMENT) else plan_case)(good.mapping(name))


def _spent(text: str, tmp_path: Path) -> tuple[InputError, float]:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(InputError) as refused:
        read_treatment_case(path)
    return refused.value, time.process_time() - begun


def test_twenty_thousand_unknown_fields_are_told_at_once(tmp_path: Path) -> None:
    treatment_case(mt.documents.read_toml(GOOD))  # the library is read before
    good, many = GOOD.read_text(encoding="utf-8"), range(20_000)
    above = "".join(f"u_{number} = {number}\n" for number in many) + good
    within = good.replace("pulse = {", "pulse = {" + "".join(f"u_{number} = 1, " for number in many))
    for text in (above, within):
        error, seconds = _spent(text, tmp_path)
        assert seconds < 2.0
        assert len(error.faults) < 10 and error.faults[0].place


@pytest.mark.parametrize("line", ["{0}a = 1", "[{0}a]", "x = {{ {0}a = 1 }}", "pulse.{0}a = 1"])
@pytest.mark.parametrize("many", [60, 20_000])
def test_a_key_of_many_parts_is_refused_at_once(line: str, many: int, tmp_path: Path) -> None:
    error, seconds = _spent(line.format("a ." * many), tmp_path)
    assert "nested too deeply" in str(error) and seconds < 1.0


def test_a_library_file_that_is_nested_too_deeply_or_holds_a_number_without_end(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "devices").mkdir()
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    for text in ("a." * 200 + "a = 1", "x = " + "[" * 60 + "]" * 60, f"x = {'1' * 5000}"):
        (tmp_path / "devices" / "mine.toml").write_text(text, encoding="utf-8")
        with pytest.raises(LibraryError, match=r"too deeply|not valid TOML"):
            catalog.entry("device", "mine")


@pytest.mark.parametrize("given", [None, True, 3, "text", ("a",), np.zeros(2), object(), {3: "20 mJ"}, {None: 1}])
def test_a_case_that_is_no_table_of_texts_is_refused(given: object) -> None:
    for reader in (treatment_case, plan_case):
        with pytest.raises(InputError):
            reader(given)


@pytest.mark.parametrize("given", [range(10**12), itertools.count()])
def test_a_list_that_does_not_end_is_refused_at_once(given: object) -> None:
    case = good.mapping("hypertrophic_scar.toml")
    case["search"] = {"kind": "grid", "injection_days": given}
    with pytest.raises(InputError, match="injection_days"):
        plan_case(case)


def test_goals_within_goals_are_refused() -> None:
    nested: list[object] = ["keloid"]
    for _ in range(900):
        nested = [nested]
    with pytest.raises(InputError, match="the name of a goal"):
        plan_case({"skin": "cheek_iii", "goal": nested, "devices": ["er_glass_1550"]})


@pytest.mark.parametrize("given", [None, 0.02, [], np.zeros(2), object(), {}])
def test_what_is_no_text_is_no_quantity(given: object) -> None:
    with pytest.raises(InputError, match="is not a text of a number with a unit"):
        parse(given, "J")


@pytest.mark.parametrize("given", [1.5, None, np.array(3), object()])
def test_names_of_laws_are_a_list(given: object) -> None:
    with pytest.raises(InputError, match="names of laws are a list"):
        catalog.laws(given)


def test_a_number_of_hundreds_of_digits_is_not_finite() -> None:
    device = catalog.device("er_glass_1550")
    for changes in ({"energy": 10**400}, {"energy": 0.02, "stack": 10**400}, {"energy": 0.02, "duration": -(10**1000)}):
        with pytest.raises(InputError, match="finite"):
            device.pulse(**changes)


@pytest.mark.parametrize("name", ["er_glass_1550", "rf_bare", "ulthera_4_45"])
def test_an_energy_or_a_stack_of_none_is_refused(name: str) -> None:
    device = catalog.device(name)
    for changes in ({"energy": None}, {"energy": None, "duration": 0.01}, {"energy": 0.02, "stack": None}):
        with pytest.raises(InputError, match="must be given, not None"):
            device.exposure(**changes)


def test_what_is_shown_of_a_value_is_one_line() -> None:
    assert "\n" not in brief(np.zeros((2, 2)))
    assert os.linesep not in brief([np.zeros((2, 2)), "a\nb"])
