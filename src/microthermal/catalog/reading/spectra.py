"""Spectra of chromophores: CSV files with a header that names the source of every line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from microthermal.catalog.reading import folders
from microthermal.catalog.reading.naming import find
from microthermal.catalog.reading.values import Entry, Row
from microthermal.domain.library.spectra import Spectrum
from microthermal.errors import InputError, LibraryError
from microthermal.quantity import Array
from microthermal.units import parse

# Column of a file: SI unit, and whether it must be there.
_COLUMNS = {
    "wavelength": ("m", True), "absorption": ("1/m", True), "slope": ("1/m/K", False), "index": ("1", False),
    "low": ("1/m", False), "high": ("1/m", False),
}  # fmt: skip
_TEXTS = ("source", "read", "kind", "note", "kept_for")
_HEADER = ("title", "about", "source", "where", "read", "kind", "note", "gap", "outside", "reference_temperature")


@dataclass(frozen=True)
class _File:
    """What the file of a spectrum holds: the spectrum, the words of its header, the source of every line."""

    spectrum: Spectrum
    header: dict[str, str]
    rows: tuple[Row, ...]


def _gap(text: str) -> tuple[float, float]:
    if not text:
        return 0.0, 0.0
    low, _, high = text.partition(" to ")
    return parse(low, "m"), parse(high, "m")


def spectrum(name: str) -> Spectrum:
    """Spectrum of a chromophore.

    Parameters
    ----------
    name : str
        Name of the file, such as ``"water"``.

    Raises
    ------
    InputError
        If there is no such spectrum.
    LibraryError
        If its file is wrong.
    """
    path = find("spectrum", name)
    return _read(path, folders.text_of(path)).spectrum


def spectrum_entry(name: str) -> Entry:
    """Entry of a spectrum: one row for each wavelength."""
    path = find("spectrum", name)
    found = _read(path, folders.text_of(path))
    title = found.header.get("title", name)
    return Entry("spectrum", name, title, found.header.get("about", ""), (path,), found.rows)


@lru_cache(maxsize=64)
def _read(path: Path, text: str) -> _File:
    lines = text.splitlines()
    header = _header(path, [line[1:] for line in lines if line.startswith("#")])
    table = list(csv.reader(line for line in lines if line.strip() and not line.startswith("#")))
    if len(table) < 3:
        raise LibraryError(f"{path}: a spectrum has a line of column names and at least two lines of numbers")
    units = _units(path, table[0])
    values: dict[str, list[float]] = {column: [] for column in _COLUMNS}
    rows = []
    for number, cells in enumerate(table[1:], 1):
        if len(cells) != len(table[0]):
            raise LibraryError(f"{path}: line {number} of numbers: has {len(cells)} cells, not {len(table[0])}")
        line = dict(zip(units, cells, strict=True))
        for column in values:
            values[column].append(_number(path, number, column, line.get(column, ""), units.get(column, "")))
        rows.append(_row(line, units, header))
    arrays = {column: np.array(numbers) for column, numbers in values.items()}
    if not bool(np.all(np.diff(arrays["wavelength"]) > 0)):
        raise LibraryError(f"{path}: wavelength: must grow from line to line")
    if bool(np.any(arrays["absorption"] < 0)):
        raise LibraryError(f"{path}: absorption: must not be negative")
    if "slope" in units and "reference_temperature" not in header:
        raise LibraryError(f"{path}: header: slopes need the line '# reference_temperature: ...'")
    if header.get("outside", "zero") != "zero":
        raise LibraryError(f"{path}: header: outside: write 'zero', or leave it out: there are no data then")
    try:
        gap_low, gap_high = _gap(header.get("gap", ""))
        found = Spectrum(
            name=path.stem, wavelength=arrays["wavelength"], absorption=arrays["absorption"], slope=arrays["slope"],
            index=arrays["index"], gap_low=gap_low, gap_high=gap_high, zero_outside="outside" in header,
            low=arrays["low"], high=arrays["high"], unmeasured=_unmeasured(path, rows, arrays),
            reference_temperature=parse(header.get("reference_temperature", "20 degC"), "K"),
        )  # fmt: skip
    except InputError as error:
        raise LibraryError(f"{path}: header: {error}") from None
    return _File(found, header, tuple(rows))


def _unmeasured(path: Path, rows: list[Row], arrays: dict[str, Array]) -> Array:
    """Lines that are scenarios (1): each needs bounds around its value, all above zero, as it is moved by ratio."""
    found = np.array([float(row.kind == "scenario") for row in rows])
    for number in np.flatnonzero(found):
        low, value, high = (float(arrays[name][number]) for name in ("low", "absorption", "high"))
        if not 0.0 < low <= value <= high:
            raise LibraryError(f"{path}: line {number + 1}: a scenario needs 0 < low <= absorption <= high")
    return found


def _header(path: Path, lines: list[str]) -> dict[str, str]:
    header: dict[str, str] = {}
    for line in lines:
        key, found, value = line.partition(":")
        if not found or key.strip() not in _HEADER:
            raise LibraryError(f"{path}: header '{line.strip()[:40]}': write '# key: text', key one of {_HEADER}")
        header[key.strip()] = value.strip()
    for key in ("title", "source", "read", "kind"):
        if not header.get(key):
            raise LibraryError(f"{path}: {key}: this line of the header is missing; write '# {key}: ...'")
    return header


def _units(path: Path, names: list[str]) -> dict[str, str]:
    units: dict[str, str] = {}
    for cell in names:
        name, _, unit = cell.strip().partition(" [")
        if name not in _COLUMNS and name not in _TEXTS:
            raise LibraryError(f"{path}: column '{name}': is not known; known are {(*_COLUMNS, *_TEXTS)}")
        units[name] = unit.rstrip("]")
    for name, (_, required) in _COLUMNS.items():
        if required and name not in units:
            raise LibraryError(f"{path}: column '{name}': is missing")
    return units


def _number(path: Path, number: int, column: str, cell: str, unit: str) -> float:
    if not cell.strip():
        if _COLUMNS[column][1]:
            raise LibraryError(f"{path}: line {number}, {column}: is empty")
        return float("nan")
    try:
        return parse(f"{cell.strip()} {unit}", _COLUMNS[column][0])
    except InputError as error:
        raise LibraryError(f"{path}: line {number}, {column}: {error}") from None


def _row(line: dict[str, str], units: dict[str, str], header: dict[str, str]) -> Row:
    def text(column: str) -> str:
        return f"{line[column].strip()} {units[column]}" if line.get(column, "").strip() else ""

    return Row(
        path=f"absorption at {text('wavelength')}", value=text("absorption"), low=text("low"), high=text("high"),
        spread="range of sources" if text("low") else "",
        source=line.get("source") or header["source"], where=header.get("where", ""),
        read=line.get("read") or header["read"], kind=line.get("kind") or header["kind"],
        note=line.get("note") or header.get("note", ""), kept_for=line.get("kept_for", "").strip(),
    )  # fmt: skip
