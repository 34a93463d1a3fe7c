"""What the pages show must be true: code that is there, files that are read, examples that come out as printed."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

import microthermal
from microthermal.cases.treatment import treatment_case
from microthermal.cli.__main__ import _COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# A page names a file from the root, or from the folder of the code, of its library, of the pages or of the tests.
STARTS = ("", "src/", "src/microthermal/", "src/microthermal/library/", "docs/", "tests/")
# Endings of what commands write: `validation.json` is no name of a package.
WRITTEN = {".html", ".json", ".csv"}
PACKAGES = sorted(module.name for module in pkgutil.iter_modules(microthermal.__path__))
MODULES = sorted(module.name for module in pkgutil.walk_packages(microthermal.__path__, "microthermal."))


@cache
def text_of(page: Path) -> str:
    """Text of a page, read once."""
    return page.read_text(encoding="utf-8")


def blocks(language: str) -> list:
    """Code blocks of a language in all pages, each with the name of its page."""
    found = []
    for page in PAGES:
        texts = re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.DOTALL | re.MULTILINE)
        found += [pytest.param(text, id=f"{page.stem}-{number}") for number, text in enumerate(texts)]
    return found


@cache
def kept() -> frozenset[str]:
    """Files as pages may name them: alone, or from the root or one of the usual folders."""
    folders = ("src", "tests", "docs", "examples", "benchmarks", "chores", "paper", ".")
    paths = (path for folder in folders for path in (ROOT / folder).glob("*.*" if folder == "." else "**/*.*"))
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    return frozenset(short for name in names for short in (Path(name).name, *(name.removeprefix(s) for s in STARTS)))


@cache
def texts_of_tests() -> str:
    """Names and texts of all tests."""
    return " ".join(path.stem + path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))


def is_there(name: str) -> bool:
    """Whether a dotted name of the package is a module, or what a module holds."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def gone(text: str) -> list[str]:
    """Files, tests and names of the package that a text names as code and that are not there.

    `NAME` stands for any, and `my_file.py` for one that the reader writes.
    """
    found = []
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text):
        files = re.findall(r"(?<![\w./-])(?:[\w.-]+/)*[\w-]+\.(?:py|md|ant)\b", code)
        found += [name for name in files if name not in kept() and not re.search(r"[A-Z]{4}|^my_", name)]
        names = re.findall(rf"(?<![\w./])(?:microthermal\.)?({'|'.join(PACKAGES)})((?:\.\w+)+)", code)
        names = [f"microthermal.{package}{rest}" for package, rest in names if rest not in WRITTEN]
        found += [name for name in names if not is_there(name)]
        found += [name for name in re.findall(r"\btest_\w+", code) if name not in texts_of_tests()]
    return found


def test_every_module_can_be_imported_and_its_examples_come_out_as_printed():
    failed = []
    for module in MODULES:
        held = importlib.import_module(module)
        # Most modules show no example, and to look for one in each docstring takes ten times as long as to read that.
        if ">>>" in Path(held.__file__).read_text(encoding="utf-8") and doctest.testmod(held).failed:
            failed.append(module)
    assert failed == []


@pytest.mark.parametrize("text", [block for block in blocks("python") if ">>>" not in block.values[0]])
def test_python_on_a_page_is_python_and_uses_names_that_exist(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "mt":
            assert node.attr in microthermal.__all__
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("microthermal"):
            for name in node.names:
                assert hasattr(importlib.import_module(node.module), name.name)


@pytest.mark.parametrize("text", blocks("toml"))
def test_toml_on_a_page_is_toml(text):
    assert tomllib.loads(text)


def test_the_case_in_the_readme_is_read():
    (text,) = (block.values[0] for block in blocks("toml") if block.id.startswith("README"))
    case = treatment_case(tomllib.loads(text))
    assert case.treatment.pattern.passes == 4


def test_commands_on_pages_exist():
    named = [(page.stem, command) for page in PAGES for command in re.findall(r"\bmtz ([a-z]+)", text_of(page))]
    assert len(named) > 100
    assert [one for one in named if one[1] not in _COMMANDS] == []


def test_decisions_have_their_parts_and_are_short():
    decisions = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    assert len(decisions) > 50
    for page in decisions:
        text = text_of(page)
        for part in ("Question", "Choice", "Why", "Cost", "When to look again"):
            assert f"**{part}.**" in text, (page.stem, part)
        assert text.startswith(f"# {page.stem[:4]}: "), page.stem
        assert len(text.splitlines()) <= 40, page.stem


def test_what_pages_name_is_there():
    # Decisions tell of what is gone.
    found = {page.stem: gone(text_of(page)) for page in PAGES if page.parent.name != "decisions"}
    assert {page: names for page, names in found.items() if names} == {}


def formula_faults(text):
    """What in formulas of a page cannot be drawn, as far as it is known without what draws them."""
    plain = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)
    formulas = [
        block or line for block, line in re.findall(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$\n]+?)\$", plain, re.DOTALL)
    ]
    found = []
    for formula in (formula.strip() for formula in formulas):
        # Numbers of equations are written as text: what draws formulas knows no tags, labels and references.
        found += re.findall(r"\\(?:tag|label|eqref|ref)\b|(?<!^)(?<!\{)\\displaystyle\b", formula)
        # It takes a whole number where TeX takes one digit: 12 over what follows instead of a half of it.
        found += re.findall(r"\\[dt]?frac\d+|[_^]\d\d+", formula)
        found += re.findall(r"[°µ·×–−²³]", re.sub(r"\\text\{[^}]*\}", "", formula))
    return found


def test_formulas_of_pages_use_nothing_that_cannot_be_drawn():
    found = {page.name: formula_faults(text_of(page)) for page in PAGES}
    assert {page: faults for page, faults in found.items() if faults} == {}


def test_a_formula_that_cannot_be_drawn_is_noticed():
    assert formula_faults(r"$a\tag{1}$, $b = \displaystyle\int c$, $37\,°$") == [r"\tag", r"\displaystyle", "°"]
    assert formula_faults(r"$\tfrac12 p$, $x^10$") == [r"\tfrac12", "^10"]
    assert formula_faults(r"`$a\tag{1}$`, $\displaystyle b$, $37\,\text{°C}$") == []


def test_what_is_gone_is_noticed():
    assert gone("`heat/light.py`, `heat/scene.py` and `scene.py`, but `heat/models/NAME.py`") == ["heat/light.py"]
    assert gone("`microthermal.heat.light` and `heat.models.evolve`") == ["microthermal.heat.light"]
    unwritten = "_".join(("test", "nobody", "wrote"))  # in pieces, since this file is searched as well
    assert gone(f"`test_heat_steps::{unwritten}`") == [unwritten]


def test_every_voice_says_that_this_is_research_software():
    for page in (ROOT / "README.md", ROOT / "docs" / "index.md"):
        text = " ".join(page.read_text(encoding="utf-8").split())
        assert "never drives a device" in text
        assert "not medical advice" in text
