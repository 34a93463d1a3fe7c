"""What a report says its numbers rest on."""

from __future__ import annotations

from dataclasses import replace

from tests.reference import synthetic

from microthermal import catalog
from microthermal.catalog.tracing import LOST, USER, Traced
from microthermal.planning.metrics import metrics
from microthermal.report.provenance import coefficients_of, inputs_of, source_keys
from microthermal.report.sections.evidence.numbers import _meaning, numbers_section


def test_inputs_of_a_plan_name_every_device_once() -> None:
    names = [name for name, _ in inputs_of(synthetic.plan())]
    assert len([name for name in names if name.startswith("Device: ")]) == 2
    assert names[0] == "Skin: Scalp III"


def test_coefficients_are_those_of_the_methods_in_the_stamp() -> None:
    titles = [title for title, _ in coefficients_of(synthetic.plan())]
    assert "Damage law: Dermal cells henriques 1947" in titles
    assert "Healing: Cascade" in titles


def test_a_law_that_the_library_has_lost_is_told() -> None:
    result = synthetic.simulation(ablative=True, dosed=False)
    lost = replace(result, stamp=replace(result.stamp, methods=("dermal_cells: arrhenius law/nobody_1900",)))
    lines = dict(coefficients_of(lost))["Damage law: Nobody 1900"]
    assert [line.source for line in lines] == [LOST]
    assert LOST not in source_keys(lost)


def test_keys_are_works_of_laws_and_methods_and_no_empty_words() -> None:
    result = synthetic.simulation(ablative=True, dosed=False)
    keys = source_keys(result)
    assert {"Henriques1947", "Simanovskii2006", "Waugh2006"} <= keys
    assert not keys & {"", "proposed", "memory", "set by the user"}


def test_keys_of_a_record_from_the_library_are_in_its_bibliography() -> None:
    result = synthetic.simulation(ablative=True, dosed=False)
    real = replace(result, skin=catalog.skin("cheek_iii"), condition=catalog.condition("healthy"), cautions=())
    assert source_keys(real) <= catalog.works().keys()


def test_limits_of_a_goal_go_by_their_metric_and_in_its_unit() -> None:
    lines = {line.path: line for line in catalog.trace(catalog.goal("hypertrophic_scar"))}
    assert not [path for path in lines if ".." in path]
    stop = lines["limits.atrophy_exposure.stop"]
    assert stop.value.endswith(" d") and stop.metric == "atrophy_exposure"
    assert stop.source != "default of the program"


def test_numbers_of_a_goal_name_their_metrics_by_title() -> None:
    goal = replace(synthetic.plan().goal, aims=catalog.goal("hypertrophic_scar").aims)
    parts = numbers_section(replace(synthetic.plan(), goal=goal)).parts
    table = next(part.parts[0] for part in parts if getattr(part, "summary", "").startswith("Goal: "))
    meanings = {row.cells[1].text: row.cells[2].text for row in table.rows}
    title = metrics["scar_change"].meaning
    assert meanings["aims.scar_change.target"] == f"value of the metric at which the aim is reached: {title}"
    assert not [meaning for meaning in meanings.values() if "tgf b1 late" in meaning]


def test_a_number_of_a_metric_that_is_no_more_has_its_name_in_words() -> None:
    line = Traced("", "aims.old_one.target", "1", "value of the metric", USER, metric="old_one")
    assert _meaning(line) == "value of the metric: Old one"


def test_a_device_says_what_its_densities_count() -> None:
    whole = {line.path: line for line in catalog.trace(catalog.device("er_glass_1550"))}
    assert whole["density.low"].meaning == "least density, of a treatment"


def test_braces_of_bibtex_are_no_part_of_the_words() -> None:
    assert not [work.key for work in catalog.works().values() if set("{}") & set(work.text())]
