"""What the server answers to pages: the numbers of the program, as plain texts and lists."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from microthermal import catalog, validation
from microthermal.errors import InputError
from microthermal.planning.window.map import INSIDE, map_of
from microthermal.report.blocks import Embedded, PageBlock, Picture, Words
from microthermal.report.wording import judgement_of
from microthermal.units import DAY, parse
from microthermal.web.documents.blocks import block_document
from microthermal.web.documents.held import earlier, earlier_plan, read, simulated
from microthermal.web.pages import KINDS, Work, answer
from microthermal.web.pages.plan import unsaid
from microthermal.web.texts import KINDS as TOLD
from microthermal.web.texts import python, toml

CASE: dict[str, Any] = {
    "title": "a scar", "skin": "abdomen_iii", "condition": "hypertrophic_scar", "device": "fractional_co2",
    "pulse": {"energy": "20 mJ"}, "pattern": {"density": "100 / cm**2", "passes": 1},
    "doses": [{"drug": "triamcinolone", "concentration": "10 mg/mL", "volume": "0.1 mL", "depth": "1.5 mm",
               "spacing": "10 mm", "time": "0 day"}],
    "settings": {"cell": "40 um", "persons": 2, "until": "120 day", "numerical_error": False, "warm_start": False},
}  # fmt: skip


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    """A job that nobody watches."""
    folder = tmp_path / ("0" * 15 + "1")
    folder.mkdir()
    yield Work(lambda done, steps, text: None, folder)


def asked(kind: str, request: dict[str, Any], *work: Work) -> dict[str, Any]:
    """An answer as it reaches a page: through JSON, without numbers that JSON has not."""
    told: dict[str, Any] = json.loads(json.dumps(answer(kind, request, *work), allow_nan=False))
    return told


def test_the_weeks_are_those_of_the_simulation(work: Work) -> None:
    told, found = asked("weeks", {"case": CASE}, work), simulated(CASE)
    days = np.array(told["days"])
    assert days[0] == 0.0 and np.all(np.diff(days) > 0.0) and days[-1] == pytest.approx(120.0)
    curves = {curve["species"]: curve for panel in told["panels"] for curve in panel["curves"]}
    redness = np.interp(days * DAY, found.healing.time, found.healing.of("erythema"))
    assert curves["erythema"]["treated"] == pytest.approx(redness, rel=1e-4, abs=1e-6)
    assert curves["erythema"]["grade"] == "fitted" and curves["debris"]["grade"] == "scenario"
    assert len(curves["erythema"]["low"]) == days.size
    assert {entry["kind"] for entry in told["calendar"]} >= {"laser", "injection", "skin", "gate"}
    assert told["scores"]["parts"][0]["kind"] == "table"
    for name, levels in told["levels"].items():
        assert len(levels) == days.size and min(levels) >= 0.0 and max(levels) <= 1.0, name
    assert told["levels"]["dead"][0] == max(told["levels"]["dead"]) == 1.0
    assert told["levels"]["unfilled"][0] == 1.0 and told["levels"]["unfilled"][-1] < 0.5


def test_the_cut_is_to_scale(work: Work) -> None:
    told, found = asked("weeks", {"case": CASE}, work), simulated(CASE)
    shapes, (width, _) = told["cut"]["shapes"], told["cut"]["box"]
    paths = [one for one in shapes if one.get("fades") == "dead"]
    reach = [[float(number) for number in one["at"]["d"].strip("MZ").replace("L", " ").split()] for one in paths]
    layers = [one["at"] for one in shapes if one["tag"] == "rect" and one["at"]["x"] == 0 and "fades" not in one]
    scale = layers[0]["height"] / found.skin.layers[0].thickness
    assert max(reach[0][1::2]) / scale == pytest.approx(found.zone.depth.value, abs=6e-5)
    assert (max(reach[0][::2]) - min(reach[0][::2])) / scale == pytest.approx(2 * found.zone.radius.value, abs=4e-5)
    assert all(0.0 <= number <= width for path in reach for number in path[::2])
    assert len({one["origin"][0] for one in shapes if one.get("grows", {}).get("x") == "open"}) == len(paths)


def test_an_injection_tells_its_reach_and_its_leak(work: Work) -> None:
    told, found = asked("injection", {"case": CASE}, work), simulated(CASE)
    dose = told["doses"][0]
    assert dose["reach"] == pytest.approx(1e3 * found.deliveries[0].spread.reach)
    assert dose["spacing"] == 10.0 and dose["pitch"] == pytest.approx(1e3 * found.lattice.pitch)
    labels = [card["label"] for part in told["parts"] if part["kind"] == "cards" for card in part["cards"]]
    assert "Leaks from channels" in labels
    with pytest.raises(InputError, match="nothing is injected"):
        answer("injection", {"case": {**CASE, "doses": []}}, work)


def test_days_are_compared_and_a_window_is_where_the_net_is_best(work: Work) -> None:
    told = asked("timing", {"case": CASE, "last": 3, "scenarios": 2}, work)
    nominal = np.array(told["parts"]["net"]["nominal"])
    assert len(told["days"]) == nominal.size == len(told["told"]) and len(told["scenarios"]) == 2
    assert np.all(np.array(told["parts"]["net"]["least"]) <= nominal + 1e-9)
    best = told["days"][told["first"]]
    assert any(window["day"] - 1e-9 <= best <= window["until"] + 1e-9 for window in told["windows"])
    assert "no trial" in " ".join(told["words"]).lower()
    with pytest.raises(InputError, match="scenarios"):
        answer("timing", {"case": CASE, "scenarios": 1000}, work)


def test_gauges_say_what_the_window_says(work: Work) -> None:
    told, judgement = asked("gauges", {"case": CASE}, work), judgement_of(simulated(CASE))
    assert judgement is not None
    assert [one["state"] for one in told["gauges"]] == [one.state for one in judgement.verdicts]
    assert told["state"] == judgement.state and told["scenarios"] == []
    for gauge in told["gauges"]:
        assert 0.0 <= gauge["low"] <= gauge["value"] <= gauge["high"] <= 1.0
        # Beyond the stop mark only where the limit is passed.
        assert (gauge["value"] > 1.0 / 1.3) <= (gauge["state"] == "stop")


@pytest.mark.slow
def test_the_map_holds_every_setting_and_places_for_those_of_the_device(work: Work) -> None:
    told, found = asked("map", {"case": CASE}, work), map_of(read(CASE))
    assert len(told["cells"]) == found.energies.size and len(told["cells"][0]) == found.densities.size
    inside = sum(cell["state"] == "inside" for row in told["cells"] for cell in row)
    assert inside == int((found.state == INSIDE).sum())
    for name, unit in (("energy", "J"), ("density", "1/m**2")):
        axis = told[name]
        assert axis["edges"][0] == 0.0 and axis["edges"][-1] == 1.0 and sorted(axis["edges"]) == axis["edges"]
        texts = {one["text"]: one["place"] for one in axis["texts"]}
        logs = np.log([parse(text.replace("\N{NO-BREAK SPACE}", " "), unit) for text in texts])
        assert np.corrcoef(logs, list(texts.values()))[0, 1] == pytest.approx(1.0, abs=1e-3)


def test_a_device_that_no_page_moves_says_what_to_do() -> None:
    needles, laser = (asked("entry", {"kind": "device", "name": name}) for name in ("rf_insulated", "er_glass_1550"))
    assert "mtz init --device rf_insulated" in str(needles["parts"]) and "mtz init" not in str(laser["parts"])


def test_the_library_tells_every_value_with_its_source() -> None:
    told = asked("library", {})
    assert {one["kind"] for one in told["kinds"]} == set(catalog.kinds())
    row = next(one for one in asked("entry", {"kind": "device", "name": "er_glass_1550"})["rows"] if one["source"])
    assert {"value", "spread", "source", "where", "read", "kind", "debt"} <= set(row)
    found = asked("find", {"text": "melanosome"})
    assert found["count"] > 0 and all(
        "melanosome" in json.dumps(one).replace("_", " ").lower() for one in found["values"]
    )
    debts = asked("find", {"text": "", "debts": True})
    skins = sum(one["debts"] for kind in told["kinds"] if kind["kind"] != "skin" for one in kind["entries"])
    assert debts["count"] == skins and all(one["debt"] for one in debts["values"])
    with pytest.raises(InputError, match="device"):
        answer("entry", {"kind": "device", "name": "er_glas_1550"})
    with pytest.raises(InputError, match="letters"):
        answer("find", {"text": "x" * 81})


def test_measurements_are_all_there_and_one_can_be_run(work: Work) -> None:
    told = asked("measurements", {})
    assert [one["name"] for one in told["cases"]] == [one.name for one in validation.cases()]
    quick = next(one for one in told["cases"] if one["quick"])
    judged = asked("judge", {"cases": [quick["name"]]}, work)
    assert set(judged["verdicts"]) == {quick["name"]}
    assert {one["kind"] for one in judged["sections"]} >= {"header"}
    with pytest.raises(InputError, match="measurement"):
        answer("judge", {"cases": ["no_such_thing"]}, work)


@pytest.mark.slow
def test_a_comparison_takes_cases_and_published_treatments(work: Work) -> None:
    known = {one["name"] for one in asked("published", {})["published"] if not one["lacks"]}
    assert "blome2016" in known
    other = {**CASE, "pulse": {"energy": "40 mJ"}, "doses": []}
    told = asked("compare", {"a": {"case": {**CASE, "doses": []}}, "b": {"case": other}}, work)
    assert [one["kind"] for one in told["sections"]][:4] == ["header", "settings", "zones", "metrics"]
    assert (work.folder / "report.html").is_file()
    for wrong in ({}, {"case": CASE, "published": "blome2016"}, {"published": "nobody"}, {"of": "../x"}, "x"):
        with pytest.raises(InputError):
            answer("compare", {"a": {"case": CASE}, "b": wrong}, work)


@pytest.mark.slow
def test_a_plan_is_walked_and_taken_away(tmp_path: Path) -> None:
    def work(number: int) -> Work:
        folder = tmp_path / f"{number:016x}"
        folder.mkdir()
        return Work(lambda done, steps, text: None, folder)

    case = {
        "title": "x", "skin": "abdomen_iii", "goal": "hypertrophic_scar", "devices": ["er_glass_1550"],
        "drugs": ["triamcinolone"],
        "settings": {"cell": "40 um", "persons": 2, "numerical_error": False, "warm_start": False,
                     "deposition": {"kind": "monte_carlo", "photons": 3200}},
        "search": {"kind": "front", "evaluations": 8, "population": 4, "shown": 1},
    }  # fmt: skip
    first = asked("front", {"case": case}, work(1))
    options = first["options"]
    assert [one["number"] for one in options] == list(range(1, len(options) + 1))
    for one in options:
        downtime = one["results"]["downtime"]
        assert downtime["low"] <= downtime["value"] <= downtime["high"] and one["holds"][0] <= one["holds"][1]
    lengths = {len(values) for values in first["candidates"].values()}
    assert len(lengths) == 1 and lengths.pop() <= 8
    axis = next(one for one in first["metrics"] if one["metric"] == "downtime")
    assert axis["better"] == "less" and axis["low"] <= options[0]["results"]["downtime"]["value"] <= axis["high"]
    wish = {"metric": "downtime", "below": True, "value": 2 * DAY}
    second = asked("question", {"of": f"{1:016x}", "keep": [wish]}, work(2))
    assert second["said"] == ["downtime < 172800 s"] or "downtime" in second["said"][0]
    # A wish that is taken back is none any more; what was tried for it is kept.
    plan = earlier_plan(f"{2:016x}", tmp_path / "x")
    front, forgotten = plan.search.front, unsaid(plan).search.front
    assert front is not None and forgotten is not None and front.said and not forgotten.said
    assert len(forgotten.evaluations.ended) == len(front.evaluations.ended) > 8
    taken = asked("export", {"of": f"{2:016x}"}, work(4))
    assert {"report.html", "options.csv", "metrics.csv"} <= set(taken["files"])
    for wrong in ({"keep": []}, {"keep": [{"metric": "luck", "below": True, "value": 1}]}, {"near": 99}, {"near": True},
                  {"trade": ["depth"]}, {"near": 1, "trade": ["a", "b"]}):  # fmt: skip
        with pytest.raises(InputError):
            answer("question", {"of": f"{1:016x}", **wrong}, work(10 + len(list(tmp_path.iterdir()))))
    with pytest.raises(InputError, match="front"):
        answer("front", {"case": {**case, "search": {"kind": "grid"}}}, work(9))


def test_results_of_earlier_jobs_are_named_and_nothing_else(tmp_path: Path) -> None:
    for wrong in ("../secret", "", 3, None, "g" * 16, "0" * 16):
        with pytest.raises(InputError, match="of"):
            earlier(wrong, tmp_path / "job")


def test_questions_refuse_what_they_do_not_ask(work: Work) -> None:
    for kind, found in KINDS.items():
        if kind in ("simulate", "window", "plan", "zone", "field", "skin", "device"):
            continue  # a case or a field of one is the request itself
        with pytest.raises(InputError, match="is not asked here"):
            answer(kind, {"of_nobody": 1}, *(() if not found.job else (work,)))


def test_blocks_are_plain_and_leave_scripts_out() -> None:
    svg = '<svg viewBox="0 0 10 10" style="max-width:10px" role="img"><path d="M0 0"/></svg>'
    told = block_document(PageBlock((Words("5 um"), Picture(svg, "a", "b"), Embedded("<script/>", "live")), lead="-3"))
    assert [part["kind"] for part in told["parts"]] == ["words", "picture"]
    assert told["parts"][0]["text"] == "5\N{NO-BREAK SPACE}µm" and told["lead"] == "−3"
    assert told["parts"][1]["svg"].startswith('<svg xmlns="http://www.w3.org/2000/svg"')


@pytest.mark.parametrize("kind", TOLD)
def test_every_question_is_python_that_compiles_and_a_file(kind: str) -> None:
    request = {"whole": False} if kind == "judge" else {"a": {"case": CASE}, "b": {"of": "0" * 16, "number": 2}}
    given = CASE if kind not in ("judge", "compare", "plan", "entry") else request
    compile(python(given, kind), kind, "exec")
    assert tomllib.loads(toml(given)) == given


@pytest.mark.slow
def test_what_a_page_shows_as_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(python(CASE, "gauges"), "gauges", "exec"), {})
    assert (tmp_path / "report.html").is_file() and capsys.readouterr().out
