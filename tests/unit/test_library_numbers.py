"""No dead numbers: each value of the library moves an answer when it is moved, or says what it is kept for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from chores.numbers import __main__ as chore
from chores.numbers.answers import farthest, flat
from chores.numbers.moving import moved
from chores.numbers.table import read, still_open
from chores.numbers.values import Value, places, values

from microthermal import catalog
from microthermal.catalog.reading.values import Row

ROOT = Path(__file__).parents[2]
# Values whose stage answers within milliseconds, of each kind; `make test-numbers` asks every one.
SAMPLE = (
    "goal/keloid sessions", "limits/heat limits.bulk_rise.stop", "scope/scope scope.short.duration.high",
    "published/lee2011 laser.energy", "optics/optics scattering_limit", "phototypes/phototypes VI.melanosome",
    "spectrum/water absorption at 1530 nm", "figures/histology width_factor",
    "law/dermal_cells_takata_1974 energy", "drug/bleomycin potency.european", "device/er_glass_1550 stack_high",
)  # fmt: skip


@cache
def every() -> dict[str, Value]:
    return {one.id: one for one in values()}


@pytest.mark.slow
def test_every_number_moves_something_or_says_what_it_is_kept_for() -> None:
    """By the table that `make test-numbers` writes; what is still open is named one by one, and nothing joins it."""
    known, left = read(), still_open()
    unasked = [name for name, one in every().items() if name not in known or not known[name].of(one)]
    assert [name for name in unasked if name not in left] == []
    dead = [name for name, one in every().items() if name in known and not known[name].moves and not one.row.kept_for]
    assert [name for name in dead if name not in left] == []
    assert set(known) <= set(every())


def test_what_is_open_is_still_open() -> None:
    """A number that moves something, or says what it is kept for, leaves the list; `make test-numbers` writes it."""
    known = read()
    settled = [name for name in still_open() if name in known and known[name].moves and known[name].of(every()[name])]
    assert settled == []
    assert still_open() <= set(every())


def test_what_is_kept_for_something_else_moves_nothing() -> None:
    known = read()
    assert [name for name, one in every().items() if one.row.kept_for and name in known and known[name].moves] == []


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_moves_as_the_table_says(name: str) -> None:
    assert read()[name].moves
    assert chore.line_of(catalog.library(), every()[name]).moves


@pytest.mark.slow
def test_a_number_that_nothing_asks_for_is_noticed() -> None:
    """The molar mass of a drug goes into its record, and into no answer."""
    one = every()["drug/verapamil molar_mass"]
    base = catalog.library()
    with moved(base, one, places(one.row)[0]) as library:
        assert library.entries["drug/verapamil"].record != base.entries["drug/verapamil"].record
    assert not chore.line_of(base, one).moves
    assert one.row.kept_for


def test_lines_of_one_device_move_together() -> None:
    """Fractions go on adding up to 1, and the wavelength by which a device is named is one of its lines."""
    base = catalog.library()
    with moved(base, every()["device/trilaser_diode basis.lines.0.fraction"], "36 %") as library:
        lines = library.entries["device/trilaser_diode"].record.basis.lines
    assert [line.fraction for line in lines] == pytest.approx([0.36, 0.64 * 4 / 7, 0.64 * 3 / 7], rel=1e-9)
    with moved(base, every()["device/trilaser_diode wavelength"], "820 nm") as library:
        device = library.entries["device/trilaser_diode"].record
    assert device.wavelength == device.basis.lines[1].wavelength == pytest.approx(820e-9)
    assert device.basis.lines[0].wavelength == pytest.approx(755e-9)


def test_lines_of_a_spectrum_say_what_they_are_kept_for() -> None:
    rows = {row.path: row for row in catalog.entry("spectrum", "melanosome").rows}
    assert rows["absorption at 400 nm"].kept_for
    assert not rows["absorption at 500 nm"].kept_for


def test_a_value_is_moved_to_the_ends_of_its_spread_or_by_a_tenth() -> None:
    row = Row("x", "10 um", low="8 um", high="15 um")
    assert places(row) == ("15 um", "8 um")
    assert places(replace(row, low="", high=""))[:2] == ("11 um", "9 um")
    assert places(Row("x", "4")) == ("4.4", "3.6", "5", "3")
    assert places(Row("x", "0 um")) == ("0.1 um", "1 um", "10 um")


def test_the_farthest_answer_is_found_and_rounding_is_none() -> None:
    base = flat({"depth": 1.0, "state": "ok", "weeks": (1.0, 2.0)})
    assert farthest(base, flat({"depth": 1.0 + 1e-12, "state": "ok", "weeks": (1.0, 2.0)})).far == 0.0
    assert farthest(base, flat({"depth": 1.0, "state": "ok", "weeks": (1.0, 4.0)})) == ("weeks/1", 0.5)
    assert farthest(base, flat({"depth": 1.0, "state": "stop", "weeks": (1.0, 2.0)})) == ("state", 1.0)
    assert farthest(base, flat({"depth": 1.0, "state": "ok"})).far == 1.0


def test_no_kept_table_names_a_place_of_a_machine() -> None:
    absolute = re.compile(r"(?<![\w.])/[\w./-]+/(src/microthermal|microthermal/library)/")
    named = [
        path.name for path in sorted((ROOT / "risk").iterdir()) if absolute.search(path.read_text(encoding="utf-8"))
    ]
    assert named == []
