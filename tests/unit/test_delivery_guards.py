"""Doses: limits, places, units; every refusal says what is wrong and what would be right."""

from dataclasses import replace
from typing import Any

import pytest

from microthermal import catalog
from microthermal.cases.doses import read_concentration
from microthermal.cases.treatment import treatment_case
from microthermal.delivery.dose_checks import doubts, month_refusals, refusals
from microthermal.documents import read, write
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError

AREA = 1e-4  # one point on a grid of 10 mm


def dose(name: str, concentration: float | None = None, **changes: object) -> Injection:
    drug = catalog.drug(name)
    plain = Injection(
        drug=drug, concentration=concentration or drug.concentration, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def words(given: Injection, site: str = "back", area: float = AREA) -> str:
    return " | ".join(str(fault) for fault in refusals(given, site, area))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "path", "why"),
    [
        ({"route": "mouth"}, "doses.0.route", "must be one of 'needle', 'zones', not 'mouth'"),
        ({"route": ["needle"]}, "doses.0.route", "must be one of"),
        ({"side": "1 cm"}, "doses.0.side", "not known"),
        ({"depth": "20 m"}, "doses.0.depth", "not plausible"),
        ({"route": "zones", "every": 3}, "doses.0.every", "no unit"),
    ],
)
def test_a_dose_that_is_neither_kind_is_refused_by_its_field(changes: dict[str, Any], path: str, why: str) -> None:
    laser = Treatment(pulse=catalog.device("er_glass_1550").pulse(energy=0.02), pattern=Pattern(density=1e6))
    with pytest.raises(InputError) as caught:
        read(Treatment, {**write(laser), "doses": [write(dose("verapamil")) | changes]})
    assert [fault.path for fault in caught.value.faults] == [path]
    assert why in caught.value.faults[0].text
    for wrong in ("tac", None, 3.0):
        with pytest.raises(InputError, match="must be an Injection or a TopicalFilm, not "):
            replace(laser, doses=(wrong,))


@pytest.mark.parametrize("name", catalog.names("drug"))
def test_usual_doses_are_not_refused(name: str) -> None:
    for site in ("back", "scalp", "cheek"):
        assert words(dose(name), site) == ""


def test_forty_milligrams_in_the_face_need_a_reason() -> None:
    strong = dose("triamcinolone", 40.0)
    said = words(strong, "cheek")
    assert "40 mg/mL" in said
    assert "face" in said
    assert "reason" in said
    assert words(strong, "back") == ""
    reasoned = replace(strong, reason="keloid of the cheek, weaker failed")
    assert words(reasoned, "cheek") == ""
    assert "keloid of the cheek" in doubts(reasoned, "cheek", AREA)[-1].text


@pytest.mark.parametrize(
    ("name", "circumstance", "word"),
    [
        ("bleomycin", "digit", "fingers"),
        ("bleomycin", "lung_disease", "lungs"),
        ("hyaluronidase", "filler", "filler"),
        ("fluorouracil", "pregnancy", "pregnancy"),
        ("fluorouracil", "dpd_deficiency", "DPD"),
        ("verapamil", "cardiac_block", "heart"),
        ("botulinum_toxin", "pregnancy", "pregnancy"),
    ],
)
def test_places_and_patients_that_a_drug_must_not_meet(name: str, circumstance: str, word: str) -> None:
    said = words(dose(name, circumstances=(circumstance,), reason="no reason lifts this"))
    assert "refused" in said
    assert word in said


def test_caps_per_point_session_area_and_month() -> None:
    assert "one point" in words(dose("triamcinolone", 40.0, volume=2e-7))
    assert "session" in words(dose("triamcinolone", 10.0), area=50e-4)
    assert words(dose("triamcinolone", 10.0), area=40e-4) == ""
    assert "mg/cm²" in words(dose("fluorouracil", spacing=2e-3))
    monthly = tuple(dose("bleomycin", time=day * 86400.0) for day in (0.0, 14.0))
    assert "28 days" in str(month_refusals(monthly, 18e-4)[0])
    assert month_refusals((monthly[0], replace(monthly[1], time=28 * 86400.0)), 18e-4) == []


def test_strengths_out_of_use_are_a_wrong_unit() -> None:
    assert "mg/dL" in words(dose("triamcinolone", 0.05))
    assert "stronger than any" in words(dose("fluorouracil", 100.0))
    assert "USP_U" in words(dose("bleomycin", 15.0))


def test_a_large_session_is_doubted() -> None:
    assert "session holds" in doubts(dose("triamcinolone"), "back", 30e-4)[0].text
    assert doubts(dose("triamcinolone"), "back", AREA) == ()
    assert "muscles" in doubts(dose("botulinum_toxin"), "cheek", AREA)[0].text


def test_units_of_activity_are_kept_apart() -> None:
    bleomycin, toxin, tac = (catalog.drug(name) for name in ("bleomycin", "botulinum_toxin", "triamcinolone"))
    assert read_concentration("1.5 USP_U/mL", bleomycin) == pytest.approx(1.5)
    # 1 USP unit is 1000 units of the European pharmacopoeia.
    assert read_concentration("1500 PhEur_IU/mL", bleomycin) == pytest.approx(1.5)
    assert read_concentration("25 ONA_U/mL", toxin) == pytest.approx(2.25e-7)
    assert read_concentration("150 USP_U/mL", catalog.drug("hyaluronidase")) == pytest.approx(1.245e-3)
    for text, drug, word in (
        ("1.5 IU/mL", bleomycin, "Ph.Eur."),
        ("25 U/mL", toxin, "unit of activity"),
        ("25 USP_U/mL", toxin, "ONA_U"),
        ("10 USP_U/mL", tac, "mass"),
        ("10 PhEur_IU/mL", tac, "Ph.Eur."),
        ("5 mg/dL", tac, "decilitre"),
        ("5 mg / dl", tac, "decilitre"),
    ):
        with pytest.raises(InputError, match=word):
            read_concentration(text, drug)


def test_a_case_is_refused_with_the_path_of_the_field() -> None:
    case = {
        "skin": "cheek_iii", "device": "er_glass_1550", "pulse": {"energy": "20 mJ"},
        "pattern": {"density": "250 / cm**2"},
        "doses": [
            {
                "drug": "triamcinolone", "concentration": "40 mg/mL", "volume": "0.1 mL", "depth": "1 mm",
                "spacing": "10 mm", "time": "0 day",
            },
            {
                "drug": "bleomycin", "concentration": "1 USP_U/mL", "volume": "0.1 mL", "depth": "1 mm",
                "spacing": "10 mm", "time": "0 day", "circumstances": ["digit"],
            },
        ],
    }  # fmt: skip
    with pytest.raises(InputError) as caught:
        treatment_case(case)
    assert [fault.path for fault in caught.value.faults] == ["doses.0.concentration", "doses.1.circumstances"]
    case["doses"][0]["reason"], case["doses"][1]["circumstances"] = "weaker failed", []
    assert treatment_case(case).treatment.doses[0].reason == "weaker failed"
