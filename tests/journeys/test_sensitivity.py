"""`mtz sensitivity`: the cost before, the answer after, and what cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.journeys.commands import run, run_here, write_cases


def test_a_case_to_its_report(tmp_path: Path) -> None:
    write_cases(tmp_path)
    options = ("-m", "depth", "-i", "output", "-i", "spot", "--base", "16", "--workers", "1", "--preview")
    code, out, said = run("sensitivity", "cheek.toml", *options, folder=tmp_path)
    assert code == 0, said
    assert "2 inputs, about 73 simulations" in said and "73/73" in said
    assert "What would narrow it most" in out and "Research software" in out
    told = json.loads((tmp_path / "cheek_sensitivity.json").read_text(encoding="utf-8"))
    assert {one["input"] for one in told["metrics"][0]["sobol"]} == {"output", "spot"}
    assert "All inputs together" in (tmp_path / "cheek_sensitivity.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--metric", "dept"), "--metric: there is no metric 'dept'; did you mean 'depth'?"),
        (("--input", "colour"), "--input: this case has no input 'colour'"),
        (("--vary", "pulse.energy"), "is no interval of a field; write for example"),
        (("--vary", "pulse.energy=3 mJ..2 mJ"), "'3 mJ' is not less than '2 mJ'"),
        (("--vary", "pulse.energy=18..22"), "pulse.energy: '18"),
        (("--vary", "pulse.energy=-5 mJ..22 mJ"), "pulse.energy: "),
        (("--vary", "pulse.energy=18 mJ..900 J"), "pulse.energy: "),
        (("--base", "20"), "must be 0 or a power of two"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    write_cases(tmp_path)
    code, _, said = run_here("sensitivity", "cheek.toml", *options, "--quiet", folder=tmp_path)
    assert code == 2 and words in said and said.count("\n  - ") == 1 and "Traceback" not in said


def test_a_case_for_a_plan_is_told(tmp_path: Path) -> None:
    write_cases(tmp_path)
    code, _, said = run_here("sensitivity", "scar.toml", "--quiet", folder=tmp_path)
    assert code == 2 and "this is a case for 'mtz plan'" in said
