"""Wheel and source archive as they would be published, and what has to be in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from tests.versions.bounds import ROOT, project

# In both: without these a user's library, or a clone's tests, would not be whole.
IN_WHEEL = (
    "microthermal/library/sources.bib", "microthermal/py.typed", "microthermal/__init__.pyi",
    "microthermal/web/static/shell.js", "microthermal/library/healing/cascade.xml",
)  # fmt: skip
IN_SDIST = (
    "README.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    "paper/paper.md",
    "tests/conftest.py",
    "benchmarks/run.py",
    "examples/cheek.toml",
    "paper/paper.md",
)


class Built(NamedTuple):
    """Files as they would be published."""

    wheel: Path
    sdist: Path


def interpreter(place: Path) -> Path:
    """Python of an environment."""
    return place / ("Scripts" if os.name == "nt" else "bin") / "python"


def built(folder: Path) -> Built:
    """Make both from a copy of what git keeps, so that nothing that lies about here gets in.

    Raises
    ------
    subprocess.CalledProcessError
        If git, pip or the builder refuses; what they say stands on the terminal.
    """
    shutil.rmtree(folder, ignore_errors=True)
    source, place = folder / "source", folder / "maker"
    source.mkdir(parents=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in (name for name in listed.split("\0") if name and (ROOT / name).is_file()):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = str(interpreter(place))
    subprocess.run([python, "-m", "pip", "install", "--quiet", *project()["build-system"]["requires"]], check=True)
    subprocess.run([python, "-m", "hatchling", "build", "-d", str(folder)], cwd=source, check=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return Built(wheel, sdist)


def missing(files: Built) -> list[str]:
    """What is not in them and has to be: all code, and samples of the library, of pages and of what chores need."""
    with zipfile.ZipFile(files.wheel) as whole:
        inside = set(whole.namelist())
    code = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    with tarfile.open(files.sdist) as whole:
        kept = {name.partition("/")[2] for name in whole.getnames()}
    return [f"wheel: {name}" for name in sorted({*IN_WHEEL, *code} - inside)] + [
        f"sdist: {name}" for name in IN_SDIST if name not in kept
    ]
