"""Run files: a simulation or a plan as one NetCDF file, one group per record."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias

import netCDF4
import numpy as np

from microthermal.domain.results.caution import Caution
from microthermal.errors import ConvergenceError, DamagedError, InputError, brief
from microthermal.files import draft_of
from microthermal.planning.records import Plan
from microthermal.simulation.records import Simulation
from microthermal.store.digests import DIGEST, TIGHTEST, content_digest, refuse_large
from microthermal.store.exports import netcdf
from microthermal.store.exports.views import view_of
from microthermal.store.groups import get, put
from microthermal.store.seals import MAGIC, refuse_unsafe, seal

Storable: TypeAlias = Simulation | Plan
FORMAT_VERSION: Final = 2
_BLOCK: Final = 1 << 20  # bytes; more than the library writes at once
_PROGRAM: Final = "microthermal"
_KINDS: Final[dict[str, type]] = {"simulation": Simulation, "plan": Plan}
_DIGESTED: Final = 2  # first version that carries a digest
_SPELT: Final = 3
_UNCHECKED: Final = Caution(
    stage="store",
    weight="note",
    text="This run was loaded from a file of format version 1, which carries no digest: whether its content is what "
    "was written cannot be checked.",
)
_OTHER_LIBRARY: Final = Caution(
    stage="store",
    weight="warn",
    text="This run was made with another library than the one that is installed now. Its fields are as they were; "
    "metrics, limits and rules that are judged anew, and the sources that are named, are those of the installed one.",
)


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
    ConvergenceError
        If the result holds numbers that are not finite: it is none.
    """
    target = Path(path)
    kind = "plan" if isinstance(result, Plan) else "simulation"
    with draft_of(target) as draft, _reasons(draft):
        # In memory until it is closed, so that a full disk is met once, where it can be told.
        with netCDF4.Dataset(draft, "w", format="NETCDF4", diskless=True, persist=True) as dataset:
            dataset.program, dataset.format_version, dataset.kind = _PROGRAM, FORMAT_VERSION, kind
            put(dataset.createGroup(kind), result)
            # For programs that look at no groups; our own loading reads the groups alone.
            netcdf.put(dataset, view_of(result))
            dataset.device = device_of(result)
            dataset.setncattr_string(DIGEST, content_digest(dataset))
        seal(draft)


def device_of(result: Storable) -> str:
    """Name of the device of a simulation, or of the first of a plan; empty where none is named."""
    simulation = result.best if isinstance(result, Plan) else result
    return "" if simulation is None else simulation.treatment.pulse.device


@contextmanager
def _reasons(draft: Path) -> Iterator[None]:
    """On a full disk the NetCDF library says that permission is denied, or not why at all: ask the disk itself."""
    try:
        yield
    except ConvergenceError:
        raise
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
        If there is no such file, or it is not a run file; the sentence says which.
    DamagedError
        If it is a run file whose content is no longer what was written.
    """
    source = Path(path)
    try:
        there = source.exists()
    except OSError as error:  # a name that is too long, or a folder that may not be looked into
        raise InputError(f"'{brief(str(source))}' cannot be read: {error.strerror}") from None
    if not there:
        raise InputError(f"there is no file '{source}'")
    if source.is_dir():
        raise InputError(f"'{source}' is a folder; name a run file in it")
    if not source.is_file():
        raise InputError(f"'{source}' is not an ordinary file; name a run file")
    try:
        _refuse_other(source)
        refuse_unsafe(source, most_bytes=source.stat().st_size * TIGHTEST)
        with netCDF4.Dataset(source, "r") as dataset:
            return _read(dataset, source)
    except DamagedError as error:
        raise DamagedError(f"'{source}' is damaged: {_joined(error)}") from None
    except InputError:
        raise
    except PermissionError as error:
        raise InputError(f"'{source}' cannot be read: {error.strerror}") from None
    except Exception as error:
        # What the libraries below raise for a damaged file is of many kinds, and none of it is a fault of ours.
        raise DamagedError(f"'{source}' is damaged: {brief(str(error))}") from error


def _refuse_other(source: Path) -> None:
    with source.open("rb") as file:
        begins = file.read(len(MAGIC))
    if begins[:3] == b"CDF":
        raise InputError(f"'{source}' is a NetCDF file of another program, not a run file of {_PROGRAM}")
    if begins != MAGIC:
        raise InputError(f"'{source}' is not a NetCDF file; a run file is written by 'mtz simulate' or 'mtz plan'")


def _read(dataset: Any, source: Path) -> Storable:
    held = {name: dataset.getncattr(name) for name in dataset.ncattrs()}
    program, kind, version = (held.get(name) for name in ("program", "kind", "format_version"))
    if not isinstance(program, str) or program != _PROGRAM or not isinstance(kind, str) or kind not in _KINDS:
        raise InputError(f"'{source}' is a NetCDF file of another program, not a run file of {_PROGRAM}")
    if not isinstance(version, int | np.integer) or not 1 <= version <= FORMAT_VERSION:
        shown = version.item() if isinstance(version, np.generic) else version
        raise InputError(
            f"'{source}' has format version {shown if isinstance(shown, int) else brief(shown)}; this program reads "
            f"version 1 to {FORMAT_VERSION}"
        )
    refuse_large(dataset, source.stat().st_size)
    told = held.get(DIGEST)
    if told is None and version >= _DIGESTED:
        raise DamagedError(f"the attribute '{DIGEST}' is missing")
    if told is not None and content_digest(dataset) != told:
        raise DamagedError("its content does not match the digest it was written with; take a copy or run it again")
    if kind not in dataset.groups:
        raise DamagedError(f"the group '{kind}' is missing")
    try:
        found: Storable = get(dataset.groups[kind], _KINDS[kind])
    except InputError as error:
        if told is not None:
            raise InputError(
                f"'{source}' is as it was written, but not what this version reads: {_joined(error)}"
            ) from None
        raise DamagedError(f"it is not a whole run file: {_joined(error)}") from None
    doubts = () if told is not None else (_UNCHECKED,)
    if found.stamp.library_digest not in ("", found.stamp.library.digest):
        doubts = (*doubts, _OTHER_LIBRARY)
    return replace(found, cautions=(*found.cautions, *doubts)) if doubts else found


def _joined(error: InputError) -> str:
    """Faults in one line, the first few of them."""
    faults = [str(fault) for fault in error.faults]
    more = f"; and {len(faults) - _SPELT} more" if len(faults) > _SPELT else ""
    return "; ".join(faults[:_SPELT]) + more
