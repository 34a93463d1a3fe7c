"""Value tables of what was fitted: value, nine tenths, and the provenance that every number of a library states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microthermal.fitting.records import Fit, FittedParameter
from microthermal.units import parse

_PARTS = re.compile(r"^\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?\s*(.*?)\s*$")
_BRACES = re.compile(r"[{}\\]")
_SPREAD = "nine tenths of the draws of a fit"


@dataclass(frozen=True)
class Provenance:
    """What a fitted number says of where it comes from."""

    key: str
    data: str
    where: str
    title: str

    @classmethod
    def of(cls, found: Fit, data: str, digest: str, key: str) -> Provenance:
        """Provenance of a fit to a table with the SHA-256 of its content."""
        made = found.stamp
        where = (
            f"fitted from {data}, sha256 {digest}, {len(found.zones)} rows, {made.date}, seed {made.seed}, "
            f"microthermal {made.version}"
        )
        return cls(key, data, where, found.title)

    def columns(self, note: str = "") -> dict[str, str]:
        """All of a value table but its numbers."""
        found = {"spread": _SPREAD, "source": self.key, "where": self.where, "read": "code", "kind": "fitted"}
        return {**found, "note": note} if note else found

    def headed(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Mapping of a library file that says first that it was fitted."""
        about = f"{known.get('title', '')}, {self.where}. What was not fitted is as it was: {known.get('about', '')}"
        return {**known, "title": f"{known.get('title', '')}, fitted to {self.data}", "about": about.strip()}

    def work(self) -> str:
        """Entry of the bibliography."""
        year = self.where.split(" rows, ")[1][:4]
        known = (("title", self.title), ("year", year), ("note", self.where))
        fields = (f"  {name} = {{{_BRACES.sub('', text)}}}," for name, text in known)
        return "\n".join((f"@misc{{{self.key},", *fields, "}", ""))


def unit_of(text: object) -> str:
    """Unit that a value of a library file is written in; empty for a pure number."""
    parts = _PARTS.match(str(text))
    return parts[1] if parts else ""


def in_unit(value: float, unit: str, si: str) -> Any:
    """Value in SI as a library file writes it in a unit."""
    if not unit:
        return float(f"{value:.9g}")
    # Absolute temperatures are no values that are fitted in a file of a device or a skin.
    return f"{value / parse(f'1 {unit}', si):.9g} {unit}"


def told_value(about: Provenance, one: FittedParameter, known: Mapping[str, Any], note: str = "") -> dict[str, Any]:
    """Value table of a parameter, in the unit in which the library states it."""
    unit, si = unit_of(known["value"]), one.prior.unit
    ends = {"value": one.value, "low": one.low, "high": one.high}
    return {**{end: in_unit(value, unit, si) for end, value in ends.items()}, **about.columns(note)}
