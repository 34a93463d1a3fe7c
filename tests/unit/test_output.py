"""Names of results: told before computing what cannot be written, and no two commands write the same file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from microthermal.cli.output import output_for, save
from microthermal.errors import SaveError
from microthermal.files import write_text


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("cheek.toml").write_text("title = 'a cheek'", encoding="utf-8")
    Path("results").mkdir()
    return Path("cheek.toml")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (None, "cheek"),
        (".", "cheek"),
        ("", "cheek"),
        ("results", "results/cheek"),
        ("results/", "results/cheek"),
        ("results/x", "results/x"),
        ("x.html", "x"),
        ("x.nc", "x"),
        ("x.v2", "x.v2"),
        ("20 mJ (#1) & 50%", "20 mJ (#1) & 50%"),
    ],
)
def test_one_name_gives_the_files(wanted, name, case):
    assert output_for(case, wanted) == tuple(Path(f"{name}{ending}") for ending in (".nc", ".json", ".html"))


def test_commands_have_names_of_their_own(case):
    assert output_for(case, None, (".html", ".csv"), "_window") == (Path("cheek_window.html"), Path("cheek_window.csv"))
    assert output_for(case, "results", (".csv",), "_timing") == (Path("results/cheek_timing.csv"),)
    assert output_for(case, "x.y", (".csv",), "_timing") == (Path("x.y.csv"),)


def test_every_different_reason_is_told_at_once(case):
    Path("x.nc").mkdir()
    Path("x.html").symlink_to("cheek.toml")
    with pytest.raises(SaveError) as caught:
        output_for(case, "x")
    assert [fault.path for fault in caught.value.faults] == ["--output", "--output"]
    assert "'x.nc' is a folder" in str(caught.value) and "'x.html' and 'cheek.toml' are the same" in str(caught.value)
    with pytest.raises(SaveError) as caught:
        output_for(case, "absent/x")
    assert len(caught.value.faults) == 1


def test_two_outputs_of_one_command_are_two_files(case):
    Path("x.nc").symlink_to("x.json")
    with pytest.raises(SaveError, match="are the same file"):
        output_for(case, "x")


def test_a_mounted_file_is_written_and_that_is_said(case, monkeypatch, capsys):
    def mounted(self, target):
        raise OSError(16, "Device or resource busy")

    Path("a.csv").write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "link", mounted)
    monkeypatch.setattr(Path, "replace", mounted)
    save((Path("a.csv"),), lambda files: write_text(files[0], "words")).tell("Table")
    said = capsys.readouterr()
    assert said.out == "Table  a.csv\n" and "'a.csv' cannot be replaced in one step" in said.err
    assert Path("a.csv").read_text(encoding="utf-8") == "words"
