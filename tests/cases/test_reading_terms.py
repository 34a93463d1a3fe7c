"""Public cases PC22, PC51, PC52 and what people trip over: words, units and settings as they are written."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from microthermal.cases.doses import DoseChoice
from microthermal.cases.pulses import PulseChoice
from microthermal.cases.treatment import treatment_case
from microthermal.errors import InputError
from microthermal.planning.case import plan_case
from microthermal.quantity import fields_of
from microthermal.simulation.settings import Settings
from microthermal.units import parse

GOOD = {
    "skin": "cheek_iii",
    "device": "er_glass_1550",
    "pulse": {"energy": "20 mJ", "duration": "3 ms"},
    "pattern": {"density": "125 / cm**2", "passes": 8},
}
PLAN = {"skin": "cheek_iii", "goal": "acne_scar", "devices": ["er_glass_1550"]}
DOSE = {
    "drug": "triamcinolone",
    "concentration": "10 mg/mL",
    "volume": "0.1 mL",
    "depth": "1.5 mm",
    "spacing": "10 mm",
    "time": "14 day",
}


def faults(**changes) -> dict[str, str]:
    """Faults of the good case with changes, by path."""
    with pytest.raises(InputError) as caught:
        treatment_case(GOOD | changes)
    found = {fault.path: fault.text for fault in caught.value.faults}
    assert len(found) == len(caught.value.faults), caught.value.faults
    return found


@pytest.mark.parametrize(
    "text",
    [
        "125 / cm2", "125 cm-2", "125 MTZ/cm2", "125/cm²", "125 cm⁻²", "125 cm**-2", "125 MTZs/cm^2", "125 spots/cm^2",
        "125\u00a0/ cm2",
    ],
)  # fmt: skip
def test_densities_as_they_are_written(text):
    pattern = {"density": text, "passes": 8}
    assert treatment_case(GOOD | {"pattern": pattern}).treatment.pattern.density == pytest.approx(1.25e6)


@pytest.mark.parametrize(
    ("energy", "said"),
    [
        ("20 MJ", "did you mean '20 mJ'?"),
        ("20 mj", "did you mean '20 mJ'?"),
        ("70 J/cm2", "is a fluence; the energy of a microbeam is its fluence times the area of its spot"),
        ("30 W", "is a power"),
        ("20-40 mJ", "unknown unit"),
        ("7,5 mJ", "with a point"),
    ],
)
def test_an_energy_that_is_none_is_answered_with_what_is_meant(energy, said):
    found = faults(pulse={"energy": energy})
    assert list(found) == ["pulse.energy"]
    assert said in found["pulse.energy"]


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [("3 MS", "duration", "3 ms"), ("3 Ms", "duration", "3 ms"), ("120 UM", "radius", "120 um")],
)
def test_slips_of_case_are_asked_about_in_every_dimension(text, unit, meant):
    found = faults(pulse={"energy": "20 mJ", unit: text})
    assert f"did you mean '{meant}'?" in found[f"pulse.{unit}"]


def test_no_question_is_asked_where_no_other_case_makes_sense():
    assert "did you mean" not in faults(pulse={"energy": "20 J"})["pulse.energy"]


def test_the_minus_sign_of_typesetters_is_read():
    cooling = {"temperature": "\u22125 degC", "coefficient": "100 W/m2/K"}
    assert treatment_case(GOOD | {"cooling": cooling}).treatment.cooling.temperature == pytest.approx(268.15)


def test_picoseconds_are_not_modelled_rather_than_not_plausible():
    text = faults(pulse={"energy": "20 mJ", "duration": "450 ps"})["pulse.duration"]
    assert "450 ps is not modelled: picosecond pulses act by optical breakdown" in text


def test_words_of_other_programs_are_answered():
    found = faults(pulse={"fluence": "70 J/cm**2", "frequency": "10 Hz", "spot": "135 um"})
    assert set(found) == {"pulse.fluence", "pulse.frequency", "pulse.spot"}
    assert "from start to start" in found["pulse.frequency"]
    # Two words for one thing are one fault.
    assert set(faults(pulse={"energy": "20 mJ", "spot": "135 um", "diameter": "135 um"})) == {"pulse.spot"}


EXAMPLES = [
    (DoseChoice, "depth", "mm"), (DoseChoice, "time", "day"), (DoseChoice, "volume", "mL"),
    (PulseChoice, "duration", "ms"), (PulseChoice, "energy", "mJ"), (Settings, "until", "day"),
    (Settings, "cell", "um"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "name", "unit"), EXAMPLES)
def test_examples_fit_their_field(record, name, unit):
    quantity = next(field.quantity for field in fields_of(record) if field.name == name)
    assert quantity.example.endswith(f" {unit}")
    assert quantity.low <= parse(quantity.example, quantity.unit) <= quantity.high


def test_every_example_of_every_record_lies_in_the_range_of_its_field():
    for cls in _records():
        for field in fields_of(cls):
            quantity = field.quantity or (field.item.quantity if field.item else None)
            if quantity is not None and not quantity.axes:
                value = parse(quantity.example, quantity.unit)
                assert quantity.low <= value <= quantity.high, (cls.__name__, field.name, quantity.example)


def _records():
    for package in ("domain", "simulation", "planning.searches"):
        folder = importlib.import_module(f"microthermal.{package}")
        for module in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}."):
            found = vars(importlib.import_module(module.name)).values()
            yield from (one for one in found if isinstance(one, type) and hasattr(one, "__pydantic_config__"))


def test_a_time_in_days_and_a_depth_of_a_needle_are_asked_for_as_such():
    found = faults(doses=[DOSE | {"time": "3", "depth": "two"}])
    assert "'14 day'" in found["doses.0.time"] and "'1.5 mm'" in found["doses.0.depth"]
    assert "'14 day'" in faults(settings={"until": "long"})["settings.until"]


@pytest.mark.parametrize(
    "name", ["Fraxel Dual 1550", "Fraxel DUAL, 1550 nm", "fraxel dual 1550", "Solta Fraxel DUAL, 1550 nm"]
)
def test_a_device_is_found_by_its_title(name):
    assert treatment_case(GOOD | {"device": name}).device.name == "fraxel_dual_1550"


def test_a_part_of_a_name_suggests_all_that_hold_it_and_no_other():
    text = faults(device="fraxel")["device"]
    assert all(name in text for name in ("fraxel_restore", "fraxel_dual_1550", "fraxel_dual_1927", "fraxel_repair"))
    assert "fractional_co2" not in text
    assert "ultrapulse_deepfx" in (said := faults(device="UltraPulse")["device"]) and "ultrapulse_scaarfx" in said
    assert "resurfx" in faults(device="Lumenis")["device"]


def test_all_faults_between_fields_are_told_with_those_of_the_fields():
    found = faults(
        device="alma_1540",
        pulse={"energy": "90 mJ", "duration": "10 ms", "stack": 3, "interval": "5 ms", "radius": "1 m"},
        pattern={"density": "900 / cm**2", "passes": 30},
        doses=[
            DOSE | {"drug": "triamcinolon", "time": "3"},
            DOSE | {"concentration": "900 mg/mL"},
            DOSE | {"volume": "1 L"},
        ],
    )
    assert set(found) == {
        "pulse.energy", "pulse.interval", "pulse.radius", "pattern.density", "pattern.passes", "doses.0.drug",
        "doses.0.time", "doses.1.concentration", "doses.2.volume",
    }  # fmt: skip
    assert "did you mean 'triamcinolone'" in found["doses.0.drug"]


def test_an_interval_shorter_than_the_pulse_is_told_with_the_others():
    pulse = {"energy": "62 mJ", "duration": "10 ms", "stack": 3, "interval": "5 ms"}
    found = faults(device="alma_1540", pulse=pulse, pattern={"density": "40.5 / cm**2", "passes": 30})
    assert set(found) == {"pulse.interval", "pattern.passes"}
    assert "from the start of one pulse to the start of the next" in found["pulse.interval"]
    shortest = {"energy": "62 mJ", "stack": 3, "interval": "1 ms", "radius": "1 m"}  # 62 mJ at 30 W last 2 ms
    assert {"pulse.interval", "pulse.radius"} == set(
        faults(device="alma_1540", pulse=shortest, pattern={"density": "40.5 / cm**2"})
    )
    one = treatment_case(GOOD | {"pulse": {"energy": "20 mJ", "duration": "3 ms", "interval": "1 ms"}})
    assert one.treatment.pulse.stack == 1


def test_laws_and_endpoint_are_read_before_anything_runs():
    assert set(faults(settings={"laws": ["collagen"], "cell": "1 m"})) == {"settings.cell"}
    assert set(faults(settings={"laws": ["collagen"]})) == {"settings.laws.0"}
    assert "dermal_cells" in faults(settings={"endpoint": "dermal"})["settings.endpoint"]


def test_per_cent_of_a_drug_is_weight_per_volume_and_said_to_be():
    film = {"drug": "minoxidil", "film": "10 uL/cm**2", "first": "1 day"}
    for text in ("5 %", "5%", "5 % w/v", "5% (w/v)"):
        dose = treatment_case(GOOD | {"topicals": [film | {"concentration": text}]}).treatment.doses[0]
        assert dose.concentration == pytest.approx(50.0) and dose.written == text
    plain = treatment_case(GOOD | {"topicals": [film | {"concentration": "50 mg/mL"}]}).treatment.doses[0]
    assert plain.written == "" and plain.concentration == dose.concentration
    assert "weight per volume" in faults(topicals=[film | {"concentration": "5 % w/w"}])["topicals.0.concentration"]
    bleomycin = DOSE | {"drug": "bleomycin", "concentration": "0.1 %"}
    assert "USP_U" in faults(doses=[bleomycin])["doses.0.concentration"]


def test_per_cent_is_echoed_in_the_result():
    from microthermal.delivery.dose_checks import doubts

    case = treatment_case(GOOD | {"doses": [DOSE | {"concentration": "1 %"}]})
    (note,) = [one for one in doubts(case.treatment.doses[0], "cheek", 1e-4) if one.weight == "note"]
    assert note.text == "'1 %' of Triamcinolone acetonide is read as weight per volume: 10 mg/mL"


def test_a_case_of_the_other_kind_gets_one_sentence():
    for reader, document, command in ((treatment_case, PLAN, "mtz plan"), (plan_case, GOOD, "mtz simulate")):
        with pytest.raises(InputError) as caught:
            reader(document)
        (fault,) = caught.value.faults
        assert fault.path == "" and f"'{command}'" in fault.text
    # One stray field is not another kind of case.
    assert "mtz plan" in faults(goal="keloid")["goal"]


@pytest.mark.parametrize("place", ["top", "pulse", "settings", "deposition", "dose", "circumstances", "times"])
def test_noise_of_thousands_of_fields_is_counted(place):
    many = {f"key{number}": number for number in range(3000)}
    changes = {
        "top": many,
        "pulse": {"pulse": {"energy": "20 mJ", **many}},
        "settings": {"settings": many},
        "deposition": {"settings": {"deposition": {"kind": "monte_carlo", **many}}},
        "dose": {"doses": [DOSE | many]},
        "circumstances": {"doses": [DOSE | {"circumstances": list(many)}]},
        "times": {"pulse": {"energy": "20 mJ", "waveform": {"times": list(many), "power": [1]}}},
    }[place]
    with pytest.raises(InputError) as caught:
        treatment_case(GOOD | changes)
    assert len(caught.value.faults) <= 31
    assert any("more f" in fault.text for fault in caught.value.faults)


@pytest.mark.parametrize(
    "changes", [{"doses": [{}] * 3000}, {"history": ["x"] * 3000}, {"settings": {"laws": ["x"] * 3000}}]
)
def test_lists_that_are_far_too_long_are_one_fault(changes):
    (text,) = faults(**changes).values()
    assert "3000" in text


def test_power_and_dwell_where_the_device_is_set_by_them():
    asked = {"pulse": {"power": "30 W", "dwell": "1000 us"}, "pattern": {"pitch": "500 um"}}
    treatment = treatment_case(GOOD | asked | {"device": "SmartXide DOT"}).treatment
    assert (treatment.pulse.energy, treatment.pulse.duration) == (pytest.approx(0.03), pytest.approx(1e-3))
    assert treatment.pattern.layout == "square" and treatment.pattern.density == pytest.approx(400e4)
    text = faults(pulse=asked["pulse"])["pulse.power"]
    assert "er_glass_1550 is set by energy" in text and 'energy = "30 mJ", duration = "1 ms"' in text
    both = faults(device="smartxide_dot", pulse={"power": "30 W", "dwell": "1 ms", "energy": "30 mJ"})
    assert "alone" in both["pulse.power"]
    assert "pulse.dwell" in faults(device="smartxide_dot", pulse={"power": "30 W"})
    assert "pulse.duration" in faults(device="smartxide_dot", pulse={"power": "90 W", "dwell": "0.5 ms"})


def test_the_least_pitch_of_a_scanner_is_accepted_in_its_own_layout():
    asked = {"device": "smartxide_dot", "pulse": {"energy": "30 mJ", "duration": "1 ms"}}
    assert treatment_case(GOOD | asked | {"pattern": {"pitch": "200 um"}}).treatment.pattern.density == pytest.approx(
        2500e4
    )
    text = faults(**asked, pattern={"pitch": "200 um", "layout": "hexagonal"})["pattern.pitch"]
    assert "2890 /cm² (hexagonal)" in text
