"""The page as a whole: well-formed, self-contained, honest in its order, safe with hostile texts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
from tests.reference import pages, synthetic

from microthermal import report
from microthermal.domain.results.caution import Caution
from microthermal.errors import InputError
from microthermal.report.page import DISCLAIMER

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reference pages")]

RESULTS = tuple(synthetic.results())


def _tree(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.replace("<!DOCTYPE html>", "").strip())


@pytest.mark.parametrize("result", RESULTS)
def test_is_well_formed_and_small(result: str) -> None:
    text = pages.page(result)
    assert text.lstrip().startswith("<!DOCTYPE html>")
    assert _tree(text).tag == "html"
    assert len(text.encode()) < 4_000_000


@pytest.mark.parametrize("result", RESULTS)
def test_needs_nothing_from_outside(result: str) -> None:
    tree = _tree(pages.page(result))
    for node in tree.iter():
        assert node.tag not in ("script", "link", "object", "embed")
        if node.tag == "iframe":
            # The live page lies in it as text; what that asks for is looked at in test_live_page.py.
            assert node.attrib["srcdoc"].startswith("<!DOCTYPE html>")
        for name, value in node.attrib.items():
            if node.tag == "a" and name == "href" and "download" in node.attrib:
                assert value.startswith("data:text/csv;charset=utf-8,")
            elif node.tag == "a" and name == "href":
                assert value.startswith(("#", "https://doi.org/"))
            elif name in ("src", "href"):
                assert value.startswith(("#", "data:image/png;base64,"))
    style = next(tree.iter("style")).text or ""
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("result", RESULTS)
def test_shows_no_broken_values(result: str) -> None:
    words = " ".join(text for text in _tree(pages.page(result)).itertext())
    for broken in (r"\bnan\b", r"\bNone\b", r"\binf\b", r"\bTrue\b", r"\bFalse\b", r"<bound", r"\barray\(", r"\{\{"):
        assert not re.search(broken, words), broken


@pytest.mark.parametrize("result", RESULTS)
def test_disclaimer_first_then_a_glance_and_cautions_then_results_then_sources(result: str) -> None:
    body = pages.page(result).split("<body>", 1)[1]
    found = re.findall(r'<(?:aside|header|section)\b[^>]*\bid="(\w+)"', body)
    assert re.match(r'\s*<aside class="disclaimer" id="disclaimer"', body)
    assert DISCLAIMER in body
    assert found[:2] == ["disclaimer", "header"]
    # A plan that proposes nothing has nothing to be seen at a glance.
    assert found[2 : 4 - (result == "refused")] == ["glance", "doubts"][result == "refused" :]
    assert found[-1] == "bibliography"


def test_links_inside_the_page_have_targets() -> None:
    tree = _tree(pages.page("plan"))
    ids = {node.attrib["id"] for node in tree.iter() if "id" in node.attrib}
    links = {node.attrib["href"][1:] for node in tree.iter("a") if node.attrib.get("href", "").startswith("#")}
    assert links
    assert links <= ids


def test_hostile_texts_stay_texts() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
    plan = synthetic.plan(found=False)
    plan = replace(
        plan,
        title=hostile,
        reasons=(hostile,),
        cautions=(Caution(stage=hostile, text=hostile, weight="stop", source=hostile),),
        goal=replace(plan.goal, title=hostile),
        condition=replace(plan.condition, title=hostile),
    )
    text = report.html(plan)
    assert "<script" not in text
    assert "<img" not in text
    tree = _tree(text)
    assert hostile in "".join(next(tree.iter("h1")).itertext())


def test_heaviest_cautions_come_first() -> None:
    cautions = tuple(
        Caution(stage="zones", text=f"A {weight} is here.", weight=weight) for weight in ("note", "warn", "stop")
    )
    text = report.html(replace(synthetic.plan(found=False), cautions=cautions))
    places = [text.index(f"A {weight} is here.") for weight in ("stop", "warn", "note")]
    assert places == sorted(places)


def test_same_result_gives_same_page() -> None:
    plan = synthetic.plan(found=False)
    assert report.html(plan) == report.html(plan)


def test_write_makes_one_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "refused.html"
    report.write(synthetic.plan(found=False), target)
    assert target.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert [path.name for path in tmp_path.iterdir()] == ["refused.html"]


def test_write_leaves_nothing_when_a_section_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(result: object) -> str:
        raise RuntimeError("a bug")

    monkeypatch.setattr("microthermal.report.page.html", fails)
    with pytest.raises(RuntimeError):
        report.write(synthetic.plan(found=False), tmp_path / "plan.html")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "words"), [("missing/plan.html", "there is no folder"), ("plan.docx", "write for example 'plan.html'")]
)
def test_write_refuses_in_words(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        report.write(synthetic.plan(found=False), tmp_path / name)
    assert not list(tmp_path.iterdir())
