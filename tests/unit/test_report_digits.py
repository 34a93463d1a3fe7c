"""Numbers on every kind of page go through one formatter: no powers of ten in what people read, no torn units."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from tests.reference import pages, synthetic
from tests.reference.digits import BROKEN, raw_numbers, texts

from microthermal import report
from microthermal.domain.inputs.goal import Estimate
from microthermal.planning.records import Verdict
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.map import Window
from microthermal.report.sections.window.window import gauge_of, window_section

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reference pages")]


@pytest.mark.parametrize("result", tuple(synthetic.results()))
def test_no_page_shows_raw_numbers(result: str) -> None:
    assert raw_numbers(pages.page(result)) == {}


def _window(value: float, unit: str = "%") -> Window:
    simulation = synthetic.simulation(ablative=False, dosed=False)
    judgement = judged(simulation)
    estimate = Estimate(value=value, low=0.0, high=value, unit=unit, meaning="surface hit at least twice")
    verdict = Verdict(
        limit=replace(judgement.verdicts[0].limit, metric="double_hit", warn=0.05, stop=0.1),
        estimate=estimate,
        state="ok",
    )
    return Window(simulation=simulation, judgement=replace(judgement, verdicts=(verdict,)))


@pytest.mark.parametrize(
    ("value", "text"), [(2.78e-17, "< 0.01 %"), (0.0, "none"), (0.0123456, "1.23 %"), (25.0, "> 1000 %")]
)
def test_what_a_gauge_says_of_a_fraction(value: float, text: str) -> None:
    window = _window(value)
    assert gauge_of(window.judgement.verdicts[0]).text == text
    picture = window_section(window).parts[0]
    assert text in picture.alt
    words = " ".join("".join(node.itertext()) for node in ElementTree.fromstring(picture.drawing).iter("text"))
    assert text in words.replace("\u00a0", " ")
    assert not re.search(BROKEN["a power of ten as Python writes it"], words)


def test_a_raw_number_is_noticed() -> None:
    plan = replace(synthetic.plan(found=False), reasons=(f"a risk of {2.78e-15} %",))
    told = [
        text for kind, text in texts(report.html(plan)) if re.search(BROKEN["a power of ten as Python writes it"], text)
    ]
    assert told
