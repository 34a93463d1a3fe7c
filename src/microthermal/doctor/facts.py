"""Facts of this installation: versions, processor, threads, folders, kernels, library."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

from microthermal import catalog
from microthermal.cache import FOLDER_VARIABLE, cache_folder
from microthermal.catalog.reading.folders import roots
from microthermal.errors import LibraryError
from microthermal.files import takes_files
from microthermal.numerics.compiled import cold
from microthermal.numerics.compiling import interpreted
from microthermal.numerics.entries.places import came, makeshift, room
from microthermal.numerics.entries.targets import levels, target
from microthermal.parallel.cores import cores

# Extras of the package, and the module by which one sees that each is there.
_EXTRAS: Final = {
    "web": "fastapi", "plan": "pymoo", "notebook": "xarray", "pdf": "typst", "cluster": "distributed",
    "tables": "pyarrow", "exchange": "libsbml", "figures": "cairosvg", "calibrate": "emcee",
}  # fmt: skip
_PROGRAM: Final = "microthermal"
_SEVERAL: Final = 0.5e9
_SHORT: Final = 40


class Fact(NamedTuple):
    """One fact of this installation; ``doubt`` says in a sentence what may be wrong with it, and is empty else."""

    group: str
    name: str
    value: str
    doubt: str = ""


def facts() -> tuple[Fact, ...]:
    """All facts of this installation, in the order in which a person asks for them.

    Notes
    -----
    Nothing is changed, and nothing leaves this machine. A fact that cannot be found out says so.
    """
    return tuple(fact for group in (_versions, _machine, _folders, _kernels, _library) for fact in group())


def _versions() -> Iterator[Fact]:
    yield Fact("program", _PROGRAM, _installed(_PROGRAM))
    yield Fact("program", "Python", f"{platform.python_version()}, {sys.executable}")
    for name in _needed():
        found = _installed(name)
        yield Fact(
            "packages",
            name,
            f"{found} ({licence(name)})" if found else "",
            "" if found else f"{name} is not installed; install {_PROGRAM} again",
        )
    for extra, module in _EXTRAS.items():
        there = find_spec(module) is not None
        yield Fact("extras", extra, "there" if there else f"not installed: pip install '{_PROGRAM}[{extra}]'")


def _needed() -> list[str]:
    """Names of the packages without which the program does not run."""
    found = []
    for requirement in requires(_PROGRAM) or ():
        if "extra ==" not in requirement:
            name = requirement.split(";")[0]
            found.append(name[: next((n for n, sign in enumerate(name) if sign in "<>=!~ [("), len(name))])
    return sorted(found, key=str.lower)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def licence(name: str) -> str:
    """Licence of an installed package in the words of its own note; the note may hold the whole text of one."""
    told: Any = metadata(name)
    words = told.get("License-Expression") or ""
    classes = [text.rpartition(" :: ")[2] for text in told.get_all("Classifier") or () if text.startswith("License")]
    named = (told.get("License") or "").strip()
    return words or ", ".join(classes) or (named if named and len(named) < _SHORT else "licence not told by its note")


def _machine() -> Iterator[Fact]:
    yield Fact("machine", "system", platform.platform())
    reached = levels()
    words = reached[0] if reached else "none of those that code comes compiled for; it is compiled here"
    yield Fact("machine", "processor", target().machine.split(" ")[1])
    yield Fact("machine", "level", words)
    yield Fact("machine", "threads", f"{cores()} of this process")
    exact = sys.float_info.mant_dig == 53 and sys.float_info.max_exp == 1024
    yield Fact("machine", "floating point", "64 bits (IEEE 754)" if exact else "other",
               "" if exact else "numbers of other kinds give other answers; nothing was tested with them")  # fmt: skip


def _folders() -> Iterator[Fact]:
    folder = cache_folder()
    if folder is None:
        yield Fact("cache", "results", f"none, by {FOLDER_VARIABLE} or for want of a home")
    else:
        takes = takes_files(folder)
        doubt = (
            "" if takes else f"'{folder}' cannot be written: results are computed again; name one in {FOLDER_VARIABLE}"
        )
        yield Fact("cache", "results", f"{folder}, {_bytes(_size(folder))}", doubt)
        yield from _room_left(folder)


def _room_left(folder: Path) -> Iterator[Fact]:
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    if there is None:
        return
    free = shutil.disk_usage(there).free
    doubt = "" if free > _SEVERAL else "little room is left on that disk; results may not be kept"
    yield Fact("cache", "free there", _bytes(free), doubt)


def _bytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB" if count < 1e9 else f"{count / 1e9:,.1f} GB"


def _size(folder: Path) -> int:
    sizes = 0
    for path in folder.rglob("*"):
        try:
            sizes += path.stat().st_size if path.is_file() else 0
        except OSError:  # another process has removed it since it was listed
            continue
    return sizes


def _kernels() -> Iterator[Fact]:
    if interpreted():
        yield Fact(
            "kernels", "compiled", "not at all", "the compiler is switched off: all will be a hundred times slower"
        )
        return
    for folder in came():
        count = len(list(folder.glob("*.kernel")))
        yield Fact("kernels", f"came for {folder.name}", f"{count} files")
    place = room()
    count = 0 if place is None else len(list(place.glob("*.kernel")))
    yield Fact("kernels", "kept here", f"{count} files in {place}" if place else "nowhere", makeshift())
    yield Fact("kernels", "first run", "compiles for about a minute" if cold() else "compiles nothing")


def _library() -> Iterator[Fact]:
    own = roots()[1:]
    words = ", ".join(str(folder) for folder in own)
    doubt = "numbers rest on your own files too, so that the self-test may find others than stored" if own else ""
    yield Fact("library", "folders of your own", words or "none", doubt)
    entries = sum(len(catalog.names(kind)) for kind in catalog.kinds())
    yield Fact("library", "entries", str(entries))
    yield Fact("library", "debts", _said(lambda: f"{len(catalog.debts())} values rest on memory or assumption"))
    yield Fact("library", "digest", _said(lambda: catalog.library().digest))
    yield _faults()


def _faults() -> Fact:
    try:
        faults = catalog.check()
    except LibraryError as error:
        return Fact("library", "faults", "not known", str(error).splitlines()[0])
    doubt = f"{len(faults)} faults, the first: {faults[0]}; see mtz library check" if faults else ""
    return Fact("library", "faults", str(len(faults)), doubt)


def _said(value: Callable[[], str]) -> str:
    try:
        return value()
    except LibraryError as error:
        return f"not known: {str(error).splitlines()[0]}"
