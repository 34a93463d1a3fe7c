"""Do what a guide says, in a scratch folder, as a newcomer who has a clone at hand."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.guides.reading import ROOT, Step, words_of

# Arguments and folder of `mtz` in; exit code and all that it says out.
Call = Callable[[list[str], Path], tuple[int, str]]


class GuideError(AssertionError):
    """A step of a guide that did not come out as the page says."""


def as_process(arguments: list[str], folder: Path) -> tuple[int, str]:
    """``mtz`` as a newcomer starts it, in the surroundings of this process."""
    done = subprocess.run(
        [sys.executable, "-m", "microthermal.cli.__main__", *arguments], cwd=folder, env=os.environ,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@contextlib.contextmanager
def _surroundings(folder: Path) -> Iterator[None]:
    """The folder is the home and the place of a newcomer; what the steps export is forgotten afterwards."""
    before = dict(os.environ)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(folder)
    os.environ.pop("MTZ_LIBRARY", None)
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def replay(page: str, todo: list[Step], folder: Path, call: Call = as_process) -> None:
    """Do the steps of a guide one after another.

    Raises
    ------
    GuideError
        At the first step that does not come out as the page says, with what was printed.
    """
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    said = ""
    with _surroundings(folder), contextlib.ExitStack() as windows:
        for step in todo:
            place = f"{page}:{step.line}"
            if step.kind in ("file", "added to"):
                path = Path(step.path).expanduser()
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("w" if step.kind == "file" else "a", encoding="utf-8") as file:
                    file.write(step.text)
            elif step.kind == "commands":
                said = _typed(place, step, folder, call)
            elif step.kind in ("script", "cell"):
                said = _script(place, step.text, folder)
            elif step.kind == "windows":
                for line in step.text.splitlines():
                    windows.enter_context(_window(words_of(line), folder))
            elif step.kind == "prints":
                _compare(place, step.text, said)
            gone = [name for name in step.writes if not Path(name).expanduser().exists()]
            if gone:
                there = ", ".join(sorted(path.name for path in folder.iterdir()))
                raise GuideError(f"{place}: {', '.join(gone)} should be there; these are: {there}")


def _typed(place: str, step: Step, folder: Path, call: Call) -> str:
    """What all commands of a block say, one after another."""
    lines = [line for line in step.text.replace("\\\n", " ").splitlines() if line.strip()]
    said = ""
    for number, line in enumerate(lines):
        code, words = _line(place, line, folder, call)
        wanted = step.code if number == len(lines) - 1 else 0
        if code != wanted:
            raise GuideError(f"{place}: '{line}' ended with {code} instead of {wanted}, and said:\n{words}")
        said += words
    return said


def _line(place: str, line: str, folder: Path, call: Call) -> tuple[int, str]:
    """Exit code and words of one line: what a shell does with it, for the few programs that guides use."""
    words = words_of(line)
    target = None
    if len(words) > 2 and words[-2] == ">":
        target, words = words[-1], words[:-2]
    program, *rest = (os.path.expanduser(word) for word in words)  # noqa: PTH111 - as a shell does
    if program == "export":
        name, _, value = rest[0].partition("=")
        os.environ[name] = os.path.expanduser(value)  # noqa: PTH111
    elif program == "mkdir":
        Path(rest[-1]).mkdir(parents=True, exist_ok="-p" in rest)
    elif program == "cp":
        shutil.copy(rest[0], rest[1])
    elif program == "python":
        return 0, _script(place, Path(rest[0]).read_text(encoding="utf-8"), folder)
    elif program == "mtz":
        code, said = call(rest, folder)
        if target is not None:
            Path(target).write_text(said, encoding="utf-8")
        return code, said
    else:
        raise GuideError(f"{place}: nobody has taught the replay what '{program}' does")
    return 0, ""


@contextlib.contextmanager
def _window(words: list[str], folder: Path) -> Iterator[None]:
    """A program that runs until the guide is done."""
    running = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        running.terminate()
        running.wait(timeout=60)


def _script(place: str, text: str, folder: Path) -> str:
    """What a program prints that ends well."""
    file = folder / "of_the_guide.py"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)], cwd=folder, env=os.environ | {"MPLBACKEND": "agg"}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise GuideError(f"{place}: the program ends with {done.returncode}, and said:\n{done.stdout}{done.stderr}")
    return done.stdout


def _compare(place: str, text: str, said: str) -> None:
    """Each line of a block has to stand in what was said, in their order; blanks are alike, ``...`` is anything."""
    held, at = " ".join(said.split()), 0
    for line in (" ".join(line.split()) for line in text.splitlines() if line.strip()):
        found = re.compile(".*?".join(re.escape(part) for part in line.split("..."))).search(held, at)
        if found is None:
            raise GuideError(f"{place}: '{line}' was not printed; this was:\n{said}")
        at = found.end()
