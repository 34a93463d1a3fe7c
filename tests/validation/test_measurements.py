"""Every measured zone keeps its verdict: a miss that turns into a hit fails as loudly as a hit that turns into a miss.

Both change what the project may say of itself. ``make validate`` judges all cases over all that their sources leave
open; here only quick ones are judged, at the middle. After a change of the model that is meant, ``make verdicts``
writes the new ones, and the change says why.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from microthermal.validation.asking import Model
from microthermal.validation.judging import found_for
from microthermal.validation.reading import cases

STORED = json.loads((Path(__file__).parent / "verdicts.json").read_text(encoding="utf-8"))
QUICK = [case for case in cases() if case.quick]


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_a_quick_case_keeps_its_verdict(case, model):
    found = found_for(case, model, quick=True)
    assert found.verdict == STORED["quick"][case.name], f"{found.value} ± {found.error}"


def test_every_case_has_a_stored_verdict():
    assert set(STORED["full"]) == {case.name for case in cases()}
    assert set(STORED["quick"]) == {case.name for case in QUICK}
