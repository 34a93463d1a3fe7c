"""Columns of a user's table: names, units, meaning; and the table to start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from microthermal.fitting.table.zones import WORDS

Kind: TypeAlias = Literal["number", "whole", "text"]


@dataclass(frozen=True)
class Column:
    """One column: the SI unit of its numbers, what they mean, a unit that people write, whether 0 is a value."""

    unit: str
    meaning: str
    usual: str = ""
    kind: Kind = "number"
    zero: bool = False


_SIZES: Final = {
    name.replace("_", " ") + ending: Column(
        "m",
        (f"standard deviation of the {words}, from zone to zone" if ending else f"mean {words}"),
        "um",
        zero=not ending,
    )
    for name, words in WORDS.items()
    for ending in ("", " sd")
}
COLUMNS: Final[dict[str, Column]] = {
    "energy": Column("J", "energy of one microbeam, as it is set", "mJ"),
    "duration": Column("s", "pulse length; empty for the shortest that the device offers", "ms"),
    "stack": Column("1", "pulses on one spot; 1 if empty", kind="whole"),
    "interval": Column("s", "time between stacked pulses, from start to start", "ms"),
    "radius": Column("m", "radius of the spot with another tip than the device's usual one", "um"),
    "skin temperature": Column("K", "temperature of the skin before the pulse", "degC"),
    **_SIZES,
    "n": Column("1", "zones that were measured; 1 if empty", kind="whole"),
    "method": Column("", "living (OCT, confocal, fresh skin; if empty) or section (cut, it shrinks)", kind="text"),
    "endpoint": Column("", "what the border shows: dermal_cells (if empty), collagen, ...", kind="text"),
    "note": Column("", "any words", kind="text"),
}  # fmt: skip
_EXAMPLE: Final = (
    ("energy [mJ]", "20", "40"), ("duration [ms]", "3", "3"), ("depth [um]", "510", "640"),
    ("depth sd [um]", "45", "60"), ("width [um]", "175", "230"), ("width sd [um]", "18", "22"), ("n", "12", "10"),
    ("method", "living", "living"),
    ("endpoint", "dermal_cells", "dermal_cells"), ("note", "invented", "invented"),
)  # fmt: skip


def template() -> str:
    """A table to start from, with every column explained; its two rows are invented and commented out."""
    lines = [
        "# Zones that you measured, one row a setting; lines that begin with # are not read.",
        "# Each column names its unit in brackets: depth [um], energy [mJ]. Leave out what you do not have.",
        "# At least two rows, with different settings; each needs energy and one size. Columns that are known:",
    ]
    for name, column in COLUMNS.items():
        lines.append(f"#   {name + (f' [{column.usual}]' if column.usual else ''):28}{column.meaning}")
    heads = ",".join(head for head, *_ in _EXAMPLE)
    rows = ["# " + ",".join(example[number] for example in _EXAMPLE) for number in (1, 2)]
    return "\n".join([*lines, heads, *rows]) + "\n"
