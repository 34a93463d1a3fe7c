"""For any record: what is written is read back. For any nonsense: only InputError comes out."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import datetime
import importlib
import json
import math
import pkgutil
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from microthermal import domain
from microthermal.documents import read, read_toml, write
from microthermal.domain.inputs.beam import Beam
from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.inputs.exposures import Current, Illumination, Sound
from microthermal.domain.inputs.exposures.current import Electrode
from microthermal.domain.inputs.goal import Aim, Goal
from microthermal.domain.inputs.laser import Cooling, Device, Pulse
from microthermal.domain.inputs.medicine import Injection, TopicalFilm
from microthermal.domain.inputs.pattern import Pattern, Polygon
from microthermal.domain.inputs.published import Published
from microthermal.domain.inputs.pulse_timing import Waveform
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.domain.inputs.structures.structure import PartOptics, Structure, StructurePart
from microthermal.domain.inputs.treatment import Course, Treatment
from microthermal.errors import InputError
from microthermal.quantity import Quantity, fields_of
from microthermal.units import parse, show
from microthermal.units import write as write_quantity
from microthermal.units.text import _EXAMPLES

UNITS = sorted(_EXAMPLES)


def _records() -> list[type]:
    found = set()
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        for cls in vars(importlib.import_module(module.name)).values():
            if isinstance(cls, type) and dataclasses.is_dataclass(cls) and cls.__module__.startswith(domain.__name__):
                found.add(cls)
    return sorted(found, key=lambda cls: cls.__name__)


def _kinds(kind: object) -> list[object]:
    return list(get_args(kind)) if get_origin(kind) in (tuple, Union, types.UnionType) else [kind]


def _holds_arrays(cls: type) -> bool:
    return any(
        (field.quantity is not None and field.quantity.axes)
        or any(dataclasses.is_dataclass(kind) and _holds_arrays(kind) for kind in _kinds(field.kind))
        for field in fields_of(cls)
    )


# Records that come as text: all whose numbers are scalars, at every depth.
INPUTS = [cls for cls in _records() if not _holds_arrays(cls)]


def numbers(quantity: Quantity) -> st.SearchStrategy[float]:
    """Floats in the plausible range; 1e300 stands for no bound, so that a fraction times 100 stays finite."""
    return st.floats(max(quantity.low, -1e300), min(quantity.high, 1e300))


def values(kind: object, quantity: Quantity | None) -> st.SearchStrategy:
    if quantity is not None:
        if kind is int:
            return st.integers(math.ceil(quantity.low), math.floor(quantity.high))
        return numbers(quantity)
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is Annotated:
        return values(kind.__origin__, next((note for note in kind.__metadata__ if isinstance(note, Quantity)), None))
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of(*[values(one, None) for one in get_args(kind)])
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0], None), max_size=2).map(tuple)
    if dataclasses.is_dataclass(kind):
        return records(kind)
    return {str: st.text(max_size=8), bool: st.booleans()}[kind]


# One of three kinds at a time, which the fields alone do not say; all fit into the narrowest pulse.
BEAMS = st.one_of(
    st.builds(Beam, inner_radius=st.floats(1e-9, 1.9e-6)),
    st.builds(Beam, radii=st.just((0.0, 3e-6, 5e-6)), irradiance=st.tuples(*[st.floats(1e-3, 1e3)] * 3)),
    st.builds(Beam, numerical_aperture=st.floats(0.01, 0.95), focus_depth=st.floats(0, 2e-2)),
)


# Times grow from 0, and there is light at some time.
WAVEFORMS = st.builds(
    Waveform,
    times=st.floats(1e-9, 10).map(lambda end: (0.0, 0.5 * end, end)),
    power=st.tuples(*[st.floats(1e-3, 1e15)] * 3),
)

# A sphere has no length, and an axis is three numbers that are not all 0.
INCLUSIONS = st.builds(
    Inclusion,
    name=st.text(max_size=8),
    shape=st.just("cylinder"),
    depth=st.floats(-1, 1),
    radius=st.floats(1e-7, 0.1),
    length=st.none() | st.floats(0, 1),
    axis=st.tuples(st.floats(0.1, 1), st.floats(-1, 1), st.floats(-1, 1)),
    absorption=st.floats(0, 1e8),
    scattering=st.floats(0, 1e8),
    anisotropy=st.floats(-1, 1),
)


# Corners around a triangle, so that no two sides cross.
POLYGONS = st.builds(
    Polygon,
    x=st.tuples(st.just(0.0), st.floats(2e-3, 1.0), st.floats(-1.0, 1.0)),
    y=st.tuples(st.just(0.0), st.just(0.0), st.floats(2e-3, 1.0)),
)


@st.composite
def records(draw: st.DrawFn, cls: type) -> object:
    """Any record of a class, within what the class takes."""
    if cls is Beam:
        return draw(BEAMS)
    if cls is Inclusion:
        return draw(INCLUSIONS)
    if cls is Waveform:
        return draw(WAVEFORMS)
    if cls is Polygon:
        return draw(POLYGONS)
    made = {}
    for field in fields_of(cls):
        if not field.required and draw(st.booleans()):
            continue
        value = values(field.kind, field.quantity)
        made[field.name] = draw(st.none() | value if field.optional else value)
    # Numbers at the two ends have an order; records there have none, and each is drawn for itself.
    for low, high in [("low", "high")] + [(name, f"{name[:-4]}_high") for name in made if name.endswith("_low")]:
        if isinstance(made.get(low), float) and isinstance(made.get(high), float):
            made[low], made[high] = sorted((made[low], made[high]))
    if cls is Aim:
        assume(made["target"] != made["zero"])
    if made.get("dermis_thickness"):
        made["thickness_factor"] = 1.0
    if cls is Published:
        assume(made.get("laser") or made.get("doses"))
    if cls is Goal:
        assume(any(aim.weight > 0 for aim in made["aims"]))
    if made.get("beam") and made["beam"].numerical_aperture > 0:
        made["profile"] = "gaussian"
    if made.get("delay"):
        made["during"] = False
    if made.get("during") is False:
        made["window_index"] = None
    if made.get("waveform"):
        made |= {"duration": made["waveform"].times[-1], "train": None}
    if made.get("train"):
        made["train"] = dataclasses.replace(
            made["train"], pause=max(1e-9, 0.9 * made["duration"] / made["train"].count)
        )
        made["duration"] = max(made["duration"], 1e-6)
    if cls is Body:  # on the axis, and upright; see Inclusion for all others
        made["inclusion"] = dataclasses.replace(made["inclusion"], x=0.0, y=0.0, axis=(0.0, 0.0, 1.0))
    if cls is Pulse and draw(st.integers(0, 3)) == 3:
        made["energy"] = 0.0  # no light
    if cls is Pulse and made["radius"] < 0.25e-3:
        made["energy"] = min(made["energy"], 15.0)  # more is for broad beams
    if cls is Current and made.get("control", "energy") != "energy":
        made[made["control"]] = draw(st.floats(0.1, 1e3))  # what the generator holds
    if cls is Pattern and not made.get("sparse"):
        made["density"] = max(made["density"], 1e4)
    _of_families(made, cls)
    if cls is Sound:
        made["focal_length"] = max(made["focal_length"], made["aperture"], made["focus_depth"])
    if cls in (Pulse, Current, Sound) and made.get("stack", 1) > 1:
        made["interval"] = max(made.get("interval", 0.1), 1.5 * made["duration"])
    return cls(**made)


def _of_families(made: dict[str, Any], cls: type) -> None:
    """Make fields of exposures and structures that hang on each other fit each other, in place."""
    if made.get("lines"):  # one wavelength or several, with all the energy between them
        lines = made["lines"]
        assume(len({line.wavelength for line in lines}) == len(lines))
        made["lines"] = tuple(dataclasses.replace(line, fraction=1.0 / len(lines)) for line in lines)
    if cls is Pulse and made.get("handpiece") and made["handpiece"].lines:
        made["wavelength"] = made["handpiece"].lines[0].wavelength
    if cls is Electrode:
        made["bare"] = min(made["bare"], made["depth"])
        made["insulated"] = made["depth"] - made["bare"]
        made["spacing"] = max(made.get("spacing", 1.5e-3), 2.5 * made["radius"])
        made["pins"] = max(made.get("pins", 2), 2)
    if cls is Current and made.get("depths"):
        made["depths"] = ()
    if cls is PartOptics:
        usual = {field.name: getattr(cls, field.name, 0.0) for field in fields_of(cls)} | made
        ends = sorted((usual["low"], usual["high"], usual["absorption"]))
        made |= dict(zip(("low", "absorption", "high"), ends, strict=True))
    if cls is StructurePart:
        made["bottom"] = max(made["bottom"], 1e-4)
        made["top"] = min(made["top"], 0.9 * made["bottom"])
    if cls is Structure:
        assume(made["parts"])
        widest = max(part.radius for part in made["parts"])
        made["density"] = min(made["density"], 1.0 / (math.pi * (1.5 * widest) ** 2))


@pytest.mark.parametrize("unit", UNITS)
@given(value=st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=60)
def test_units_survive_a_round_trip(unit, value):
    if unit == "%" and abs(value) > 1e300:
        value /= 1e8  # a hundred times the largest float is no float
    text = write_quantity(value, unit)
    back = parse(text, unit)
    assert back == value
    assert math.copysign(1, back) == math.copysign(1, value)


@pytest.mark.parametrize("unit", UNITS)
@given(value=st.floats(allow_nan=True, allow_infinity=True))
@settings(max_examples=40)
def test_any_number_can_be_shown(unit, value):
    text = show(value, unit)
    assert 0 < len(text) < 40
    assert "e-0" not in text


@given(text=st.text(max_size=120), unit=st.sampled_from(UNITS))
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text, unit):
    try:
        assert math.isfinite(parse(text, unit))
    except InputError as error:
        assert "\n" not in str(error)


@given(
    number=st.from_regex(r"[-+]?[0-9]{1,4}(\.[0-9]{0,3})?(e[-+]?[0-9]{1,4})? ?", fullmatch=True),
    written=st.lists(
        st.sampled_from(["m", "mm", "J", "K", "degC", "delta_degC", "%", "**", "^", "2", "-1", "/", "*", "(", ")", " ",
                         "1", "USP_U", "zone", "°C", "²", "dB", "ppm", "pi", "c", "e", "k", "to", "in", "and", "_"]),
        max_size=9,
    ).map("".join),
    unit=st.sampled_from(UNITS),
)  # fmt: skip
@settings(max_examples=500)
def test_any_expression_of_units_is_read_or_refused(number, written, unit):
    with contextlib.suppress(InputError):
        assert math.isfinite(parse(number + written, unit))


def test_every_record_that_people_write_is_tested():
    assert {Pulse, Pattern, Cooling, Device, Injection, TopicalFilm, Treatment, Course, Skin, Layer, Goal} <= set(
        INPUTS
    )
    assert {Current, Sound, Illumination} <= set(INPUTS)


@pytest.mark.parametrize("cls", INPUTS, ids=lambda cls: cls.__name__)
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_back(cls, data):
    made = data.draw(records(cls))
    document = write(made)
    assert json.loads(json.dumps(document)) == document
    assert read(cls, json.loads(json.dumps(document))) == made


# What TOML and JSON can hold, and a little that only Python can.
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**1000), 2**63])
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["20 mJ", "3 ms", "5 %", "1 m", "gaussian", "III", "cheek", "\ud800", "\0", "1e999 J"])
    | st.dates()
    | st.just(datetime.time(1, 2))
    | st.binary(max_size=3)
)
NAMES = st.sampled_from(sorted({field.name for cls in INPUTS for field in fields_of(cls)} | {"kind"}))
KEYS = NAMES | st.text(max_size=6) | st.sampled_from(["\ud800", "", ".", "a.b"]) | st.integers() | st.none()
JUNK = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def _read_or_refused(cls: type, document: object) -> None:
    try:
        made = read(cls, document)
    except InputError as error:
        assert error.faults
        for fault in error.faults:
            assert fault.text
            assert "\n" not in fault.text
            assert len(fault.text) < 1000
            str(fault).encode()  # what is told can be printed
    else:
        assert isinstance(made, cls)


@pytest.mark.parametrize("cls", [Treatment, Device, Skin, Goal, Course], ids=lambda cls: cls.__name__)
@given(document=JUNK)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_nonsense_is_refused_in_words(cls, document):
    _read_or_refused(cls, document)


def _places(node: object, here: tuple = ()) -> list[tuple]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [here, *(place for key, item in inner for place in _places(item, (*here, key)))]


@pytest.mark.parametrize("cls", [Treatment, Skin, Goal], ids=lambda cls: cls.__name__)
@given(data=st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_good_document_with_one_thing_replaced_is_read_or_refused_in_words(cls, data):
    document = copy.deepcopy(write(data.draw(records(cls))))
    *way, last = data.draw(st.sampled_from([place for place in _places(document) if place]))
    node = document
    for key in way:
        node = node[key]
    if data.draw(st.booleans()) and isinstance(node, dict):
        node[data.draw(KEYS)] = node.pop(last)
    else:
        node[last] = data.draw(JUNK)
    _read_or_refused(cls, document)


@given(content=st.binary(max_size=60) | st.text('a=[]{}".\n 1#', max_size=60).map(str.encode))
@settings(max_examples=200)
def test_any_file_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        assert isinstance(read_toml(path), dict)
    except InputError as error:
        assert len(error.faults) == 1


NUMBERS = st.floats() | st.floats(1e-6, 1.0) | st.sampled_from([0.0, -0.0, math.nan, math.inf, -math.inf])


@given(device=records(Device), energy=NUMBERS, duration=st.none() | NUMBERS, stack=st.integers(-3, 60))
@settings(max_examples=300)
def test_a_device_gives_a_pulse_that_it_offers_or_refuses_in_words(device, energy, duration, stack):
    device = dataclasses.replace(device, name="toy")  # a name is the stem of a file
    try:
        made = device.pulse(energy=energy, duration=duration, stack=stack)
    except InputError as error:
        assert all("\n" not in fault.text for fault in error.faults)
    else:
        # A thousandth is the slack for a limit typed in other units.
        assert device.energy.low * 0.999 <= device.setting(made) <= device.energy.high * 1.001
        assert made.energy == energy * device.basis.output
        assert device.duration.low * 0.999 <= made.duration <= device.duration.high * 1.001
        assert device.setting(made) / made.duration <= device.power * 1.002
        assert (made.wavelength, made.radius) == (device.wavelength, device.radius)
