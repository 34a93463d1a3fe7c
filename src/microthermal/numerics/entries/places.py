"""Where machine code lies: as it came with the package, and where this process keeps what it compiles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import platformdirs

from microthermal.files import private_folder, takes_files
from microthermal.numerics.entries.kinds import short
from microthermal.numerics.entries.targets import levels, target

_NUMERICS: Final = Path(__file__).parents[1]
_NAMED: Final = "NUMBA_CACHE_DIR"
_CAME: Final = _NUMERICS / "native"


def came() -> tuple[Path, ...]:
    """Folders of the code that came with the package, for the best level of this processor first."""
    return tuple(_CAME / level for level in levels())


@cache
def _own() -> str:
    # One folder for each processor, compiler and setting.
    return f"kernels-{short(repr(target()))}"


def folders() -> Iterator[Path]:
    """Folders in which a process may have kept what it compiled, in the order in which they are chosen."""
    named = os.environ.get(_NAMED)
    if named:
        yield Path(named) / _own()
        return
    yield _NUMERICS / "__pycache__" / _own()
    yield platformdirs.user_cache_path("microthermal") / _own()
    folder = private_folder()
    if folder is not None:
        yield folder / _own()


@cache
def room() -> Path | None:
    """The first of these folders that takes files; None if there is none."""
    return next((folder for folder in folders() if takes_files(folder)), None)


def makeshift() -> str:
    """A sentence on where compiled kernels are kept, if that is a makeshift; empty where there is a usual folder."""
    folder = room()
    if folder is not None and folder.parent != private_folder():
        return ""
    where = f"are kept in '{folder.parent}'" if folder else "are made again in every run"
    return (
        f"Compiled kernels {where}, because neither the package nor your home can be written; "
        f"name a folder that stays in {_NAMED}."
    )
