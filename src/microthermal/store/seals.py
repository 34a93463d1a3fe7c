"""Whether a file may be given to the library that reads it: that library ends the whole process on some damaged files.

A run file ends in a seal, a digest of all bytes before it. Where it holds, the file is as it was written. Where there
is none (files of format version 1, files that another program has packed again), a process of its own reads the file
first.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from microthermal.errors import DamagedError

# What every file of NetCDF-4 begins with.
MAGIC = b"\x89HDF\r\n\x1a\n"
_SEAL = re.compile(rb"\nmicrothermal sha256 ([0-9a-f]{64})\n\Z")
_LENGTH = len("\nmicrothermal sha256 \n") + 64
_LONGEST = 60.0  # s that the trial may take
_ALL_READ, _NOT_READ, _NO_LIBRARY = 0, 7, 8
# Reads every attribute and variable; the sizes were not checked yet, so memory is bounded by what a file can hold.
_TRIAL = f"""
import sys
try:
    import netCDF4, numpy
except ImportError:
    sys.exit({_NO_LIBRARY})
def all_of(group):
    for name in group.ncattrs():
        group.getncattr(name)
    for variable in group.variables.values():
        for name in variable.ncattrs():
            variable.getncattr(name)
        variable.set_auto_maskandscale(False)
        if variable.size * 8 <= int(sys.argv[2]):
            variable[...]
    for inner in group.groups.values():
        all_of(inner)
try:
    with netCDF4.Dataset(sys.argv[1]) as dataset:
        all_of(dataset)
except BaseException:
    sys.exit({_NOT_READ})
"""


def seal(path: Path) -> None:
    """Add to a finished file the digest of its bytes; programs that read NetCDF-4 do not see it."""
    with path.open("r+b") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0, os.SEEK_END)
        file.write(f"\nmicrothermal sha256 {digest}\n".encode())


def refuse_unsafe(path: Path, most_bytes: int) -> None:
    """Refuse a file that is not as it was sealed, or has no seal and cannot be read to its end.

    Parameters
    ----------
    path : Path
        File that begins like NetCDF-4.
    most_bytes : int
        Variables larger than this are left out of the trial.

    Raises
    ------
    DamagedError
        With the reason.
    """
    with path.open("rb") as file:
        told = _told(file)
        if told is not None and told != _digest(file):
            raise DamagedError("its bytes do not match the digest it was written with")
    if told is None and sys.executable:
        _try(path, most_bytes)


def _told(file: BinaryIO) -> bytes | None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LENGTH))
    found = _SEAL.search(file.read())
    return found[1] if found else None


def _digest(file: BinaryIO) -> bytes:
    left = file.seek(-_LENGTH, os.SEEK_END)
    file.seek(0)
    digest = hashlib.sha256()
    while left and (part := file.read(min(left, 1 << 20))):
        digest.update(part)
        left -= len(part)
    return digest.hexdigest().encode()


def _try(path: Path, most_bytes: int) -> None:
    command = [sys.executable, "-P", "-c", _TRIAL, str(path.absolute()), str(most_bytes)]
    quiet = subprocess.DEVNULL
    try:
        tried = subprocess.run(command, check=False, stdin=quiet, stdout=quiet, stderr=quiet, timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        raise DamagedError(f"it cannot be read within {_LONGEST:.0f} s") from None
    if tried.returncode not in (_ALL_READ, _NO_LIBRARY):
        raise DamagedError("it begins like a run file, but is cut short or changed")
