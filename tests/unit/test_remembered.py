"""What is kept in memory answers only for the library it was made with."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from microthermal import catalog
from microthermal.catalog.reading import folders, stamps
from microthermal.catalog.reading.state import one_state, remembered, state
from microthermal.errors import LibraryError

DRUG = (Path(folders.__file__).parents[2] / "library" / "drugs" / "triamcinolone.toml").read_text("utf-8")
OLD = time.time_ns() - 10**11


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's library with one drug, written long ago."""
    (tmp_path / "drugs").mkdir()
    write(tmp_path / "drugs" / "mine.toml", DRUG)
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    return tmp_path


def write(path: Path, text: str, when: int = OLD) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(when, when))


def title(text: str) -> str:
    return DRUG.replace('title = "Triamcinolone', f'title = "{text:13.13}')


def test_a_file_that_changes_is_read_again_though_time_and_size_stay(library: Path) -> None:
    before = catalog.drug("mine").title
    write(library / "drugs" / "mine.toml", title("Another drug"))  # as a copy that keeps times does
    assert len(title("Another drug")) == len(DRUG)
    assert catalog.drug("mine").title != before


def test_a_file_that_changes_within_a_tick_of_the_clock_is_read_again(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stamp = library / "drugs" / "mine.toml", stamps.stamp_of(library / "drugs" / "mine.toml")
    monkeypatch.setattr(folders, "stamp_of", lambda asked: stamp)
    monkeypatch.setattr(stamps.time, "time_ns", lambda: max(stamp[:2]) + 1000)
    first = folders.text_of(path)
    write(path, title("Another drug"))
    assert folders.text_of(path) != first


def test_one_state_holds_for_all_that_is_asked_within_and_for_nothing_after(library: Path) -> None:
    asked = []

    @remembered(4)
    def title_now() -> str:
        asked.append(1)
        return catalog.drug("mine").title

    file, first = library / "drugs" / "mine.toml", (library / "drugs" / "mine.toml").read_text(encoding="utf-8")
    with one_state():
        before = title_now()
        write(file, title("Another drug"))
        assert title_now() == before
        assert len(asked) == 1
    assert title_now() != before
    with one_state():  # first asked when the file is another one already: it must not answer for the state before
        write(file, first)
        title_now()
    write(file, title("Another drug"))
    assert title_now() != before


def test_the_variable_is_looked_at_each_time(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = state()
    assert "mine" in catalog.names("drug")
    monkeypatch.delenv("MTZ_LIBRARY")
    assert "mine" not in catalog.names("drug")
    assert state() != here
    monkeypatch.setenv("MTZ_LIBRARY", str(library))
    assert state() == here


def test_a_new_file_is_seen(library: Path) -> None:
    before = state()
    write(library / "drugs" / "other.toml", DRUG)
    assert "other" in catalog.names("drug")
    assert state() != before


def test_results_are_kept_while_the_library_stands_and_made_anew_when_it_changes(library: Path) -> None:
    calls = []

    @remembered(2)
    def costly(number: int) -> str:
        calls.append(number)
        return f"{number} {catalog.drug('mine').title}"

    first = costly(1)
    assert costly(1) == first and calls == [1]
    write(library / "drugs" / "mine.toml", title("Another drug"))
    assert costly(1) != first and calls == [1, 1]
    assert costly(2) != costly(1)


def test_the_healing_model_follows_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Path(folders.__file__).parents[2] / "library" / "healing"
    (tmp_path / "healing").mkdir()
    for ending in (".toml", ".xml"):
        write(tmp_path / "healing" / f"mine{ending}", (shipped / f"cascade{ending}").read_text("utf-8"))
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    before = catalog.healing_model("mine")
    assert catalog.healing_model("mine") is before
    path = tmp_path / "healing" / "mine.toml"
    text = path.read_text("utf-8")
    value = text.split('value = "', 1)[1].split('"', 1)[0]
    number, _, unit = value.partition(" ")
    write(path, text.replace(f'value = "{value}"', f'value = "{2 * float(number)} {unit}"'.replace(' "', '"'), 1))
    assert catalog.healing_model("mine") != before


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: object) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    (library / "drugs" / "new.toml").touch()  # so that the list is made anew
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(LibraryError, match="cannot be read: Permission denied"):
        catalog.names("drug")
