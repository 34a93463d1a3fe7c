"""Every report section renders on every reference result, in the order of the page."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pytest
from tests.reference import pages, synthetic

from microthermal.report.blocks import Beside, Folded, PageBlock, Part, Picture, Table
from microthermal.report.sections import sections

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reference pages")]

KINDS = sections.kinds()


def _parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, Beside | Folded):
            yield from _parts(part.parts)


@pytest.mark.parametrize("result", tuple(synthetic.results()))
@pytest.mark.parametrize("kind", KINDS)
def test_renders_whole_parts(kind: str, result: str) -> None:
    block = pages.block(result, kind)
    if block is None:
        return
    assert isinstance(block, PageBlock)
    assert block.parts
    for part in _parts(block.parts):
        if isinstance(part, Table):
            assert {len(row.cells) for row in part.rows} <= {len(part.columns)}
        if isinstance(part, Picture):
            assert len(part.alt) > 10
            assert ElementTree.fromstring(part.svg).tag == "svg"


@pytest.mark.parametrize("result", tuple(synthetic.results()))
def test_ids_of_figures_never_meet(result: str) -> None:
    found: list[str] = []
    for kind in KINDS:
        block = pages.block(result, kind)
        for part in _parts(block.parts if block else ()):
            if isinstance(part, Picture):
                found += [node.attrib["id"] for node in ElementTree.fromstring(part.svg).iter() if "id" in node.attrib]
    assert len(found) == len(set(found))


def test_order_is_unique_with_a_glance_then_cautions_and_sources_last() -> None:
    ordered = sorted(sections, key=lambda one: one.order)
    kinds = [one.kind for one in ordered]
    assert len({one.order for one in ordered}) == len(ordered)
    assert kinds[:3] == ["header", "glance", "doubts"]
    assert kinds[-1] == "bibliography"


def test_each_section_is_shown_by_some_result() -> None:
    shown = {kind for kind in KINDS for result in synthetic.results() if pages.block(result, kind) is not None}
    assert shown == set(KINDS)
