"""Public cases PC33 to PC35: locales, encodings and names of files. Clean ones, kept so."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from microthermal.cases.treatment import read_treatment_case
from microthermal.errors import InputError

TEXT = """title = "Wange, 20 mJ, µm"
skin = "cheek_iii"
device = "er_glass_1550"
pulse = { energy = "20 mJ", duration = "3000 µs" }
pattern = { density = "250 / cm²" }
"""


@pytest.mark.parametrize(
    "name",
    ["plain.toml", "Müller - 20 mJ (#1) & 50%.toml", "-dash.toml", "a b.toml"],
    ids=["plain", "umlaut", "dash", "space"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_texts_in_utf_8_are_read(name, encoding, newline, tmp_path):
    path = tmp_path / "Ordner ä #%" / name
    path.parent.mkdir()
    path.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    case = read_treatment_case(path)
    assert case.treatment.pulse.duration == pytest.approx(3e-3)
    assert case.title == "Wange, 20 mJ, µm"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode("latin-1"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-8"),
        (b"", "missing"),
        (os.urandom(64) + b"\xff", "UTF-8"),
    ],
    ids=["latin-1", "utf-16", "empty", "random"],
)
def test_all_else_is_one_sentence_for_each_fault(data, said, tmp_path):
    (tmp_path / "case.toml").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_treatment_case(tmp_path / "case.toml")
    assert said in str(caught.value)
    assert all("\n" not in fault.text for fault in caught.value.faults)


def test_no_locale_ends_in_a_trace(tmp_path):
    (tmp_path / "case.toml").write_text(TEXT.replace("cheek_iii", "wörld"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "microthermal.cli", "simulate", "case.toml"],
        cwd=tmp_path, env=os.environ | {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2 and b"Traceback" not in run.stderr and b"skin" in run.stderr
