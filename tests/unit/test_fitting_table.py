"""A user's table: what is wrong with it is told in one sentence each, all at once."""

from __future__ import annotations

import re

import pytest

from microthermal import catalog
from microthermal.cli.__main__ import EXIT_CONTRADICTION, EXIT_INPUT, main
from microthermal.errors import ContradictionError, InputError
from microthermal.fitting.fit import fit
from microthermal.fitting.table.columns import COLUMNS, template
from microthermal.fitting.table.contradictions import contradictions
from microthermal.fitting.table.reading import read_zones
from microthermal.fitting.table.zones import faults_of

GOOD = "energy [mJ],duration [ms],depth [um],depth sd [um],n\n10,3,400,30,8\n20,3,500,40,8\n"


def table(tmp_path, text):
    path = tmp_path / "zones.csv"
    path.write_text(text, encoding="utf-8")
    return path


def faults(path):
    with pytest.raises(InputError) as caught:
        read_zones(path)
    return [str(fault) for fault in caught.value.faults]


def test_rows_are_read_in_si(tmp_path):
    one, two = read_zones(table(tmp_path, GOOD))
    assert one.energy == pytest.approx(0.01)
    assert (two.duration, two.count) == (pytest.approx(3e-3), 8)
    assert two.sizes[0].mean == pytest.approx(5e-4)
    assert two.sizes[0].deviation_of_mean(two.count) == pytest.approx(4e-5 / 8**0.5)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_comments_and_a_mark_of_the_encoding_are_read(tmp_path, separator):
    text = "\ufeff# mine\n" + GOOD.replace(",", separator)
    assert read_zones(table(tmp_path, text)) == tuple(
        zone.__class__(**{**zone.__dict__, "name": f"line {number}"})
        for number, zone in zip((3, 4), read_zones(table(tmp_path, GOOD)), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["is empty"]),
        ("# only words\n", ["is empty"]),
        (GOOD.split("\n")[0] + "\n", ["holds no row"]),
        ("\n".join(GOOD.split("\n")[:2]) + "\n", ["holds one row"]),
        (GOOD.replace("depth [um]", "depth"), ["'depth'.*does not say its unit.*depth \\[um\\]"]),
        (GOOD.replace("[um]", "[furlongish]", 1), ["cannot be in 'furlongish'"]),
        (GOOD.replace("depth [um]", "depth [mJ]"), ["'depth \\[mJ\\]'.*cannot be in 'mJ'"]),
        (GOOD.replace("depth sd [um]", "depth [um]"), ["stands twice"]),
        (GOOD.replace("depth [um]", "deepth [um]"), ["is not known; did you mean 'depth'"]),
        (GOOD.replace("400", "-400"), ["line 2, depth: must not be negative"]),
        (GOOD.replace("400", "nan"), ["line 2, depth: 'nan' is not a number"]),
        (GOOD.replace("400", "inf"), ["line 2, depth: 'inf' is not a number"]),
        (GOOD.replace("400", "4O0"), ["line 2, depth: '4O0' is not a number"]),
        (GOOD.replace(",", ";").replace("400", "400,5"), ["decimal point"]),
        (GOOD.replace("10,3", "0,3"), ["line 2, energy: must be more than 0"]),
        (GOOD.replace("10,3", ",3"), ["line 2, energy: is empty"]),
        (GOOD.replace("400,30", ",30"), ["line 2: holds no size", "line 2, depth sd: stands beside no depth"]),
        (GOOD.replace("400,30", "0,"), ["a depth of 0 needs its standard deviation"]),
        (GOOD.replace("30,8", "30,0"), ["line 2, n: must be a whole number"]),
        (GOOD.replace("400,30,8", "400,30"), ["line 2: has 4 cells, but there are 5 columns"]),
        (GOOD.replace("400", "400000000"), ["line 2, mean"]),
        (GOOD.replace("energy [mJ]", "power [W]"), ["'power \\[W\\]'.*is not known"]),
        (GOOD.replace(",n\n", ",method\n"), ["line 2, method: must be living or section", "line 3, method"]),
    ],
)
def test_a_wrong_table_is_told_in_one_sentence_each(tmp_path, text, words):
    found = faults(table(tmp_path, text))
    assert len(found) == len(words), found
    for one, word in zip(found, words, strict=True):
        assert re.search(word, one), one
        assert "\n" not in one


def test_all_faults_are_told_at_once(tmp_path):
    text = "energy,depth [mJ],depth [um],depth [um]\n1,2,3,4\n"
    assert len(faults(table(tmp_path, text))) >= 3


def test_a_missing_file_is_one_sentence(tmp_path):
    assert "cannot be read" in faults(tmp_path / "none.csv")[0]


def test_the_template_says_every_column_and_can_be_read(tmp_path):
    text = template()
    assert all(name in text for name in COLUMNS)
    assert faults(table(tmp_path, text)) == [
        "zones.csv: holds no row; a fit needs at least two, with different settings"
    ]
    lines = text.splitlines()
    rows = [line.removeprefix("# ") if line.startswith("# 20") or line.startswith("# 40") else line for line in lines]
    zones = read_zones(table(tmp_path, "\n".join(rows)))
    assert not faults_of(zones, catalog.device("er_glass_1550"), ("dermal_cells",))


def test_rows_of_the_same_settings_that_lie_far_apart_contradict_each_other(tmp_path):
    near = GOOD + "20,3,600,40,8\n"
    far = GOOD + "20,3,900,40,8\n"
    assert not contradictions(read_zones(table(tmp_path, near)))
    (fault,) = contradictions(read_zones(table(tmp_path, far)))
    assert "7 standard deviations apart" in str(fault)
    with pytest.raises(ContradictionError):
        fit(table(tmp_path, far), "er_glass_1550", "forearm_ii", workers=1)


def test_rows_of_one_setting_alone_are_no_table_for_a_fit(tmp_path):
    """They say nothing of how a size grows: spot and output could not be told apart from all else."""
    head, row, _ = GOOD.split("\n")[:3]
    with pytest.raises(InputError, match="the same settings; a fit needs at least two rows with different ones"):
        fit(table(tmp_path, f"{head}\n{row}\n{row.replace('400', '410')}\n"), "er_glass_1550", "forearm_ii", workers=1)


def test_settings_that_the_device_does_not_offer_are_told_with_contradictions(tmp_path):
    text = GOOD + "20,3,900,40,8\n900,3,500,40,8\n"
    with pytest.raises(InputError) as caught:
        fit(table(tmp_path, text), "er_glass_1550", "forearm_ii", workers=1)
    assert type(caught.value) is InputError
    assert len(caught.value.faults) == 2


def test_the_command_ends_with_its_own_codes(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = ["fit", str(table(tmp_path, GOOD + "20,3,900,40,8\n")), "--device", "er_glass_1550", "--quiet"]
    with pytest.raises(SystemExit) as ended:
        main(asked)
    assert ended.value.code == EXIT_CONTRADICTION
    assert "contradict each other" in capsys.readouterr().err
    table(tmp_path, GOOD.replace("depth [um]", "depth"))
    with pytest.raises(SystemExit) as ended:
        main(asked)
    assert ended.value.code == EXIT_INPUT
    assert not (tmp_path / "zones_fit.part").exists()


def test_the_command_prints_the_template_without_a_table(capsys):
    main(["fit", "--template"])
    assert capsys.readouterr().out == template()
