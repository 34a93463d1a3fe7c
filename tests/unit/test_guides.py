"""What README and pages tell a reader to type: it exists, it parses, and somebody runs it."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from tests.guides.commands import PAGES, command_of, fault, options_of, run_by_guides, run_by_tests, shown
from tests.guides.reading import FOLLOWED, GUIDES, ROOT, steps, unmarked
from tests.guides.replaying import GuideError, replay
from tests.journeys.commands import run_here

from microthermal.cases.treatment import treatment_case
from microthermal.errors import InputError

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# A newcomer adds or does each of these by a guide whose steps are followed.
ASKED = (
    "add_a_device", "add_a_drug", "add_a_goal", "add_a_damage_law", "add_a_metric", "add_a_condition", "use_a_cluster",
    "fit_your_device", "use_a_notebook",
)  # fmt: skip
# Of these all that takes no minutes and no process of its own is followed here as well.
HERE = ("add_a_device", "add_a_drug", "add_a_condition", "add_a_goal")
# What tests run in another way than by words in one call: the file, and the words by which it is seen there.
ELSEWHERE = {
    ("sweep", "--output"): ("journeys/test_sweep.py", '"--output", "nowhere/x"'),
}


def test_each_page_of_which_the_steps_are_followed_is_there() -> None:
    assert [name for name in ASKED if not steps(GUIDES / f"{name}.md")] == []


def test_what_a_guide_tells_to_type_says_who_does_it() -> None:
    assert [f"{page.name}:{line}" for page in FOLLOWED for line in unmarked(page)] == []


@pytest.mark.slow
def test_guides_are_followed_in_one_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(arguments: list[str], folder: Path) -> tuple[int, str]:
        code, out, err = run_here(*arguments, folder=folder)
        return code, out + err

    for name in HERE:
        # A check of the whole library takes longest: it is made once, when all of them have written their files.
        todo = [step for step in steps(GUIDES / f"{name}.md") if not step.slow and step.kind in ("file", "commands")]
        if name != HERE[-1]:
            todo = [step._replace(text=re.sub(r"^mtz library check.*\n", "", step.text, flags=re.M)) for step in todo]
        replay(name, todo, tmp_path, call)
    for folder, file in (
        ("devices", "my_laser"),
        ("drugs", "my_drug"),
        ("conditions", "my_scar"),
        ("goals", "my_goal"),
    ):
        assert (tmp_path / "my_library" / folder / f"{file}.toml").is_file()


def test_a_step_that_does_not_come_out_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- replay: commands; ends with 2; writes gone.html -->\n```\nmtz x\n```\n"
        "<!-- replay: prints -->\n```\na ... b\n```\n",
        encoding="utf-8",
    )
    commands, prints = steps(page)
    assert (commands.code, commands.writes, prints.line) == (2, ("gone.html",), 6)
    with pytest.raises(GuideError, match="ended with 0 instead of 2"):
        replay("page", [commands], tmp_path, lambda arguments, folder: (0, ""))
    with pytest.raises(GuideError, match=r"gone\.html should be there"):
        replay("page", [commands], tmp_path, lambda arguments, folder: (2, ""))
    said = commands._replace(code=0, writes=())
    replay("page", [said, prints], tmp_path, lambda arguments, folder: (0, "a 1\n2 b"))
    with pytest.raises(GuideError, match="was not printed"):
        replay("page", [said, prints], tmp_path, lambda arguments, folder: (0, "b a"))
    page.write_text("<!-- replay: perhaps -->\n```\n```\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no mark"):
        steps(page)


def test_commands_that_pages_show_would_be_taken() -> None:
    ours = [one for one in shown() if one.program == "mtz"]
    assert len(ours) > 80
    assert [f"{one}: {wrong}" for one in ours if (wrong := fault(one.words))] == []


def test_a_wrong_command_line_is_noticed() -> None:
    assert "no command" in fault(("plam", "case.toml"))
    assert "--outptu" in fault(("plan", "case.toml", "--outptu", "x"))
    assert fault(("plan", "case.toml", "--output", "x")) == ""


def test_options_of_the_reference_exist() -> None:
    rows = re.findall(r"^\| `mtz ([a-z ]+)[^|]*(\|.*)$", (ROOT / "docs/reference/command_line.md").read_text(), re.M)
    wrong = []
    for name, row in rows:
        command, _ = command_of(tuple(name.split()))
        known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        wrong += [f"{name}: {option}" for option in re.findall(r"--[a-z-]+", row) if option not in known]
    assert len(rows) > 18 and wrong == []


def test_each_command_that_a_page_shows_is_run_by_a_test_by_a_slow_chore_or_by_following_a_guide() -> None:
    wanted = {pair for one in shown() if one.program == "mtz" and one.words for pair in options_of(one.words)}
    assert wanted - run_by_tests() - run_by_guides() == set(ELSEWHERE)
    for file, words in ELSEWHERE.values():
        assert words in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_chores_that_pages_name_are_there_and_what_they_start_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.M))
    named = {one.words[0] for one in shown() if one.program == "make" and one.words}
    assert named - targets == set()
    assert len(named) > 20
    told = set(re.findall(r"^([a-z][a-z-]*):.*##", MAKEFILE, re.M))
    assert targets - told == set()
    for name in re.findall(r"-m ((?:tests|benchmarks|chores)[\w.]*)", MAKEFILE):
        path = ROOT / name.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), name
    for name in re.findall(r"(?<=\s)((?:tests|examples|docs|chores)/[\w./]+)", MAKEFILE):
        assert name.startswith("docs/_build") or name == "docs/generated" or (ROOT / name).exists(), name


def test_the_guide_of_families_names_each_file_that_knows_families_by_name() -> None:
    guide = (GUIDES / "new_family.md").read_text(encoding="utf-8")
    known = []
    for path in sorted((ROOT / "src" / "microthermal").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if '"current"' not in text or '"sound"' not in text:
            continue
        constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        if {"current", "sound"} <= {value for value in constants if isinstance(value, str)}:
            known.append(path.relative_to(ROOT / "src" / "microthermal").as_posix())
    assert len(known) > 5
    assert [name for name in known if f"`{name}`" not in guide] == []


def test_a_wrong_case_reads_as_the_guide_says() -> None:
    page = (GUIDES / "write_a_case.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+) = (.+?)` \| (.+?) \|$", page.partition("## When something is wrong")[2], re.M)
    assert len(rows) == 10
    for key, value, read in rows:
        pulse = {"energy": '"20 mJ"', "duration": '"3 ms"'}
        pattern = {"density": '"250 / cm**2"'}
        if key in ("density", "coverage"):
            pattern = {key: value}
        else:
            pulse[key] = value
        tables = ((name, ", ".join(f"{field} = {text}" for field, text in table.items()))
                  for name, table in (("pulse", pulse), ("pattern", pattern)))  # fmt: skip
        text = "\n".join(f"{name} = {{ {table} }}" for name, table in tables)
        with pytest.raises(InputError) as caught:
            treatment_case(tomllib.loads(f'skin = "cheek_iii"\ndevice = "er_glass_1550"\n{text}'))
        told = "; ".join(str(fault) for fault in caught.value.faults)
        assert all(part.strip() in told for part in read.split("...")), (key, told)


def test_each_guide_is_found_by_who_wants_to_do_it() -> None:
    wanted = (ROOT / "docs" / "i_want_to.md").read_text(encoding="utf-8")
    told = {"index", "five_minutes"}  # a table of contents, and an account of what newcomers met
    assert [
        page.stem for page in sorted(GUIDES.glob("*.md")) if page.stem not in told and page.name not in wanted
    ] == []
    commands = {one.words[0] for one in shown() if one.program == "mtz" and one.words and one.words[0].isalpha()}
    assert [name for name in sorted(commands - {"open", "completion"}) if f"`mtz {name}" not in wanted] == []


def test_all_pages_are_looked_at() -> None:
    assert {page.name for page in PAGES} >= {"README.md", "CONTRIBUTING.md", "index.md", "command_line.md"}
