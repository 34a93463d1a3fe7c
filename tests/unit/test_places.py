"""Faults of a case file point at the word in the file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import microthermal
from microthermal.cases.treatment import read_treatment_case
from microthermal.cli.__main__ import main
from microthermal.documents.places import spans_of
from microthermal.errors import InputError
from microthermal.planning.case import read_plan_case

LIBRARY = Path(microthermal.__file__).parent / "library"
EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted([*LIBRARY.rglob("*.toml"), *EXAMPLES.glob("*.toml")])


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Values that stand somewhere in a document, each with its path; tables that headers make stand nowhere."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield ".".join(path), value
    for name, inner in items:
        yield from leaves(inner, (*path, str(name)))


def check(text: str) -> int:
    spans = spans_of(text)
    found = list(leaves(tomllib.loads(text)))
    for path, value in found:
        span = spans.values[path]
        assert tomllib.loads(f"x = {text[span.begin : span.end]}")["x"] == value, path
        assert path.rsplit(".", 1)[-1].isdigit() or path in spans.keys
    return len(found)


def test_every_value_of_every_file_of_the_library_and_the_examples_is_found_where_it_stands() -> None:
    assert len(FILES) > 100
    assert sum(check(path.read_text(encoding="utf-8")) for path in FILES) > 3000


@pytest.mark.parametrize(
    "text",
    [
        "a = \"x # no comment\" # a comment\nb = 'c:\\'\n\"odd key\" = 1\n'k' = 2",
        'a = """one\n"two" ] }\n"""\nb = \'\'\'three\'\'\'\nc = "\\"]}"',
        "a = [ 1, # one\n 2,\n [3, 4], ]\nb.c . d = 5\n[e]\nf = { g = [ { h = 1 }, { h = 2 } ], i.j = 3 }",
        "[[a]]\nb = 1\n[[a.c]]\nd = 2\n[[a.c]]\nd = 3\n[a.e]\nf = 4\n[[a]]\nb = 5\n[[a.c]]\nd = 6",
        "a = 2026-01-02 10:00:00\nb = -1.5e-3\nc = true\nd = inf\r\ne = 0x1F",
        'a = """x"""""\nb = 1',
    ],
)
def test_forms_of_toml_that_the_files_do_not_use(text: str) -> None:
    assert check(text) >= 2


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
NAMES = st.from_regex(r"\A[a-z][a-z0-9_-]{0,5}\Z")


def written(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {written(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {written(inner)}, # item ]\n" for inner in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value).lower() if isinstance(value, bool) else repr(value)


@pytest.mark.slow
@given(st.dictionaries(NAMES, st.recursive(
    st.booleans() | st.integers(-99, 99) | WORDS, lambda inner: st.lists(inner, max_size=3), max_leaves=6
), max_size=5))  # fmt: skip
def test_whatever_is_written_is_found(document: dict[str, Any]) -> None:
    text = "".join(f"{name} = {written(value)}\n" for name, value in document.items())
    assert check(text) == len(list(leaves(document)))


GOOD = 'skin = "cheek_iii"\ndevice = "er_glass_1550"\n'


def places(text: str, tmp_path: Path, plan: bool = False) -> dict[str, str]:
    """Path of each fault, and the word below which the mark stands; with the line and column in front."""
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        (read_plan_case if plan else read_treatment_case)(path)
    found = {}
    for fault in raised.value.faults:
        if not fault.place:
            found[fault.path] = ""
            continue
        where, line, mark = fault.place.splitlines()
        begin, end = len(mark) - len(mark.lstrip()), len(mark)
        found[fault.path] = f"{where.removeprefix(str(path))} {line[begin:end]}"
    return found


def test_marks_stand_below_the_word_that_is_wrong(tmp_path: Path) -> None:
    text = (
        GOOD
        + 'colour = "red"\npulse = { energy = "20 mJoule", duration = "3 ms", powr = 1 }\n\n[pattern]\ndensity = "2 m"'
    )
    assert places(text, tmp_path) == {
        "colour": ":3:1 colour",
        "pulse.energy": ':4:20 "20 mJoule"',
        "pulse.powr": ":4:52 powr",
        "pattern.density": ':7:11 "2 m"',
    }


def test_what_is_missing_points_at_its_table_or_nowhere(tmp_path: Path) -> None:
    text = GOOD + 'pattern = { density = "250 / cm**2" }\n\n[[doses]]\ndrug = "triamcinolone"\n[[doses]]\ndrug = "x"\n'
    found = places(text, tmp_path)
    assert found["pulse"] == ""
    assert found["doses.0.volume"] == ":5:1 [[doses]]"
    assert found["doses.1.drug"] == ':8:8 "x"'


def test_an_item_of_a_list_is_marked_by_itself(tmp_path: Path) -> None:
    text = 'skin = "cheek_iii"\ngoal = "keloid"\ndevices = [\n  "fractional_co2",\n  "er_glas_1550",\n]\n'
    assert places(text, tmp_path, plan=True) == {"devices.1": ':5:3 "er_glas_1550"'}


def test_a_text_that_is_no_toml_is_marked_where_reading_ended(tmp_path: Path) -> None:
    assert places(GOOD + "pulse = { energy = 20 mJ }\n", tmp_path)[""].startswith(":3:23 ")
    assert places(GOOD + "pulse = {", tmp_path)[""].startswith(":3:")


def test_a_long_line_is_cut_around_the_word_and_holds_no_control_letters(tmp_path: Path) -> None:
    text = f'skin = "cheek_iii"\ndevice = "{"a" * 300}\\u001b[31m"\npulse = {{ energy = "20 mJ" }}\n'
    path = tmp_path / "case.toml"
    path.write_text(text + 'pattern = { density = "250 / cm**2" }\n', encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_treatment_case(path)
    lines = raised.value.faults[0].place.splitlines()[1:]
    assert max(map(len, lines)) <= 110
    assert "\x1b" not in "".join(lines)


def test_the_terminal_shows_line_and_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.toml"
    case.write_text(
        GOOD + 'pulse = { energy = "20 mJoule" }\npattern = { density = "250 / cm**2" }\n', encoding="utf-8"
    )
    with pytest.raises(SystemExit) as end:
        main(["simulate", str(case), "--quiet"])
    said = capsys.readouterr().err
    assert end.value.code == 2
    line = next(line for line in said.splitlines() if "3 | pulse" in line)
    below = said.splitlines()[said.splitlines().index(line) + 1]
    assert line[below.index("^") : below.rindex("^") + 1] == '"20 mJoule"'
    assert f"{case}:3:20" in said
