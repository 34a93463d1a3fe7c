"""The table of scope: what to say of pulses whose effect is another than the one that is simulated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microthermal.catalog.reading.entries import mapping_of, read_entry
from microthermal.domain.inputs.scope import Scope
from microthermal.domain.results.caution import Caution
from microthermal.units import show

# Ranges beyond all wavelengths and pulses, for entries that state one end or none.
_OPEN = {"wavelength": {"low": "0 m", "high": "1 m"}, "duration": {"low": "0 s", "high": "1000 s"}}


def scopes() -> tuple[Scope, ...]:
    """Every entry of the table of scope.

    Raises
    ------
    LibraryError
        If the library file is wrong.
    """
    path, mapping = mapping_of("scope", "")
    return tuple(read_entry(Scope, path, _whole(table)) for table in mapping["scope"])


def _whole(table: Mapping[str, Any]) -> dict[str, Any]:
    """Table with the ends of ranges that it leaves open."""
    return {**table, **{name: {**ends, **table.get(name, {})} for name, ends in _OPEN.items()}}


def scope_cautions(wavelength: float, duration: float, known: tuple[Scope, ...]) -> tuple[Caution, ...]:
    """What a pulse does that is not modelled.

    Parameters
    ----------
    wavelength, duration : float
        Of the pulse [m, s].
    known : tuple of Scope
        The table of scope.
    """
    found = []
    for scope in known:
        if not scope.wavelength.low <= wavelength < scope.wavelength.high:
            continue
        if not scope.duration.low <= duration < scope.duration.high:
            continue
        what = f"light of {show(wavelength, 'm', 4)}" if scope.by_wavelength else f"a pulse of {show(duration, 's')}"
        found.append(Caution(stage="scope", text=f"{what} {scope.text}", weight=scope.weight, source=scope.source))
    return tuple(found)
