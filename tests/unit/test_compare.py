"""Two treatments side by side: the same is told as the same, and a doubt that both share cancels."""

from __future__ import annotations

import contextlib
import io
from dataclasses import replace
from functools import cache

import pytest
from tests.reference.digits import raw_numbers

from microthermal import catalog, report
from microthermal.cases.treatment import TreatmentCase, treatment_case
from microthermal.cli.showing.comparison_table import show_comparison
from microthermal.errors import InputError
from microthermal.planning.window.verdicts import score
from microthermal.simulation.chain import simulate
from microthermal.studies.compare import SideBySide, compare, pairing
from microthermal.studies.compare.document import document
from microthermal.studies.compare.inputs import input_differences
from microthermal.studies.compare.records import heads_and_names
from microthermal.studies.compare.subjects import place_of
from microthermal.units import write

pytestmark = pytest.mark.slow  # each comparison is two treatments, and all their doubts

COARSE = {
    "cell": "20 um",
    "numerical_error": False,
    "persons": 2,
    "deposition": {"kind": "monte_carlo", "photons": 640},
}


def case(energy: str = "20 mJ", density: str = "250 / cm**2", device: str = "er_glass_1550") -> TreatmentCase:
    return treatment_case({
        "title": f"{device} {energy}", "skin": "cheek_iii", "device": device, "pulse": {"energy": energy},
        "pattern": {"density": density}, "settings": COARSE,
    })  # fmt: skip


@cache
def same() -> SideBySide:
    return compare(case(), case())


@cache
def stronger() -> SideBySide:
    return compare(case("10 mJ"), case("40 mJ"))


@cache
def lasers() -> SideBySide:
    return compare(case(), case(device="fractional_co2"), catalog.goal("acne_scar"))


def test_a_treatment_beside_itself_is_the_same_in_every_metric() -> None:
    found = same()
    assert {one.told for one in found.differences} <= {"the same", "not defined"}
    assert all(one.value == one.low == one.high == 0.0 for one in found.differences)
    assert any("set alike" in sentence for sentence in found.sentences)


def test_four_times_the_energy_goes_deeper_in_every_doubt() -> None:
    depth = stronger().of("depth")
    assert depth.told == "larger" and depth.agreeing == depth.doubts > 5
    assert depth.low > 0.0 and depth.low <= depth.value <= depth.high


def test_what_both_share_blurs_less_than_the_bands_say() -> None:
    """Both bands are wide because of scattering and output, which are those of both sides."""
    depth = stronger().of("depth")
    assert depth.a.high > depth.b.low, "the bands overlap, and still the two are told apart"


def test_a_comparison_turned_around_is_the_same_with_another_sign() -> None:
    there, back = stronger(), compare(case("40 mJ"), case("10 mJ"))
    turned = {"larger": "smaller", "smaller": "larger"}
    for one in there.differences:
        other = back.of(one.metric)
        assert other.value == -one.value and (other.low, other.high) == (-one.high, -one.low)
        assert other.told == turned.get(one.told, one.told)


def test_doubts_of_two_devices_are_not_paired() -> None:
    said = "\n".join(lasers().doubts)
    assert "output low: the device gives 20 % less than set (of A alone, of B alone)" in said
    assert "drained channel" in said and "(of B alone)" in said
    assert "dry skin: water content at the low end of its range\n" in said


def test_a_goal_scores_both() -> None:
    found = lasers()
    assert found.goal is not None
    assert found.b.score == score(found.b.outcome, found.goal)
    assert any(found.goal.title in sentence for sentence in found.sentences)


@pytest.fixture
def one_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """One scenario in place of ten, for what is said whatever they tell."""
    usual = pairing.scenarios_of
    monkeypatch.setattr(pairing, "scenarios_of", lambda pulse, library: usual(pulse, library)[:1])


@pytest.mark.usefixtures("one_doubt")
def test_another_skin_is_told() -> None:
    other = replace(case(), skin=catalog.skin("cheek_v"))
    told = [one.text for one in compare(case(), other).cautions if one.stage == "comparison"]
    assert any("not done in the same skin" in text for text in told)


@pytest.mark.usefixtures("one_doubt")
def test_another_version_and_another_library_are_told() -> None:
    asked = case()
    run = simulate(asked.skin, asked.treatment, asked.condition, asked.settings)
    old = replace(run, stamp=replace(run.stamp, version="0.0.1", library_digest="0" * 64))
    told = "\n".join(one.text for one in compare(run, old).cautions if one.stage == "comparison")
    assert "B by version 0.0.1" in told and "B was made with another library" in told


@pytest.mark.usefixtures("one_doubt")
def test_a_published_treatment_is_done_in_the_skin_of_the_other() -> None:
    published = next(one for one in catalog.library().published if one.name == "alexis2012")
    found = compare(published, case())
    assert found.a.simulation.skin == case().skin and found.a.kind == "published treatment"
    assert found.a.simulation.treatment.pattern.density == published.laser.density


@pytest.mark.usefixtures("one_doubt")
def test_two_published_treatments_need_a_skin() -> None:
    known = [one for one in catalog.library().published if one.laser is not None and not one.unstated]
    with pytest.raises(InputError, match="have no skin of their own"):
        compare(known[0], known[1])
    found = compare(known[0], known[1], place=place_of(case()))
    assert found.a.simulation.skin == found.b.simulation.skin


def test_a_treatment_that_its_source_does_not_tell_is_refused() -> None:
    open_ones = [one for one in catalog.library().published if one.unstated]
    assert open_ones
    with pytest.raises(InputError, match="its source gives no"):
        compare(case(), open_ones[0])


def test_the_document_holds_every_metric_and_reads_as_it_was_shown() -> None:
    told = document(lasers())
    assert [one["metric"] for one in told["metrics"]] == [one.metric for one in lasers().differences]
    energy = write(lasers().a.simulation.treatment.pulse.energy, "J")
    assert energy == "0.02 J" and told["a"]["settings"]["Energy of a microbeam"] == "20 mJ"
    assert told["b"]["limits"] and told["stamp"]["library_digest"] == catalog.library().digest


@pytest.mark.slow
def test_the_page_holds_both_zones_to_one_scale() -> None:
    page = report.html(lasers())
    assert raw_numbers(page) == {}
    assert page.count('id="heat-a-') > 0 and page.count('id="heat-b-') > 0
    assert "B is larger" in page and "not told apart" in page
    assert "nan" not in page.lower().split()


@pytest.mark.usefixtures("one_doubt")
def test_a_laser_beside_none() -> None:
    published = next(
        one
        for one in catalog.library().published
        if one.laser is None and one.doses and "hypertrophic_scar" in one.conditions
    )
    scar = replace(case(), condition=catalog.condition("hypertrophic_scar"))
    found = compare(published, scar)
    assert not found.a.lasered and found.of("depth").told == "larger"
    assert "A: no laser" in report.html(found)


def test_inputs_that_differ_are_told_and_no_others() -> None:
    assert input_differences(same().a.simulation, same().b.simulation) == ()
    found = stronger()
    told = {one.path: (one.a, one.b) for one in input_differences(found.a.simulation, found.b.simulation)}
    assert told["treatment.pulse.energy"] == ("10 mJ", "40 mJ")
    assert not [path for path in told if path.startswith(("skin", "condition", "settings"))]


def test_a_run_of_another_version_tells_which_numbers_were_others() -> None:
    """The skin of a run that an earlier library made, a millionth thicker, and its version and library."""
    one = same().a.simulation
    layers = (*one.skin.layers[:-1], replace(one.skin.layers[-1], thickness=one.skin.layers[-1].thickness * (1 + 1e-6)))
    stamp = replace(one.stamp, version="0.0.9", library_digest="0" * 64)
    other = replace(one, skin=replace(one.skin, layers=layers), stamp=stamp)
    (told,) = input_differences(other, one)
    assert told.path == f"skin.layers.{layers[-1].name}.thickness" and told.a != told.b
    found = replace(same(), a=replace(same().a, simulation=other))
    made = document(found)
    assert (made["a"]["version"], made["a"]["library_digest"]) == ("0.0.9", "0" * 64)
    assert made["inputs"] == [{"path": told.path, "a": told.a, "b": told.b}]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        show_comparison(found)
    assert "made by version 0.0.9, library 000000000000" in printed.getvalue()
    assert told.path in printed.getvalue()


@pytest.mark.parametrize(
    ("titles", "head", "names"),
    [
        (("Scar, III, option 1", "Scar, III, option 2"), "Scar, III", ("option 1", "option 2")),
        (("Scar, option 1", "Cheek, option 1"), "", ("Scar, option 1", "Cheek, option 1")),
        (("One", "Other"), "", ("One", "Other")),
        (("Scar, one", "Scar, one"), "", ("Scar, one", "Scar, one")),
    ],
)
def test_what_two_titles_begin_with_is_said_once(titles: tuple[str, str], head: str, names: tuple[str, str]) -> None:
    assert heads_and_names(*titles) == (head, names)


def test_where_one_side_makes_no_zone_nothing_is_said_of_what_lies_between_zones() -> None:
    lamp = treatment_case({
        "title": "light", "skin": "scalp_iii", "condition": "androgenetic_alopecia", "device": "capillus_272",
        "illumination": {"duration": "30 minute", "per_week": 3, "weeks": 26}, "pattern": {"density": "0.469 / cm**2"},
        "settings": COARSE,
    })  # fmt: skip
    found = compare(case(), lamp)
    assert found.of("bridge").told == found.of("narrow_bridge").told == "not defined"
    assert found.of("depth").told == "smaller"


def test_beside_no_laser_the_numbers_of_a_pulse_that_is_not_given_are_no_difference() -> None:
    laser = same().a.simulation
    pulse = replace(laser.treatment.pulse, energy=0.0, wavelength=10.6e-6)
    dark = replace(laser, treatment=replace(laser.treatment, pulse=pulse))
    (found,) = input_differences(dark, laser)
    assert (found.path, found.a, found.b) == ("treatment.pulse", "none", laser.treatment.pulse.device)


def test_of_a_record_that_one_side_has_not_its_numbers_are_told() -> None:
    laser = same().a.simulation
    cooled = replace(laser, treatment=replace(laser.treatment, cooling=catalog.cooling("sapphire")))
    found = {one.path: one for one in input_differences(laser, cooled)}
    assert found["treatment.cooling.temperature"].a == "–" and "C" in found["treatment.cooling.temperature"].b
