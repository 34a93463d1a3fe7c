"""Run files: a simulation or a plan as one NetCDF file, one group per record."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

import netCDF4

from microthermal.errors import InputError
from microthermal.files import draft_of
from microthermal.planning.records import Plan
from microthermal.simulation.records import Simulation
from microthermal.store.groups import get, put

Storable: TypeAlias = Simulation | Plan
FORMAT_VERSION: Final = 1
_BLOCK: Final = 1 << 20  # bytes; more than the library writes at once
_PROGRAM: Final = "microthermal"
_KINDS: Final[dict[str, type]] = {"simulation": Simulation, "plan": Plan}


def save(result: Storable, path: Path | str) -> None:
    """Save a simulation or a plan as a NetCDF file.

    Parameters
    ----------
    result : Simulation or Plan
        What is to be kept; nothing of it is left out or rounded.
    path : Path or str
        File to write; it appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    target = Path(path)
    kind = "plan" if isinstance(result, Plan) else "simulation"
    with draft_of(target) as draft, _reasons(draft), netCDF4.Dataset(draft, "w", format="NETCDF4") as dataset:
        dataset.program, dataset.format_version, dataset.kind = _PROGRAM, FORMAT_VERSION, kind
        dataset.Conventions = "CF-1.10"
        put(dataset.createGroup(kind), result)


@contextmanager
def _reasons(draft: Path) -> Iterator[None]:
    """On a full disk the NetCDF library says that permission is denied, or not why at all: ask the disk itself."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        with draft.open("ab") as file:
            file.write(bytes(_BLOCK))
            os.fsync(file.fileno())
        if str(error).startswith("NetCDF:"):
            raise OSError(errno.EIO, str(error)) from error
        raise


def load(path: Path | str) -> Storable:
    """Load what :func:`save` has written.

    Parameters
    ----------
    path : Path or str
        A run file of any format version released so far.

    Raises
    ------
    InputError
        If there is no such file, or it is not a run file, or it is damaged; the sentence says which.
    """
    source = Path(path)
    if not source.exists():
        raise InputError(f"there is no file '{source}'")
    if source.is_dir():
        raise InputError(f"'{source}' is a folder; name a run file in it")
    try:
        dataset = netCDF4.Dataset(source, "r")
    except OSError:
        raise InputError(
            f"'{source}' is not a NetCDF file; a run file is written by 'mtz simulate' or 'mtz plan'"
        ) from None
    with dataset:
        kind = _kind(dataset, source)
        try:
            found: Storable = _READERS[int(dataset.format_version)](dataset, kind)
        except InputError as error:
            raise InputError(f"'{source}' is not a whole run file: {error}") from None
        except (OSError, RuntimeError, UnicodeDecodeError) as error:
            # The libraries below raise these for blocks that cannot be unpacked.
            raise InputError(f"'{source}' is damaged: {error}") from None
    return found


def _kind(dataset: Any, source: Path) -> str:
    held = {name: dataset.getncattr(name) for name in dataset.ncattrs()}
    if held.get("program") != _PROGRAM or held.get("kind") not in _KINDS:
        raise InputError(f"'{source}' is a NetCDF file of another program, not a run file of {_PROGRAM}")
    version = held.get("format_version")
    if str(version) not in {str(known) for known in _READERS}:
        raise InputError(f"'{source}' has format version {version}; this program reads version 1 to {FORMAT_VERSION}")
    kind = str(held["kind"])
    if kind not in dataset.groups:
        raise InputError(f"'{source}' is not a whole run file: the group '{kind}' is missing")
    return kind


def _version_1(dataset: Any, kind: str) -> Storable:
    found: Storable = get(dataset.groups[kind], _KINDS[kind])
    return found


# One reader for each version ever released.
_READERS: Final[dict[int, Callable[[Any, str], Storable]]] = {1: _version_1}
