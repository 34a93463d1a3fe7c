"""Results at a prompt and in a notebook: short in text, with a picture in a cell, as arrays and tables of others."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import types
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from tests.reference import synthetic

import microthermal as mt
from microthermal import catalog, display, store
from microthermal.cache.keys import key_of
from microthermal.domain.inputs.laser import Pulse
from microthermal.errors import InputError
from microthermal.notebook.bars import progress_bar
from microthermal.notebook.cards import html
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.map import Window, WindowMap
from microthermal.quantity import record
from microthermal.simulation.records import Simulation

pytestmark = pytest.mark.slow


def simulation() -> Simulation:
    return synthetic.simulation(ablative=True, dosed=True)


def window() -> Window:
    found = simulation()
    return Window(simulation=found, judgement=judged(found))


def window_map() -> WindowMap:
    treatment, device = simulation().treatment, synthetic.plan(found=True).options[0].device
    return WindowMap(
        device=device, passes=1, energies=np.array([0.01, 0.02]), densities=np.array([1e6, 2e6, 3e6]),
        state=np.array([[0.0, 1.0, 2.0], [0.0, 2.0, 3.0]]), used=np.ones((2, 3)),
        binding=(("", "", "depth"), ("", "depth", "")), energy=treatment.pulse.energy, density=1e6,
    )  # fmt: skip


MAIN: dict[str, Callable[[], Any]] = {
    "Simulation": simulation,
    "Plan": lambda: synthetic.plan(found=True),
    "Window": window,
    "WindowMap": window_map,
    "Zone": lambda: simulation().zone,
    "Lattice": lambda: simulation().lattice,
    "Healing": lambda: simulation().healing,
    "Skin": synthetic.skin,
    "Pulse": lambda: simulation().treatment.pulse,
    "Pattern": lambda: simulation().treatment.pattern,
}


def pictures(text: str) -> list[tuple[str, ElementTree.Element]]:
    """Words and SVG of the images of a cell."""
    found = re.findall(r'<img alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]+)"', text)
    return [(words, ElementTree.fromstring(base64.b64decode(data))) for words, data in found]


@pytest.mark.parametrize("name", MAIN)
def test_every_main_record_has_a_picture_in_a_cell(name: str) -> None:
    made = MAIN[name]()
    assert type(made).__name__ == name
    text = made._repr_html_()
    assert ElementTree.fromstring(text) is not None  # every tag is closed: a cell cannot spill over
    drawn = pictures(text)
    assert drawn
    for words, svg in drawn:
        assert len(words) > 10
        assert float(svg.get("width", "0")) > 200
        assert len(list(svg.iter("{http://www.w3.org/2000/svg}path"))) > 3


@pytest.mark.parametrize("name", [*MAIN, "ZoneRun", "Damage", "Condition", "Stamp", "Library"])
def test_every_record_is_short_at_a_prompt(name: str) -> None:
    found = simulation()
    others = {"ZoneRun": found.run, "Damage": found.damage, "Condition": found.condition, "Stamp": found.stamp}
    made = MAIN[name]() if name in MAIN else others.get(name, catalog.library())
    text = repr(made)
    assert text.startswith(f"{name}(")
    assert 10 < len(text) < 2000


def test_a_plan_of_a_thousand_options_is_short_as_well() -> None:
    plan = synthetic.plan(found=True)
    many = replace(plan, options=plan.options * 12, reasons=("because " * 200,) * 50)
    assert len(repr(many)) < 2000
    assert "more" in repr(many) or "items" in repr(many)
    assert len(many._repr_html_()) < 1_000_000


def test_a_small_record_is_written_whole_and_can_be_read_back() -> None:
    settings = mt.Settings(cell=1e-5, laws=("dermal_cells_takata_1974",))
    assert eval(repr(settings), {"Settings": mt.Settings}) == settings
    found = simulation().treatment.pulse
    assert f"energy={found.energy!r}" in repr(found)


def test_text_from_a_file_cannot_become_markup() -> None:
    found = replace(simulation(), title="<script>alert(1)</script>")
    assert "<script>" not in found._repr_html_()
    assert "&lt;script&gt;" in found._repr_html_()


def test_records_without_a_picture_show_their_numbers_with_units() -> None:
    text = html(simulation().condition)
    assert "<img" not in text
    assert "Alopecia areata" in text
    assert "3 mm" in text


def test_plots_are_the_figures_of_the_report(tmp_path: Path) -> None:
    found = simulation()
    drawn = found.plot.zone()
    assert len(drawn) == 3
    assert len(pictures(drawn._repr_html_())) == 3
    files = drawn.save(tmp_path / "zone.svg")
    assert [file.name for file in files] == ["zone_1.svg", "zone_2.svg", "zone_3.svg"]
    assert all(ElementTree.parse(file).getroot().get("width") for file in files)
    assert {"zone", "lattice", "healing"} <= set(dir(found.plot))
    with pytest.raises(AttributeError, match="no section 'zones'; there are"):
        _ = found.plot.zones
    with pytest.raises(InputError, match=r"as \.svg or \.png"):
        drawn.save(tmp_path / "zone.gif")
    with pytest.raises(InputError, match="has no figure"):
        found.plot.bibliography()


def test_arrays_of_xarray_are_those_of_the_run_file(tmp_path: Path) -> None:
    xarray = pytest.importorskip("xarray", reason="xarray is not installed")
    found = simulation()
    store.save(found, tmp_path / "run.nc")
    assert found.to_xarray().equals(xarray.open_dataset(tmp_path / "run.nc"))
    assert found.to_xarray().healing.sel(species="mmp9").shape == found.healing.time.shape
    assert synthetic.plan(found=True).to_xarray().score.dims == ("option",)


def test_tables_of_pandas_have_a_row_for_each_option() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    plan = synthetic.plan(found=True)
    frame = plan.to_pandas()
    assert list(frame["score [1]"]) == [one.score for one in (*plan.options, *plan.refused)]
    with pytest.raises(InputError, match="there is no table 'optoins'; there are"):
        plan.to_pandas("optoins")


@pytest.mark.parametrize("name", ["xarray", "pandas"])
def test_a_missing_library_is_named_in_one_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        InputError, match=rf"^this needs {name}; install it with: pip install 'microthermal\[notebook\]'"
    ):
        simulation().to_xarray() if name == "xarray" else simulation().to_pandas()


def test_without_cairosvg_a_png_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    with pytest.raises(InputError, match=r"pip install 'microthermal\[figures\]', or write them as svg$"):
        simulation().plot.zone().save(tmp_path / "zone.png")
    assert list(tmp_path.iterdir()) == []


def test_progress_moves_in_one_cell_and_tells_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    class Cell:
        def update(self, text: str) -> None:
            shown.append(text)

    def show(text: str, display_id: bool) -> Cell:
        shown.append(text)
        return Cell()

    shell = types.SimpleNamespace(get_ipython=lambda: types.SimpleNamespace(kernel=1))
    monkeypatch.setitem(sys.modules, "IPython", shell)
    monkeypatch.setitem(sys.modules, "IPython.display", types.SimpleNamespace(HTML=str, display=show))
    bar = progress_bar("plan <b>")
    bar.began -= 10.0
    bar(0, 4, "candidates")
    bar(1, 4, "CO2 & more")
    bar(4, 4, "done")
    assert len(shown) == 3
    assert "about 30 s left" in shown[1]
    assert 'value="1"' in shown[1]
    assert "CO2 &amp; more" in shown[1]
    assert "<b>" not in shown[1]
    assert "done in 10 s" in shown[2]


def test_progress_outside_of_notebooks_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    progress_bar("plan")(1, 4, "candidates")
    assert capsys.readouterr().err == "1/4 candidates\n"


def test_nothing_is_loaded_before_somebody_looks() -> None:
    script = (
        "import sys, microthermal.simulation.records, microthermal.planning.records\n"
        "print([name for name in sys.modules if name.startswith(('microthermal.notebook', 'matplotlib', 'xarray'))])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_what_nobody_answers_is_said() -> None:
    with pytest.raises(InputError, match="nothing here answers 'sound' about a Pulse"):
        display.ask("sound", simulation().treatment.pulse)


def test_a_record_is_no_part_of_a_key_since_its_text_leaves_things_out() -> None:
    with pytest.raises(TypeError, match="Pulse: a record is no part of a key"):
        key_of("light", simulation().treatment.pulse)
    assert isinstance(simulation().treatment.pulse, Pulse)


def test_a_record_may_write_itself() -> None:
    @record
    class Told:
        """A record with words of its own."""

        length: Any
        width: float

        def __repr__(self) -> str:
            return "told"

    assert repr(Told(length=1, width=2.0)) == "told"
