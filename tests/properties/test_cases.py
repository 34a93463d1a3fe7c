"""Any document given as a case is read, or refused in words: nothing else may come out."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microthermal.cases.treatment import treatment_case
from microthermal.errors import InputError
from microthermal.planning.case import plan_case

EXAMPLES = Path(__file__).parents[2] / "examples"
TREATMENT = tomllib.loads((EXAMPLES / "cheek.toml").read_text(encoding="utf-8")) | {
    "condition": "keloid",
    "cooling": {"temperature": "5 degC", "coefficient": "100 W/m**2/K"},
    "doses": [
        {
            "drug": "bleomycin",
            "concentration": "1 USP_U/mL",
            "volume": "0.1 mL",
            "depth": "2 mm",
            "spacing": "10 mm",
            "time": "1 day",
        }
    ],
}
PLAN = tomllib.loads((EXAMPLES / "hypertrophic_scar.toml").read_text(encoding="utf-8"))
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["20 mJ", "cheek_iii", "5 %", "../x", "nan s", "1e400 J", "keloid", "III"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(document, way=()):
    if isinstance(document, dict):
        for key, value in document.items():
            yield (*way, key)
            yield from places(value, (*way, key))
    elif isinstance(document, list):
        for number, value in enumerate(document):
            yield (*way, number)
            yield from places(value, (*way, number))


def check(reader, document) -> None:
    try:
        reader(document, "any")
    except InputError as error:
        assert error.faults
        assert all(fault.text and "\n" not in fault.text and len(fault.text) < 1500 for fault in error.faults)


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_good_case_with_one_thing_replaced(data):
    reader, good = data.draw(st.sampled_from([(treatment_case, TREATMENT), (plan_case, PLAN)]))
    document = copy.deepcopy(good)
    *way, last = data.draw(st.sampled_from(sorted(places(document), key=str)))
    node = document
    for key in way:
        node = node[key]
    node[last] = data.draw(JUNK)
    check(reader, document)


@given(document=st.dictionaries(st.sampled_from([*TREATMENT, *PLAN]) | st.text(max_size=8), JUNK, max_size=8))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mapping(document):
    check(treatment_case, document)
    check(plan_case, document)
