"""The list of hazards is whole, and controls that no other test holds are held here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from chores.hazards import Hazard, breaks, hazards

from microthermal import catalog
from microthermal.domain.results.flow import Balance
from microthermal.simulation.exposures.run_cautions import about_balance

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("hazard", hazards(), ids=lambda hazard: hazard.id)
def test_a_hazard_has_a_control_a_test_and_a_break(hazard: Hazard) -> None:
    assert re.fullmatch(r"H\d\d", hazard.id) and 1 <= hazard.severity <= 5 and all(hazard)
    path, _, name = hazard.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    done = breaks()[hazard.id]
    text = (ROOT / "src" / done["file"]).read_text(encoding="utf-8")
    assert text.count(done["old"]) == 1 and done["old"] != done["new"]


def test_each_hazard_is_named_once_and_each_break_belongs_to_one() -> None:
    ids = [hazard.id for hazard in hazards()]
    assert len(set(ids)) == len(ids) and set(breaks()) == set(ids)


@pytest.mark.parametrize(("left", "told"), [(1.0, False), (0.995, False), (0.985, True), (1.02, True)])
def test_a_balance_that_does_not_close_is_told(left: float, told: bool) -> None:
    balance = Balance(supplied=1e-2, stored=0.4e-2 * left, vapour=0.6e-2 * left)
    assert bool(about_balance(balance)) == told


def test_what_is_recalled_or_assumed_is_told_with_the_result() -> None:
    texts = [caution.text for caution in catalog.cautions(catalog.device("fractional_co2"), catalog.skin("cheek_iii"))]
    for words in ("are recalled and were not verified", "are assumptions of this project"):
        assert any(words in text for text in texts), words
