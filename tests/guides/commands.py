"""Every `mtz` and `make` command that README and pages show: where it stands, whether it parses, who runs it."""

from __future__ import annotations

import ast
import re
import shlex
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click
from tests.guides.reading import FOLLOWED, ROOT, blocks, steps, words_of

from microthermal.cli.__main__ import _COMMANDS, mtz

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if not {"decisions", "_build"} & set(page.parts)),
]
_SHOWN = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?(mtz|make)\b(?! COMMAND) *(.*)$")
_NAMED = re.compile(rf"[\"'](?:{'|'.join(_COMMANDS)})[\"' ]")


class Shown(NamedTuple):
    """A command as a page shows it: the program, its words, and the page."""

    program: str
    words: tuple[str, ...]
    page: str

    def __str__(self) -> str:
        return f"{self.page}: {self.program} {shlex.join(self.words)}"


def _words(text: str) -> tuple[str, ...]:
    """Words of a command, without what a shell does with its output and without remarks; `[NAME]` may be left out."""
    # What stands in quotes is no order to the shell: "depth > 3 mm" writes no file.
    plain = re.sub(r"\s>>?\s[^\"']*$", "", re.sub(r"\[([A-Z]+)\]", r"\1", text))
    return tuple(words_of(plain))


@cache
def shown() -> tuple[Shown, ...]:
    """All commands of all pages, those within sentences too."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line for _, _, block, _ in blocks(page) for line in block.replace("\\\n", " ").splitlines()]
        lines += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
        for line in lines:
            if hit := _SHOWN.match(line.strip()):
                rest = re.sub(r"\s\s+(?:#\s)?.*$", "", hit[2]) if hit[1] == "make" else hit[2]
                found.append(Shown(hit[1], _words(rest), page.relative_to(ROOT).as_posix()))
    return tuple(dict.fromkeys(found))


def command_of(words: tuple[str, ...]) -> tuple[click.Command, tuple[str, ...]]:
    """The command that words name, and the words after it.

    Raises
    ------
    ValueError
        If there is none of this name.
    """
    found: click.Command = mtz
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        under = found.get_command(click.Context(found), words[0])
        if under is None:
            raise ValueError(f"there is no command '{words[0]}'")
        found, words = under, words[1:]
    return found, words


def fault(words: tuple[str, ...]) -> str:
    """Why a command line would be refused before anything is read; empty if it would not.

    A command that is only named, without its arguments, or with an option alone, has to exist and to know the option.
    """
    try:
        command, rest = command_of(words)
        if [word for word in rest if word.startswith("-")] == list(rest):
            known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
            unknown = set(rest) - known - {"--help"}
            return f"there is no option {', '.join(sorted(unknown))}" if unknown else ""
        if rest:
            command.make_context("mtz", _filled(command, rest))
    except click.exceptions.Exit:  # --help and --version answer at once
        return ""
    except (ValueError, click.ClickException) as error:
        return error.format_message() if isinstance(error, click.ClickException) else str(error)
    return ""


def _filled(command: click.Command, words: tuple[str, ...]) -> list[str]:
    """The words with the first of its choices, or a number, for each name in capitals that stands for one."""
    found = list(words)
    for param in command.params:
        stands = param.type.choices[0] if isinstance(param.type, click.Choice) else "1"
        if not isinstance(param.type, (click.Choice, click.types.IntParamType)):
            continue
        for at, word in enumerate(words):
            after = at > 0 and words[at - 1] in param.opts
            if word.isupper() and (after or word == (param.name or "").upper()):
                found[at] = str(stands)
    return found


def options_of(words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Pairs of command and option that a command line uses; the option is empty for the command itself."""
    command, rest = command_of(words)
    name = " ".join(words[: len(words) - len(rest)])
    known = {option: param.opts[0] for param in command.params for option in (*param.opts, *param.secondary_opts)}
    return {(name, ""), *((name, known[word]) for word in rest if word in known and word.startswith("-"))}


def _used(words: tuple[str, ...]) -> set[tuple[str, str]]:
    try:
        return options_of(words) if words else set()
    except ValueError:
        return set()


@cache
def run_by_tests() -> frozenset[tuple[str, str]]:
    """Pairs of command and option that stand together in one call, list or tuple of a test."""
    found: set[tuple[str, str]] = set()
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path.parent == Path(__file__).parent or path.name == "test_guides.py":
            continue
        text = path.read_text(encoding="utf-8")
        if not _NAMED.search(text):  # nothing to find: parsing all tests takes a second
            continue
        for node in ast.walk(ast.parse(text)):
            parts = node.args if isinstance(node, ast.Call) else getattr(node, "elts", ())
            texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            words = tuple(word for text in texts for word in (text.split() if len(texts) == 1 else [text]))
            found |= _used(words)
    return frozenset(found)


@cache
def run_by_guides() -> frozenset[tuple[str, str]]:
    """Pairs that the guides themselves are followed with, by `make test-guides`."""
    lines = [
        line
        for page in FOLLOWED
        for step in steps(page)
        if step.kind == "commands"
        for line in step.text.splitlines()
        if line.startswith("mtz ")
    ]
    return frozenset(pair for line in lines for pair in _used(_words(line.removeprefix("mtz "))))
