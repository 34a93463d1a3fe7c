"""A report on paper: all that the page says, as plain words; a tagged PDF where Typst is installed."""

from __future__ import annotations

import json
import re
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.reference import pages, synthetic

from microthermal import store
from microthermal.cli.__main__ import main
from microthermal.errors import InputError
from microthermal.report.blocks import Beside, Folded, PageBlock, Picture, Table, Words, cells
from microthermal.report.page import content
from microthermal.report.paper.document import document
from microthermal.report.paper.pdf import pdf, sheet_file

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reference pages")]


def _kinds(parts: list[Any]) -> list[str]:
    found = []
    for part in parts:
        found.append(part["kind"])
        inner = part.get("parts", [])
        found += _kinds([one for held in inner for one in (held if isinstance(held, list) else [held])])
    return found


def _pictures(parts: Any) -> list[Picture]:
    found = []
    for part in parts:
        found += (
            [part] if isinstance(part, Picture) else _pictures(part.parts) if isinstance(part, Beside | Folded) else []
        )
    return found


@pytest.mark.parametrize("result", tuple(synthetic.results()))
def test_paper_holds_every_section_and_figure_of_the_page(result: str) -> None:
    sections = pages.laid(result)
    laid = document(sections)
    drawn = [picture for _, _, block in sections for picture in _pictures(block.parts)]
    assert len(laid.figures) == len(drawn)
    headings = [section["heading"] for section in laid.sections]
    assert headings == [heading for kind, heading, _ in sections if kind != "moving"]
    assert sum(_kinds(section["parts"]).count("picture") for section in laid.sections) == len(drawn)
    for svg in laid.figures.values():
        assert svg.startswith(b"<svg") and b"var(--" not in svg


def test_words_are_spelt_as_on_the_page_and_stay_words() -> None:
    hostile = '5 um #panic[x] $x$ @y <z> "q"'
    plan = replace(synthetic.plan(found=False), title=hostile, reasons=(hostile,))
    _, sections = content(plan)
    told = json.dumps(document(sections).sections, ensure_ascii=False).replace("\N{NO-BREAK SPACE}", " ")
    assert "5 µm #panic[x] $x$ @y <z>" in told


def test_long_folded_tables_are_named_and_left_out() -> None:
    rows = tuple(cells(str(number)) for number in range(60))
    block = PageBlock((Folded("Sixty rows", (Table(("one",), rows),)), Folded("Words", (Words("kept"),))))
    (section,) = document([("numbers", "Numbers", block)]).sections
    left, kept = section["parts"]
    assert left == {"kind": "left out", "text": "Sixty rows: 60 rows, on the page and in the run file."}
    assert kept["parts"][0]["text"] == "kept"


def _inflated(made: bytes) -> bytes:
    """All of a PDF with its streams opened, as far as they are packed by zlib."""
    found = [made]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", made, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize("result", ["simulation", "refused", "front"])
def test_a_pdf_is_tagged_for_screen_readers_and_the_same_each_time(result: str) -> None:
    pytest.importorskip("typst", reason="Typst sets reports as PDF; it is not installed")
    found = synthetic.results()[result]
    made = pdf(found)
    assert made.startswith(b"%PDF-") and made == pdf(found)
    whole = _inflated(made)
    assert b"pdfuaid" in whole and b"/StructTreeRoot" in whole and b"/Lang" in whole
    drawn = [picture for _, _, block in pages.laid(result) for picture in _pictures(block.parts)]
    assert whole.count(b"/Figure") >= len(drawn)
    assert whole.count(b"/Alt") >= len(drawn)


def test_a_pdf_of_hostile_words_is_set() -> None:
    pytest.importorskip("typst", reason="Typst sets reports as PDF; it is not installed")
    plan = replace(synthetic.plan(found=False), title='#panic("x") $ \\ @a', reasons=('#include "/etc/passwd"',))
    assert pdf(plan).startswith(b"%PDF-")


def test_without_typst_a_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError, match="pip install"):
        pdf(synthetic.plan(found=False))
    store.save(synthetic.plan(found=False), tmp_path / "plan.nc")
    with pytest.raises(SystemExit) as end:
        main(["report", str(tmp_path / "plan.nc"), "--pdf"])
    assert end.value.code == 2
    assert "microthermal[pdf]" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.nc"]


def test_a_pdf_has_the_ending_of_one() -> None:
    with pytest.raises(InputError, match=r"write for example 'x\.pdf'"):
        sheet_file("x.html")


def test_paper_and_moving_exclude_each_other(tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(SystemExit):
        main(["report", str(tmp_path / "plan.nc"), "--pdf", "--live"])
    assert "paper does not move" in capsys.readouterr().err
