"""PC27: a file in a user's library that nothing reads is told, not passed over."""

from pathlib import Path

import pytest

from microthermal import catalog
from microthermal.cli.__main__ import EXIT_LIBRARY, main


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library folder of the user."""
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    return tmp_path


def put(root: Path, name: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("healing/other.xml", "healing follows the shipped cascade"), ("healing/other.toml", "shipped cascade"),
        ("device/laser.toml", "did you mean 'devices'"), ("recipes/laser.toml", "known are: barred, conditions"),
        ("devices/laser.yaml", "end in .toml"), ("devices/laser.TOML", "end in .toml"),
        ("spectra/ink.toml", "end in .csv"), ("devices/old/laser.toml", "lie in 'devices' itself"),
        ("phototypes.toml", "in folders such as"), ("figures/mine.toml", "nothing asks for figures of this name"),
    ],
)  # fmt: skip
def test_what_is_not_used_is_told_with_the_reason(mine: Path, name: str, words: str) -> None:
    put(mine, name)
    (fault,) = catalog.unused()
    assert fault.path.startswith(str(mine / name.split("/")[0]))
    assert "not used" in fault.text
    assert words in fault.text


def test_words_and_hidden_files_are_left_alone(mine: Path) -> None:
    for name in ("README.md", "LICENSE", "sources.bib", ".git/config", "devices/notes.txt", "drugs/.hidden.toml"):
        put(mine, name)
    assert catalog.unused() == []
    assert catalog.unused_caution() == ()


def test_check_tells_and_does_not_call_the_library_sound(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(mine, "healing/other.xml")
    with pytest.raises(SystemExit) as caught:
        main(["library", "check", "--no-debts"])
    assert caught.value.code == EXIT_LIBRARY
    said = capsys.readouterr()
    assert str(path) in said.err
    assert "not used" in said.err
    assert "sound" not in said.out


def test_results_carry_a_note(mine: Path) -> None:
    for number in range(5):
        put(mine, f"devices/laser_{number}.json")
    (caution,) = catalog.unused_caution()
    assert caution.weight == "note"
    assert "'laser_0.json'" in caution.text
    assert "and 2 more" in caution.text
