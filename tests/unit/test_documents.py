"""Mappings and files to records: every fault is one sentence that names the field and what would be right."""

from __future__ import annotations

import json
import os
import re
from typing import Annotated

import numpy as np
import pytest

from microthermal.documents import read, read_toml, write
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.goal import Goal, Limit
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Layer
from microthermal.domain.inputs.treatment import Course, Treatment
from microthermal.errors import InputError
from microthermal.quantity import Array, Quantity, record
from microthermal.units import mJ, ms, nm, um

PULSE = {"wavelength": "1550 nm", "energy": "20 mJ", "duration": "3 ms", "radius": "60 um"}
PATTERN = {"density": "250 / cm**2", "passes": 4}


def faults(record, document, path=""):
    with pytest.raises(InputError) as caught:
        read(record, document, path)
    return {fault.path: fault.text for fault in caught.value.faults}


def test_read_makes_the_record():
    made = read(Pulse, PULSE)
    assert made == Pulse(wavelength=1550 * nm, energy=20 * mJ, duration=3 * ms, radius=60 * um)


def test_nested_tables_lists_and_missing_optional_parts():
    made = read(Treatment, {"pulse": PULSE, "pattern": PATTERN, "doses": []})
    assert made.pattern.passes == 4
    assert made.cooling is None
    assert read(Treatment, {"pulse": PULSE, "pattern": PATTERN, "cooling": None}) == made


def test_all_faults_are_told_at_once():
    found = faults(
        Treatment,
        {
            "pulse": {"energy": "20 ms", "duration": 3, "radius": "60 mm", "wavelength": "1550 nm", "enrgy": 1},
            "pattern": {"pases": 4, "passes": 4.5},
            "cooling": "air",
            "colour": "red",
        },
    )
    assert set(found) == {
        "pulse.energy", "pulse.duration", "pulse.radius", "pulse.enrgy",
        "pattern.density", "pattern.pases", "pattern.passes", "cooling", "colour",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "path", "why"),
    [
        ({"energy": 0.02}, "energy", "0.02 has no unit; write energy of one microbeam for example as '20 mJ'"),
        ({"energy": "20"}, "energy", "has no unit"),
        ({"energy": "200 J"}, "energy", "is not plausible; it must be between 0.5 nJ and 150 J"),
        ({"energy": "0.1 nJ"}, "energy", "must be between 0.5 nJ and 150 J, or 0 J where nothing shines"),
        ({"energy": "-20 mJ"}, "energy", "is not plausible"),
        ({"energy": None}, "energy", "must be written like '20 mJ', not None"),
        ({"energy": {"value": "20 mJ"}}, "energy", "must be written like '20 mJ'"),
        ({"energy": ["20 mJ"]}, "energy", "must be written like '20 mJ'"),
        ({"energy": float("nan")}, "energy", "has no unit"),
        ({"energy": 10**5000}, "energy", "has no unit"),
        ({"stack": "3"}, "stack", "must be a whole number without quotes, not '3'"),
        ({"stack": 10**400}, "stack", "must be a finite number"),
        ({"stack": True}, "stack", "must be a whole number"),
        ({"stack": 101}, "stack", "must be between 1 and 100"),
        ({"profile": "round"}, "profile", "'round' is not a choice here; write one of 'gaussian' or 'flat_top'"),
        ({"profile": 3}, "profile", "write one of 'gaussian' or 'flat_top'"),
        ({"enrgy": "20 mJ"}, "enrgy", "this field is not known; did you mean 'energy'?"),
        ({"colour": "red"}, "colour", "this field is not known; known are: wavelength, energy, duration, radius"),
        ({"": 1}, "", "this field is not known"),
        ({3: 1}, "3", "a field must be named by a text, not by 3"),
    ],
)
def test_each_fault_says_what_would_be_right(changes, path, why):
    found = faults(Pulse, PULSE | changes)
    assert list(found) == [path]
    assert why in found[path]
    assert "\n" not in found[path]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("energy", "this field is missing; give energy of one microbeam, for example '20 mJ'"),
        ("radius", "this field is missing; give radius of the microbeam at the surface, for example '120 um'"),
    ],
)
def test_a_missing_number_is_asked_for_with_an_example(field, why):
    assert faults(Pulse, {name: PULSE[name] for name in PULSE if name != field}) == {field: why}


def test_a_missing_choice_lists_the_choices():
    found = faults(Limit, {"metric": "depth", "warn": 1})
    assert found["stop"] == "this field is missing; give value from which the plan is refused, in SI, for example 4"
    found = faults(Goal, {})
    assert found["name"] == "this field is missing"
    found = faults(Goal, {"aims": [{"metric": "depth", "target": 1, "zero": 0}]})
    assert found["aims.0.want"] == "this field is missing; give one of 'high', 'low', 'near'"


def test_a_table_in_a_list_is_named_by_its_place():
    treatment = {"pulse": PULSE, "pattern": PATTERN}
    wrong = {"pulse": PULSE | {"energy": "20"}, "pattern": PATTERN | {"pases": 1}}
    found = faults(Course, {"treatments": [treatment, wrong], "interval": "4 week"})
    assert set(found) == {"treatments.1.pulse.energy", "treatments.1.pattern.pases"}
    assert found["treatments.1.pattern.pases"] == "this field is not known; did you mean 'passes'?"


def test_the_path_of_the_document_comes_first():
    assert list(faults(Pattern, {"density": "5 %"}, "pattern")) == ["pattern.density"]


@pytest.mark.parametrize(
    ("record", "document", "path", "why"),
    [
        (Treatment, {"pulse": "short", "pattern": PATTERN}, "pulse", "must be a table of fields (wavelength, energy"),
        (Treatment, {"pulse": PULSE, "pattern": PATTERN, "doses": {}}, "doses", "must be a list in [ ], not {}"),
        (Treatment, {"pulse": PULSE, "pattern": PATTERN, "doses": ["x"]}, "doses.0", "must be a table of fields (drug"),
        (Layer, {"name": 3}, "name", "must be a text in quotes, not 3"),
        (Limit, {"metric": "m", "warn": 1, "stop": 2, "lower": "perhaps"}, "lower", "must be true or false"),
    ],
)
def test_a_wrong_kind_of_value_names_the_right_kind(record, document, path, why):
    assert why in faults(record, document)[path]


@pytest.mark.parametrize("document", [[1, 2], "text", 3, None, [("a", 1)]])
def test_a_document_that_is_no_table_is_refused(document):
    assert "must be a table of fields" in faults(Pulse, document, "pulse")["pulse"]


def test_hostile_names_and_values_make_short_messages():
    deep: dict = {}
    for _ in range(20_000):
        deep = {"a": deep}
    found = faults(Pulse, PULSE | {"x" * 5000: 1, "\x1b[31mred": deep, "energy": "9" * 10_000, "radius": deep})
    assert len(found) == 4
    for path, text in found.items():
        assert len(path) + len(text) < 400
        assert "\x1b" not in path + text


def test_faults_of_a_record_found_at_birth_name_the_field_of_the_document(device):
    document = write(device) | {"energy_low": "60 mJ", "energy_high": "50 mJ"}
    assert faults(type(device), document, "device") == {"device.energy.low": "is greater than high; exchange them"}


def test_write_gives_plain_text_numbers_lists_and_tables(pulse, pattern):
    document = write(Treatment(pulse=pulse, pattern=pattern))
    assert document["pulse"]["energy"] == "0.02 J"
    assert document["pulse"]["stack"] == 1
    assert "cooling" not in document
    assert read(Treatment, json.loads(json.dumps(document))) == Treatment(pulse=pulse, pattern=pattern)


def test_write_makes_numbers_of_numpy_plain():
    made = Cooling(temperature=np.float64(275.0), coefficient=np.float32(500.0))
    document = write(Pattern(density=np.float64(1e6), passes=np.int64(3)))
    assert json.loads(json.dumps(document)) == document
    assert write(made)["temperature"] == "275.0 K"


def test_write_leaves_arrays_to_the_store():
    @record
    class Course:
        time: Annotated[Array, Quantity("s", "time", axes=("t",))]
        name: str

    assert write(Course(time=[1.0], name="x")) == {"name": "x"}


def test_numbers_in_a_list_have_their_units():
    @record
    class Days:
        days: tuple[Annotated[float, Quantity("s", "day", 0, 1e6)], ...]
        counts: tuple[Annotated[int, Quantity("1", "count")], ...] = ()

    made = read(Days, {"days": ["1 day", "2 hour"], "counts": [1, 2]})
    assert made.days == (86400.0, 7200.0)
    assert write(made) == {"days": ["86400.0 s", "7200.0 s"], "counts": [1, 2]}
    assert read(Days, write(made)) == made
    assert set(faults(Days, {"days": ["1 day", "2", "1 year"]})) == {"days.1", "days.2"}


def test_read_choice_names_the_nearest_or_all():
    known = ("cheek_iii", "scalp_ii")
    assert read_choice("cheek_iii", known, "skin") == "cheek_iii"
    for value, why in [
        ("cheek_ii", "there is no skin 'cheek_ii'; did you mean 'cheek_iii'?"),
        ("zzz", "there is no skin 'zzz'; known are: cheek_iii, scalp_ii"),
        (3, "there is no skin 3"),
        (["cheek_iii"], "there is no skin ['cheek_iii']"),
    ]:
        with pytest.raises(InputError) as caught:
            read_choice(value, known, "skin")
        assert why in str(caught.value)


# Files


def file_fault(path):
    with pytest.raises(InputError) as caught:
        read_toml(path)
    (fault,) = caught.value.faults
    return fault.text


def test_a_toml_file_becomes_a_mapping(tmp_path):
    path = tmp_path / "case.toml"
    path.write_bytes('\ufefftitle = "Narbe – Wange"\r\n[pulse]\r\nenergy = "20 mJ"\r\n'.encode())
    assert read_toml(path) == {"title": "Narbe – Wange", "pulse": {"energy": "20 mJ"}}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00\x01", "is not a text file in UTF-8"),
        (b"\x00\x01\x02", "is not valid TOML"),
        (b"energy = 20 mJ", "text values need quotes"),
        (b"[pulse\nenergy = 1", "is not valid TOML"),
        (b"a = 1\na = 2", "is not valid TOML"),
        (b'title = "no end', "is not valid TOML"),
        (b"a = " + b"9" * 5000, "is not valid TOML"),
        (b"a = " + b"[" * 50_000, "nested too deeply"),
        (b"a = " + b"{a=" * 50_000, "nested too deeply"),
        (b"#" * 4_000_001, "is larger than 4 MB"),
    ],
    ids=["binary", "zeros", "no quotes", "table", "twice", "text", "digits", "lists", "tables", "large"],
)
def test_a_broken_file_is_refused_in_one_sentence(tmp_path, content, why):
    path = tmp_path / "case.toml"
    path.write_bytes(content)
    text = file_fault(path)
    assert why in text
    assert "case.toml" in text
    assert len(text) < 600


def test_what_is_no_file_is_refused(tmp_path):
    assert "there is no file" in file_fault(tmp_path / "missing.toml")
    assert "is a folder" in file_fault(tmp_path)
    # Some versions of Python say of too long a name that it is not there, others that it is too long.
    assert re.search("cannot be read|there is no file", file_fault(tmp_path / ("x" * 5000)))
    os.mkfifo(tmp_path / "pipe")
    assert "is not an ordinary file" in file_fault(tmp_path / "pipe")


def test_a_file_of_deep_keys_is_read_and_refused(tmp_path):
    path = tmp_path / "deep.toml"
    path.write_text(".".join("a" * 30) + " = 1")
    assert set(faults(Treatment, read_toml(path))) == {"a", "pulse", "pattern"}
    path.write_text(".".join("a" * 3000) + " = 1")
    assert "is nested too deeply to be a case file" in file_fault(path)
