"""Stored summaries: what is written is read back, what has moved is seen, and names may change on purpose."""

from __future__ import annotations

import math

import pytest
from tests.summaries import text
from tests.summaries.__main__ import STORED
from tests.summaries.comparing import Renaming, _parts, differences, renaming
from tests.summaries.examples import command_of, names

NOTHING = Renaming((), (), ())
SUMMARY = {
    "best": {"metrics": {"depth": "0.0012345678901234567 m", "coverage": "5.000000000000001 %"}},
    "cautions": [{"stage": "heat", "text": "near 100 = boiling"}, {"stage": "zones", "text": ""}],
    "curve": [1.0, 0.1 + 0.2, 1e-300],
    "front": True,
    "shells": [{"name": "rim", "thickness": "1e-05 m"}],
}
LINES = text.lines_of(SUMMARY)


def test_a_file_reads_back_to_the_same_lines_and_is_sorted() -> None:
    written = text.written(LINES, text.head_of("mtz plan examples/cheek.toml"))
    lines, head = text.read(written)
    assert lines == LINES
    assert head["command"] == "mtz plan examples/cheek.toml" and set(head) == set(text.HEAD)
    body = [row for row in written.splitlines() if not row.startswith("#")]
    assert body == sorted(body) and len(body) == len(LINES)
    assert "shells/rim/thickness = 1e-05 m" in body


def test_numbers_keep_every_bit() -> None:
    assert text.numbers(LINES["curve"]) == ((1.0, 0.1 + 0.2, 1e-300), "1")
    assert text.numbers(LINES["best/metrics/coverage"]) == ((pytest.approx(0.05, rel=1e-15),), "%")
    assert text.numbers(LINES["cautions/000/text"]) is None


def moved(path: str, value: str) -> dict[str, str]:
    assert path in LINES
    return LINES | {path: value}


def test_the_same_lines_differ_in_nothing() -> None:
    assert differences(LINES, dict(LINES), NOTHING, 0.0) == []


@pytest.mark.parametrize(
    ("path", "value", "exact", "near"),
    [
        ("best/metrics/depth", "0.0012345678901234569 m", 1, 0),  # the last bit
        ("best/metrics/depth", "0.0012345678 m", 1, 1),
        ("best/metrics/coverage", "5.00000001 %", 1, 1),
        ("curve", "1.0 0.30000000000000004 0.0", 1, 0),  # nothing beside the scale of its line
        ("curve", "1.0 0.30000000000000004", 1, 1),
        ("front", "false", 1, 1),
        ("cautions/000/text", '"another sentence"', 1, 1),
    ],
)
def test_what_has_moved_is_seen(path: str, value: str, exact: int, near: int) -> None:
    assert len(differences(LINES, moved(path, value), NOTHING, 0.0)) == exact
    assert len(differences(LINES, moved(path, value), NOTHING, 1e-9)) == near


def test_a_lost_line_and_a_new_one_are_seen_unless_they_are_listed() -> None:
    found = {path: value for path, value in LINES.items() if path != "front"} | {"best/metrics/width": "1.0 m"}
    both = differences(LINES, found, NOTHING, 1e-9)
    assert {one.path for one in both} == {"front", "best/metrics/width"}
    assert all(math.isinf(one.far) for one in both)
    listed = Renaming((), (_parts("front"),), (_parts("metrics/width"),))
    assert differences(LINES, found, listed, 1e-9) == []


def test_a_renamed_part_of_a_path_is_followed_and_no_other() -> None:
    found = {path.replace("metrics/", "outcome/"): value for path, value in LINES.items()}
    assert differences(LINES, found, Renaming(((_parts("metrics"), "outcome"),), (), ()), 0.0) == []
    assert len(differences(LINES, found, Renaming(((_parts("metric"), "outcome"),), (), ()), 0.0)) == 4


def test_the_map_of_names_can_be_read() -> None:
    assert isinstance(renaming(), Renaming)


def test_every_example_says_how_it_is_run_and_every_stored_file_is_of_one() -> None:
    for name in names():
        assert command_of(name).split()[0] in ("mtz", "python")
    for path in STORED.glob("*.txt"):
        lines, head = text.read(path.read_text(encoding="utf-8"))
        assert path.stem in names() and set(head) == set(text.HEAD) and lines
        assert head["command"] == command_of(path.stem)
        assert list(lines) == sorted(lines)
