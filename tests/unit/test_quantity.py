"""Records check their numbers once, at birth."""

from __future__ import annotations

import dataclasses
import pickle
import re
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
import pytest

from microthermal.documents import read, write
from microthermal.errors import InputError
from microthermal.quantity import Array, Grouped, Measured, NoneIfZero, Quantity, Range, fields_of, record
from microthermal.quantity.fitting import fits


@record
class Lamp:
    """A lamp."""

    power: Annotated[float, Quantity("W", "power", 0.1, 1e3)]
    bulbs: Annotated[int, Quantity("1", "number of bulbs", 1, 9)] = 1
    height: Annotated[float, Quantity("m", "height")] | None = None
    name: str = ""


@record
class Map:
    """Two arrays that share an axis."""

    r: Annotated[Array, Quantity("m", "radius", axes=("r",))]
    light: Annotated[Array, Quantity("J/m**3", "light", axes=("z", "r"))]
    shade: Annotated[Array, Quantity("%", "shade", axes=("r",))] | None = None


def faults(call):
    with pytest.raises(InputError) as caught:
        call()
    return [str(fault) for fault in caught.value.faults]


def test_a_record_is_frozen_and_takes_keywords_only():
    lamp = Lamp(power=5.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        lamp.power = 6.0
    with pytest.raises(TypeError):
        Lamp(5.0)
    assert dataclasses.replace(lamp, power=6.0) == Lamp(power=6.0)


@pytest.mark.parametrize("power", [0.1, 1e3, 5, np.float64(5), np.float32(5), np.int32(5)])
def test_the_ends_of_the_range_and_any_kind_of_number_are_taken(power):
    assert Lamp(power=power).power == power


@pytest.mark.parametrize(
    ("power", "why"),
    [
        (0.0999, "must be between 100 mW and 1 kW"),
        (-5.0, "not plausible"),
        (1000.1, "not plausible"),
        (float("nan"), "finite"),
        (float("inf"), "finite"),
        (10**400, "finite"),
        ("5", "has no unit"),
        ("5 m", "not a unit of this quantity"),
        ([5.0], "must be a number in W or a text such as"),
        (True, "not bool"),
        (None, "not NoneType"),
        (np.array([5.0]), "not ndarray"),
        (5 + 0j, "not complex"),
    ],
)
def test_a_number_that_cannot_be_meant_is_refused(power, why):
    (fault,) = faults(lambda: Lamp(power=power))
    assert fault.startswith("Lamp.power: ")
    assert why in fault


@pytest.mark.parametrize("bulbs", [2.5, 2.0, np.float64(2), "2"])
def test_a_count_must_be_a_whole_number(bulbs):
    (fault,) = faults(lambda: Lamp(power=5.0, bulbs=bulbs))
    assert fault.startswith("Lamp.bulbs: number of bulbs must be a")


def test_all_faults_are_told_at_once():
    found = faults(lambda: Lamp(power=-1.0, bulbs=0, height=float("nan")))
    assert [fault.split(":")[0] for fault in found] == ["Lamp.power", "Lamp.bulbs", "Lamp.height"]


def test_each_number_of_a_tuple_is_checked():
    @record
    class Days:
        days: tuple[Annotated[float, Quantity("s", "day", 0, 1e6)], ...] = ()

    assert Days(days=(0.0, 1e6)).days == (0.0, 1e6)
    assert [fault.split(":")[0] for fault in faults(lambda: Days(days=(1.0, -1.0, "2")))] == [
        "Days.days.1",
        "Days.days.2",
    ]


def test_none_is_taken_only_where_the_field_allows_it():
    assert Lamp(power=5.0, height=None).height is None


def test_a_zero_that_says_that_there_is_none_is_none():
    @record
    class Grain:
        radius: Annotated[float, NoneIfZero("m", "radius of a grain", 0, 1e-4)] | None = None
        charge: Annotated[float, Quantity("1", "charge of a grain", -1, 1)] | None = None

    assert [Grain(radius=given).radius for given in (0, 0.0, "0 um", None, 2e-6)] == [None, None, None, None, 2e-6]
    assert Grain(charge=0.0).charge == 0.0
    with pytest.raises(InputError, match=r"Grain.radius: radius of a grain of -1 µm is not plausible"):
        Grain(radius=-1e-6)


def test_arrays_are_copied_made_float_and_read_only():
    r = np.array([1, 2, 3])
    made = Map(r=r, light=np.ones((2, 3), order="F"))
    r[0] = 9
    assert made.r.dtype == np.float64
    assert made.r[0] == 1.0
    assert made.light.flags.c_contiguous
    with pytest.raises(ValueError, match="read-only"):
        made.r[0] = 5.0


def test_an_array_that_nobody_can_write_to_is_held_as_it_is():
    made = Map(r=[1.0, 2.0], light=np.ones((1, 2)))
    assert dataclasses.replace(made).light is made.light
    # The array behind a view may be written to.
    behind = np.ones((2, 2))
    view = behind[0]
    view.setflags(write=False)
    seen = Map(r=view, light=behind)
    behind[0] = 9.0
    assert seen.r.max() == 1.0


@record
class Everything:
    """A field of each kind."""

    number: Annotated[float, Quantity("1", "number", 0, 10)] | None = None
    open: Annotated[float, Quantity("m", "length of any size")] | None = None
    none: Annotated[float, NoneIfZero("m", "length", 0, 10)] | None = None
    whole: Annotated[int, Quantity("1", "whole number", 0, 10)] | None = None
    numbers: tuple[Annotated[float, Quantity("1", "number", 0, 10)], ...] = ()
    text: str = ""
    flag: bool = False
    choice: Literal["one", "two"] = "one"
    lamp: Lamp | None = None
    either: Lamp | Map = Lamp(power=1.0)
    lamps: tuple[Lamp, ...] = ()
    pair: tuple[str, str] = ("", "")
    depth: Annotated[Measured, Quantity("m", "depth", 0, 10)] | None = None
    r: Annotated[Array, Quantity("1", "places", axes=("r",))] | None = None
    z: Annotated[Array, Quantity("1", "values", axes=("r",))] | None = None


_ODD = (
    0, 0.0, -0.0, 1, 2.5, -1.0, True, 11, 1e300, np.nan, np.inf, -np.inf, 10**400, np.float64(2.5), np.int64(2),
    Fraction(1, 2), "one", "three", "1 m", (), ("one", "two"), ("one",), (1.0, 2), (1.0, np.nan), [1.0], np.ones(2),
    np.ones(3), np.ones((2, 2)), np.arange(2), np.ones(4)[::2], Lamp(power=5.0), (Lamp(power=5.0),), (1, Lamp),
    Measured(value=1.0), Everything(depth=Measured(value=1.0)).depth, Measured.of(Quantity("K", "rise"))(value=1.0),
)  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields_of(Everything)])
def test_what_passes_without_a_look_is_held_as_the_check_that_explains_would_hold_it(name, monkeypatch):
    seen = 0
    for value in (None, *_ODD):
        given = {"r": np.ones(2), name: value} if name != "r" else {"z": np.ones(2), "r": value}
        quick = Everything()
        quick.__dict__.update(given)
        if not fits(quick):
            continue
        seen += 1
        monkeypatch.setattr(sys.modules[record.__module__], "fits", lambda record: False)
        slow = Everything(**given)
        monkeypatch.undo()
        held, other = getattr(quick, name), getattr(slow, name)
        if isinstance(value, np.ndarray):
            assert not held.flags.writeable
            np.testing.assert_array_equal(held, other)
        elif isinstance(value, Measured):
            assert type(held) is type(other) and held == other
        else:
            assert held is other is value
    assert seen


def test_what_a_simulation_makes_passes_without_a_look():
    lamp, depth = Lamp(power=5.0, height=1.0, name="desk"), Everything(depth=Measured(value=1.0)).depth
    assert fits(
        Everything(number=1, open=-2.0, none=1.0, whole=3, numbers=(1.0, 2.0), text="a", lamp=lamp, either=lamp)
    )
    quick = Everything()
    quick.__dict__["depth"] = Measured(value=1.0)
    assert fits(quick)
    assert quick.depth == depth
    assert fits(Everything(lamps=(lamp, lamp), depth=depth, r=np.ones(2), z=np.ones(2), choice="two", flag=True))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"r": 1.0}, "Map.r: must have the axes (r), but has shape ()"),
        ({"light": np.ones(3)}, "Map.light: must have the axes (z, r), but has shape (3,)"),
        ({"light": np.ones((2, 4))}, "Map.light: has 4 values along 'r', but r has 3"),
        ({"shade": np.ones(2)}, "Map.shade: has 2 values along 'r', but r has 3"),
        ({"r": "abc"}, "Map.r: must be an array of numbers, not 'abc'"),
        ({"r": [1.0, [2.0]]}, "Map.r: must be an array of numbers"),
        ({"r": None}, "Map.r: must have the axes (r), but has shape ()"),
    ],
)
def test_the_axes_of_arrays_must_agree(changes, why):
    fields = {"r": np.arange(3.0), "light": np.ones((2, 3))} | changes
    assert any(why in fault for fault in faults(lambda: Map(**fields)))


def test_records_with_arrays_compare_by_identity():
    one, two = (Map(r=[1.0], light=[[1.0]]) for _ in range(2))
    assert one != two
    assert one == one
    assert len({one, two}) == 2


def test_a_record_may_add_its_own_check():
    @record
    class Span:
        low: Annotated[float, Quantity("m", "low")]
        high: Annotated[float, Quantity("m", "high")]

        def __post_init__(self) -> None:
            if self.low > self.high:
                raise InputError("low is above high")

    assert faults(lambda: Span(low=2.0, high=1.0)) == ["low is above high"]
    # What the record checks by itself comes first, so its own check may rely on it.
    assert faults(lambda: Span(low=float("nan"), high=1.0))[0].startswith("Span.low")


def test_fields_tell_what_forms_and_files_need():
    power, bulbs, height, name = fields_of(Lamp)
    assert (power.name, power.required, power.quantity.unit) == ("power", True, "W")
    assert (bulbs.kind, bulbs.required) == (int, False)
    assert (height.kind, height.optional, height.quantity.meaning) == (float, True, "height")
    assert (name.kind, name.quantity) == (str, None)


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity("m", "x", 1e-6, 0.1), "between 1 µm and 10 cm"),
        (Quantity("m", "x", 0), "at least 0 m"),
        (Quantity("K", "x", high=318.15), "at most 45 °C"),
    ],
)
def test_ranges_are_told_in_units_of_people(quantity, text):
    assert quantity.range_text() == text


def test_read_takes_text_and_refuses_bare_numbers():
    energy = Quantity("J", "energy of one microbeam", 1e-5, 1.0)
    assert energy.read("20 mJ") == 0.02
    for value, why in [
        (20, "20 has no unit; write energy of one microbeam for example as '20 mJ'"),
        ("20 J", "energy of one microbeam of 20 J is not plausible; it must be between 10 µJ and 1 J"),
        (True, "not True"),
        (None, "not None"),
        (["20 mJ"], "not ['20 mJ']"),
        (10**5000, "a whole number of 16610 bits has no unit"),
    ]:
        with pytest.raises(InputError) as caught:
            energy.read(value)
        assert why in str(caught.value)


def test_read_whole_takes_whole_numbers_only():
    passes = Quantity("1", "passes", 1, 20)
    assert passes.read_whole(4) == 4
    assert isinstance(passes.read_whole(4.0), int)
    for value in (4.5, "4", True, None, float("nan"), float("inf"), 10**400, 21):
        with pytest.raises(InputError):
            passes.read_whole(value)


@record
class Bulb:
    """A bulb."""

    watts: Annotated[float, Quantity("W", "power of a bulb", 0, 100)]
    colour: str = "white"


@record
class Plate:
    """A plate of a lamp."""

    glass: Annotated[Measured, Quantity("m", "thickness of the glass", 0, 0.1)]
    power: Annotated[Range, Quantity("W", "power of the lamp", 1e-3, 1e3)]
    bulb: Annotated[Bulb, Grouped((("watts", "bulb_watts"),))]


PLATE = {"glass": {"value": "2 mm", "error": "0.1 mm"}, "power": {"low": "1 W", "high": "9 W", "step": "2 W"}}


def test_numbers_of_a_compound_have_the_unit_of_their_field() -> None:
    plate = read(Plate, PLATE | {"bulb": {"watts": "5 W"}})
    assert (plate.glass.value, plate.glass.error, plate.power.high) == (2e-3, pytest.approx(1e-4), 9.0)
    assert read(Plate, write(plate)) == plate == pickle.loads(pickle.dumps(plate))
    assert replace(plate, glass=Measured(value="3 mm")).glass.value == pytest.approx(3e-3)
    for given, fault in (
        ({"glass": Measured(value=0.2)}, "Plate.glass.value: thickness of the glass of 20 cm is not plausible"),
        ({"glass": Measured(value=1e-3, error=-1e-3)}, "Plate.glass.error: error of the thickness of the glass"),
        ({"glass": 2e-3}, "Plate.glass: must be a Measured, not float"),
        ({"power": Range(low=9.0, high=1.0)}, "Plate.power.low: is greater than high; exchange them"),
        ({"power": plate.glass}, "Plate.power: must be a Range, not Measured"),
    ):
        with pytest.raises(InputError, match=re.escape(fault)):
            replace(plate, **given)


def test_files_of_before_hold_the_numbers_side_by_side() -> None:
    flat = {
        "glass": "2 mm", "glass_error": "0.1 mm", "power_low": "1 W", "power_high": "9 W", "power_step": "2 W",
        "bulb_watts": "5 W", "colour": "red",
    }  # fmt: skip
    found = read(Plate, flat)
    assert found == read(Plate, PLATE | {"bulb": {"watts": "5 W", "colour": "red"}})
    # What is added beside what the program has written wins over it.
    assert read(Plate, write(found) | {"power_high": "7 W"}).power.high == 7.0
    with pytest.raises(InputError, match=r"power_hihg: this field is not known"):
        read(Plate, {**flat, "power_hihg": "1 W"})
