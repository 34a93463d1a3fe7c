"""Injury of layers to fractions of the treated skin; medicine to factors of production; cautions."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.inputs.medicine import Drug, Effect, Injection, Kinetics, Particle
from microthermal.domain.results.response import Delivery, Spread
from microthermal.domain.results.zone import Injury
from microthermal.errors import InputError, LibraryError
from microthermal.healing import medicine
from microthermal.healing.cautions import ABLATED_FRACTION, cautions
from microthermal.healing.exchange.sbml import declared
from microthermal.healing.injury_fractions import fraction, fractions, heals

DAY = 86400.0


def injury(necrotic: float = 0.2, removed: float = 0.0, radius: float = 60e-6) -> Injury:
    fraction = [0.0, necrotic, necrotic, 0.0]
    nothing = [0.0] * 4
    return Injury(
        layers=("stratum_corneum", "epidermis", "dermis", "hypodermis"),
        thickness=[1e-5, 1e-4, 9e-4, 5e-3],
        removed=[0.0, removed, removed, 0.0],
        necrotic=fraction, denatured=nothing, stressed=nothing,
        lymphocytes_apoptotic=nothing, lymphocytes_lost=nothing, vessels_closed=nothing,
        epidermis_open=0.1, zone_radius=radius, ablated=removed > 0.0,
    )  # fmt: skip


def delivery(concentration: float, change: float = -0.8, coverage: float = 1.0, in_dermis: float = 1.0) -> Delivery:
    drug = Drug(
        name="toy",
        title="Toy",
        molar_mass=0.4,
        kinetics=Kinetics(diffusivity=1e-10, partition=1.0, clearance=1e-3, lymph=0.0, solubility=1.0),
        particle=Particle(density=1300.0),
        concentration=1.0,
        session_limit=1e-3,
        effects=(Effect(species="vegf", change=change, half=1e-3),),
    )
    time = np.array([0.0, 10.0, 10.001]) * DAY
    return Delivery(
        dose=Injection(drug=drug, concentration=1.0, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0),
        layers=("dermis",),
        time=time,
        depot=np.zeros(3),
        amount=np.zeros((3, 1)),
        systemic=np.zeros(3),
        leaked=np.zeros(3),
        concentration=np.array([concentration, concentration, 0.0]),
        spread=Spread(reach=0.005, coverage=coverage),
        in_dermis=in_dermis,
    )


def test_only_epidermis_and_dermis_heal() -> None:
    assert_allclose(heals(injury()), [0, 1, 1, 0])
    with pytest.raises(InputError, match="tissue is epidermis or dermis; the layers are stratum_corneum, epidermis"):
        heals(replace(injury(), tissues=(None, "fat", "muscle", "other")))


@pytest.mark.parametrize(
    ("thickness", "values", "expected"),
    [
        ([0.5e-3, 0.5e-3], [0.2, 0.0], 0.1),  # spread over the answering millimetre
        ([0.5e-3, 2.5e-3], [0.2, 0.0], 0.1),  # a thicker dermis thins out no further
        ([0.5e-3, 2.5e-3], [0.2, 0.2], 0.2),  # never more than the worst layer
        ([0.1e-3, 0.3e-3], [0.2, 0.0], 0.05),  # thin skin answers as a whole
    ],
)
def test_fraction_of_the_answering_skin(thickness: list[float], values: list[float], expected: float) -> None:
    layers = replace(
        injury(), layers=("epidermis", "dermis"), tissues=(), thickness=np.array(thickness),
        **{name: np.zeros(2) for name in (
            "removed", "necrotic", "denatured", "stressed", "lymphocytes_apoptotic", "lymphocytes_lost",
            "vessels_closed",
        )},
    )  # fmt: skip
    assert fraction(layers, np.array(values)) == pytest.approx(expected)


def test_fractions_of_an_even_injury_are_those_of_each_layer() -> None:
    found = {level.name: level.value for level in fractions(injury(necrotic=0.2, removed=0.1))}
    assert found["injury_necrotic"] == pytest.approx(0.2)
    assert found["injury_removed"] == pytest.approx(0.1)
    assert found["zone_open"] == 1.0
    assert found["zone_radius"] == 60e-6


def test_a_zone_without_radius_keeps_the_reference_radius() -> None:
    assert "zone_radius" not in {level.name for level in fractions(injury(radius=0.0))}


def test_occupancy_is_half_at_half() -> None:
    assert_allclose(medicine.occupancy(np.array([0.0, 1.0, 3.0]), 1.0), [0.0, 0.5, 0.75])


@pytest.mark.parametrize("fraction", [0.0, 0.3, 1.0])
def test_drug_acts_only_where_it_is(fraction: float) -> None:
    factor = medicine.factors((delivery(1e-3, coverage=fraction),), np.array([0.0, DAY]))["vegf"][0]
    assert factor == pytest.approx(1.0 - 0.8 * 0.5 * fraction)


def test_missed_dermis_means_no_effect() -> None:
    assert medicine.factors((delivery(1e-3, in_dermis=0.0),), np.array([0.0, DAY]))["vegf"][0] == 1.0


def test_two_drugs_multiply() -> None:
    one = delivery(1e-3)
    other = replace(one, dose=replace(one.dose, drug=replace(one.dose.drug, name="other")))
    assert medicine.factors((one, other), np.array([0.0, DAY]))["vegf"][0] == pytest.approx(0.6**2)


def test_two_rounds_of_one_drug_add_their_levels() -> None:
    factor = medicine.factors((delivery(1e-3), delivery(1e-3)), np.array([0.0, DAY]))["vegf"][0]
    assert factor == pytest.approx(1.0 - 0.8 * 2.0 / 3.0)


def test_steps_end_with_the_drug() -> None:
    edges = medicine.steps((delivery(1.0),), 180 * DAY)
    assert edges[0] == 0.0
    assert edges[-1] == 180 * DAY
    assert 10.0 * DAY < edges[-2] < 10.01 * DAY
    assert len(edges) < 30


@pytest.mark.parametrize("nothing", [(), (delivery(0.0),), (delivery(1.0, coverage=0.0),)])
def test_no_effect_needs_no_step(nothing: tuple[Delivery, ...]) -> None:
    assert_allclose(medicine.steps(nothing, DAY), [0.0, DAY])


def test_cautions_grow_with_doubt() -> None:
    healthy = Condition(name="healthy", title="Healthy skin")
    scar = Condition(name="scar", title="Scar", levels=(Level(name="myofibroblasts", value=1.0),))
    assert [caution.weight for caution in cautions(injury(0.1), healthy)] == ["warn"]
    assert [caution.weight for caution in cautions(injury(0.6), scar)] == ["warn", "stop", "warn"]


SBML = """<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model><listOfParameters>
<parameter id="rate" value="5" units="{unit}" constant="true"/>
<parameter id="follows" units="dimensionless" constant="false"/></listOfParameters></model></sbml>"""


def test_parameters_of_sbml_have_units() -> None:
    assert declared(SBML.format(unit="per_day")) == {"rate": (5.0, 1.0 / DAY, "1/s")}
    assert declared(SBML.format(unit="micrometre")) == {"rate": (5.0, 1e-6, "m")}


def test_unknown_unit_of_sbml_is_refused() -> None:
    with pytest.raises(LibraryError, match="furlong"):
        declared(SBML.format(unit="furlong"))


def test_the_redness_of_few_channels_is_told_as_a_mean() -> None:
    told = [
        [one.text for one in cautions(injury(necrotic=0.1, removed=removed), Condition(name="x", title="X"))
         if "mean of the whole treated surface" in one.text]
        for removed in (0.0, 0.003, 0.05)
    ]  # fmt: skip
    assert [len(texts) for texts in told] == [0, 1, 0]
    # The fraction on which redness was set is that of the calibration's ablative exposure.
    path = files("microthermal") / "library" / "calibration" / "healing.toml"
    assert tomllib.loads(path.read_text(encoding="utf-8"))["exposures"]["afl"]["removed"] == ABLATED_FRACTION


def test_blood_that_healing_does_not_count_is_told() -> None:
    red, usual = (Condition(name="x", title="X", blood_factor=factor) for factor in (2.41, 1.0))
    assert any("2.41 times healthy skin enter light and heat only" in one.text for one in cautions(injury(), red))
    assert not any("enter light and heat only" in one.text for one in cautions(injury(), usual))
