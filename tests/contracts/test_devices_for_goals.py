"""Every device with every goal: a case for a plan is read, or refused with the reason and what to take instead.

`make test-devices` computes them all; here they are read as ``mtz plan`` reads them, and one goes through.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tests.devices import asking

from microthermal import catalog
from microthermal.catalog.reading.state import one_state
from microthermal.cli.first_case import open_to
from microthermal.errors import InputError
from microthermal.planning.case import plan_case

GOALS = catalog.names("goal")


@pytest.mark.parametrize("goal", GOALS)
@one_state()
def test_a_device_is_allowed_or_refused_in_words(goal: str) -> None:
    allowed = open_to(catalog.goal(goal))
    case = tomllib.loads(asking.plan_text((allowed[0],), goal))
    for name in catalog.names("device"):
        asked = case | {"devices": [name]}
        if name in allowed:
            assert plan_case(asked).devices[0].name == name
            continue
        with pytest.raises(InputError) as caught:
            plan_case(asked)
        assert len(caught.value.faults) == 1 and asking.unworded(name, str(caught.value)) == []


@one_state()
def test_some_family_is_allowed_for_every_goal() -> None:
    families = {goal: {catalog.device(name).family for name in open_to(catalog.goal(goal))} for goal in GOALS}
    assert all(families.values()) and any("low_level" in found for found in families.values())


def test_a_goal_that_bars_a_family_itself_says_what_to_take_instead(tmp_path: Path, monkeypatch) -> None:
    held = Path(catalog.__file__).parents[1] / "library" / "goals" / "acne_scar.toml"
    (tmp_path / "goals").mkdir()
    text = re.sub(r"^barred = .*$", 'barred = ["current"]', held.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (tmp_path / "goals" / "own.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    case = tomllib.loads(asking.plan_text(("er_glass_1550",), "acne_scar"))
    with pytest.raises(InputError) as caught:
        plan_case(case | {"goal": "own", "devices": ["rf_insulated"]})
    said = str(caught.value)
    assert asking.unworded("rf_insulated", said) == []
    assert "Fractional lasers" in said and "Current through needles" not in said and "ultrasound" not in said


def test_the_chore_sees_a_refusal_without_words() -> None:
    assert asking.unworded("lamp", "lamp is barred from this goal (Hair): it burns; take a comb") == []
    assert asking.unworded("lamp", "lamp is barred from this goal (Hair); take a comb")
    assert asking.unworded("lamp", "lamp is barred from this goal (Hair): it burns")
