"""The page of performance says what was found, what is missing, and that a machine was loaded."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks import page as pages
from benchmarks import rows, versions
from benchmarks.compiles import Compiles
from benchmarks.heat_speed import Rate
from benchmarks.page import Found, page, table
from benchmarks.versions import Timing


@pytest.fixture
def found(monkeypatch):
    monkeypatch.setattr(pages, "lines", lambda: [("processor", "a processor")])
    return Found(
        titles=["today", "v0 (abc)"],
        times={
            "zone": [Timing((0.030, 0.020, 0.040)), Timing((0.060, 0.090, 0.050))],
            "preview": [Timing((), "not here"), Timing((), "not here")],
            "channel": [Timing((0.050,)), Timing((), "not there")],
        },
        accuracy="depth +0.1 % from finer cells",
        conduction={"90 × 60 cells, cold": Rate(5400, 1e9, 112, 21, 224e9)},
        portable={"a step of conduction, wasmtime": (1e-4, 2e-4)},
        compiles={"today": Compiles(110.0, 60.0, Counter({"microthermal.a": 9.0}))},
        load=(0.5, 0.9),
    )


def row(text: str, title: str) -> list[str]:
    return [cell.strip() for line in text.splitlines() if title in line for cell in line.strip("|").split("|")]


def test_medians_bars_and_ratios(found):
    zone = row(table(found), rows.ROWS["zone"].title)
    assert zone[1:] == ["30.0 ms", "60.0 ms", "25.0 ms", "12.0 ms", "1.2 times", "0.50"]
    channel = row(table(found), rows.ROWS["channel"].title)
    assert channel[1:] == ["50.0 ms", "-", "60.0 ms", "30.0 ms", "reached", "-"]


def test_the_page_says_what_it_has(found):
    text = page(found)
    for words in (
        "| 90 × 60 cells, cold | 1.00 ns | 112 | 112.0 GB/s | 50 % of 224.0 GB/s | 21.0 Gflop/s |", "2.00", "60 s",
        "| processor | a processor |", "depth +0.1 % from finer cells", "this version offers none", "`microthermal.a`",
    ):  # fmt: skip
        assert words in text
    assert "loaded with other work" not in text
    assert "AVX2=1" in text and "AVX2=1" not in page(found._replace(titles=["today", "today, AVX2"]))


def test_a_loaded_machine_is_named(found):
    assert "loaded with other work" in page(found._replace(load=(0.5, 4.0)))


def test_what_a_version_lacks_is_told_by_its_process():
    timing = versions._timing([0.1, "none of x is in this version"])
    assert timing.missing and timing.times == (0.1,)
    with pytest.raises(ImportError, match="nowhere:this"):
        rows.named("nowhere:this", "simulation.chain:nothing")
