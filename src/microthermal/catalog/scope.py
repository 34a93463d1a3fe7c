"""The table of scope: what to say of pulses whose effect is another than the one that is simulated."""

from __future__ import annotations

from microthermal.catalog.reading.entries import mapping_of, read_entry
from microthermal.domain.inputs.scope import Scope
from microthermal.domain.results.caution import Caution
from microthermal.units import show


def scopes() -> tuple[Scope, ...]:
    """Every entry of the table of scope.

    Raises
    ------
    LibraryError
        If the library file is wrong.
    """
    path, mapping = mapping_of("scope", "")
    return tuple(read_entry(Scope, path, table) for table in mapping["scope"])


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
        if not scope.wavelength_low <= wavelength < scope.wavelength_high:
            continue
        if not scope.duration_low <= duration < scope.duration_high:
            continue
        by_wavelength = scope.wavelength_high < 1.0
        what = f"light of {show(wavelength, 'm', 4)}" if by_wavelength else f"a pulse of {show(duration, 's')}"
        found.append(Caution(stage="scope", text=f"{what} {scope.text}", weight=scope.weight, source=scope.source))
    return tuple(found)
