"""A wrong case file: one sentence for each fault, all at once, exit code 2, no trace, no file."""

from __future__ import annotations

import pytest
from tests.journeys import wrong_cases

from microthermal.cli.__main__ import main


@pytest.mark.parametrize("wrong", wrong_cases.WRONG, ids=lambda wrong: wrong.name)
def test_wrong_case_is_refused_in_words(wrong, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    case = tmp_path / "case.toml"
    case.write_text(wrong.text, encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main([wrong.command, str(case), "--quiet"])
    said = capsys.readouterr()
    lines = [line.removeprefix("  - ") for line in said.err.splitlines() if line.startswith("  - ")]
    assert stop.value.code == 2
    assert "Traceback" not in said.err and said.out == ""
    assert len(lines) == len(wrong.sentences), said.err
    for path, word in wrong.sentences:
        assert any(line.startswith(f"{path}: " if path else "") and word in line for line in lines), (path, word, lines)
    assert [file.name for file in tmp_path.iterdir()] == ["case.toml"]


def test_at_least_thirty_kinds_of_wrong_files():
    assert len({wrong.name for wrong in wrong_cases.WRONG}) >= 30


@pytest.mark.parametrize("command", ["simulate", "plan", "report", "cite"])
@pytest.mark.parametrize("name", ["missing.toml", "folder"])
def test_file_that_is_no_file(command, name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(SystemExit) as stop:
        main([command, name])
    assert stop.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_binary_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.toml").write_bytes(bytes(range(256)) * 10)
    with pytest.raises(SystemExit) as stop:
        main(["simulate", "case.toml"])
    assert stop.value.code == 2
    assert "UTF-8" in capsys.readouterr().err


def test_output_into_a_missing_folder_is_refused_before_any_work(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = "".join(f"{key} = {value}\n" for key, value in wrong_cases.GOOD_SIMULATE.items())
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["simulate", "case.toml", "--output", "nowhere/run"])
    assert stop.value.code == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [("report", "{long}.nc"), ("report", "q.nc", "--output", "{long}.html"), ("validate", "--output", "{long}"),
     ("cite", "{long}.nc")],
)  # fmt: skip
def test_names_that_no_system_takes_are_refused_in_one_sentence(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main([part.format(long="a" * 300) for part in arguments])
    told = capsys.readouterr().err
    assert ended.value.code == 2 and "1 thing to mend" in told and len(told.splitlines()) == 2
