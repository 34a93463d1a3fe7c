"""What moved since a release: rounding and load are no moves, a verdict is one, and only a change note explains it."""

from __future__ import annotations

from pathlib import Path

import pytest
from chores.release import __main__ as release
from chores.release.moves import Explanation, explanations, moves, page
from chores.release.numbers import Sources, numbers

BEFORE = {"examples/keloid/depth": "1.25 mm", "validation/a": '"hit"', "times/zone": "0.50", "examples/gone": "3"}


def test_rounding_and_load_are_no_moves() -> None:
    now = {**BEFORE, "examples/keloid/depth": "0.0012500000001 m", "times/zone": "0.62"}
    assert moves(BEFORE, now) == []


def test_numbers_verdicts_slower_times_and_what_comes_or_goes_are_moves() -> None:
    now = {"examples/keloid/depth": "1.26 mm", "validation/a": '"near"', "times/zone": "0.80", "examples/new": "1"}
    found = {one.path: (one.before, one.now) for one in moves(BEFORE, now)}
    assert set(found) == {*BEFORE, "examples/new"}
    assert found["examples/gone"] == ("3", "") and found["validation/a"] == ('"hit"', '"near"')


def test_a_faster_version_is_no_move() -> None:
    assert moves({"times/zone": "0.50"}, {"times/zone": "0.10"}) == []


def test_only_an_explanation_that_fits_explains() -> None:
    why = [Explanation(("examples/*/depth",), "0099-deeper.model.md"), Explanation(("times/*",), "0098-idle.model.md")]
    found = moves(BEFORE, {**BEFORE, "examples/keloid/depth": "2 mm", "validation/a": '"miss"'}, why)
    assert [(one.path, one.note) for one in found] == [
        ("examples/keloid/depth", "0099-deeper.model.md"), ("validation/a", ""),
    ]  # fmt: skip
    told = page("0.1.0", found, why)
    assert "2 moves, 1 of them unexplained" in told
    assert told.index("## Unexplained") < told.index("## 0099-deeper.model.md")
    assert "Explains nothing that moved: 0098-idle.model.md" in told


def test_an_explanation_names_a_note_that_exists(tmp_path: Path) -> None:
    path = tmp_path / "moves.toml"
    assert explanations(path, ()) == []
    path.write_text('[[moved]]\npaths = ["examples/*"]\nnote = "0099-deeper.model.md"\n', encoding="utf-8")
    assert explanations(path, ("0099-deeper.model.md",)) == [Explanation(("examples/*",), "0099-deeper.model.md")]
    with pytest.raises(ValueError, match="no change note"):
        explanations(path, ())
    path.write_text('[[moved]]\nnote = "0099-deeper.model.md"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="explains no path"):
        explanations(path, ("0099-deeper.model.md",))


def test_numbers_are_found_in_every_part_of_a_checkout() -> None:
    found = numbers(Sources.of(release.ROOT))
    assert found["verification/Light/slab, g 0.75, matched index/reflected/as handed down"] == "pass"
    assert any(path.startswith("examples/keloid/rank 0") for path in found)
    assert {one for path, one in found.items() if path.startswith("validation/full/")} <= {'"hit"', '"near"', '"miss"'}


def test_an_empty_part_is_no_part_in_which_nothing_moved(tmp_path: Path) -> None:
    bare = Sources.of(release.ROOT)._replace(summaries=tmp_path)
    with pytest.raises(ValueError, match="examples: no number"):
        numbers(bare)


def test_a_release_with_an_unexplained_move_or_a_failed_or_skipped_step_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(release, "OUT", tmp_path)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(release, "notes", tuple)
    monkeypatch.setattr(release.files, "stored_numbers", lambda version: BEFORE)
    monkeypatch.setattr(release.files, "versions", lambda: ("0.1.0",))
    monkeypatch.setattr(release, "explanations", lambda path, notes: [])
    sources = Sources.of(tmp_path)
    for now, failed, skipped, code in (
        (BEFORE, [], [], 0), ({**BEFORE, "validation/a": '"miss"'}, [], [], 1), (BEFORE, ["verification"], [], 1),
        (BEFORE, [], ["times"], 1),
    ):  # fmt: skip
        monkeypatch.setattr(release, "numbers", lambda asked, now=now: now)
        assert release._judged(sources, failed, skipped) == code
    assert (tmp_path / "moved.md").exists()
