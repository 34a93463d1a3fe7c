"""Ask the same questions under the arithmetic of other machines and tell what differs: ``make test-machines``.

Every variant is a child process with variables of its own; nothing of this process or of the user's caches changes.
The exit status is 1 if a number differs by more than a billionth of its scale, or could not be computed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from tests.machines.comparing import TOLERANCE, Difference, differences
from tests.machines.questions import QUESTIONS
from tests.machines.variants import CACHE, Variant, variants

ROOT = Path(__file__).parents[2]
_USUAL = Variant("usual", {}, "")


def main() -> int:
    """Answer under every variant, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.machines", description=__doc__)
    parser.add_argument("--questions", nargs="*", default=list(QUESTIONS), choices=list(QUESTIONS), metavar="QUESTION")
    parser.add_argument("--variants", nargs="*", metavar="VARIANT", help="names; all by default")
    parser.add_argument("--rows", type=int, default=10, help="differing numbers to show of each variant (10)")
    parser.add_argument(
        "--kernels", type=Path, help="folder to keep compiled kernels in for the next run; by default none"
    )
    parser.add_argument("--markdown", type=Path, help="also write the table to this file")
    options = parser.parse_args()
    rows: dict[str, dict[str, str]] = {}
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        usual = _ask(_USUAL, folder, options.kernels or folder, options.questions)
        if isinstance(usual, str):
            print(usual)
            return 1
        known = json.loads(str(usual["facts"]))
        print("usual: " + "; ".join(f"{key} {value}" for key, value in known.items()))
        good &= _all_computed(usual)
        for variant in variants():
            if options.variants and variant.name not in options.variants:
                continue
            if variant.impossible:
                print(f"{variant.name}: not run, {variant.impossible}")
                continue
            found = _ask(variant, folder, options.kernels or folder, options.questions)
            wrong = (
                found if isinstance(found, str) else _without_effect(variant, known, json.loads(str(found["facts"])))
            )
            if wrong or isinstance(found, str):
                print(f"{variant.name}: NOT COMPARED, {wrong}")
                good = False
                continue
            all_found = differences(usual, found)
            rows[variant.name] = {question: _summed(all_found, question) for question in options.questions}
            good &= _told(variant, all_found, options.rows)
    print("\n" + _table(rows, options.questions))
    if options.markdown:
        options.markdown.write_text(_table(rows, options.questions), encoding="utf-8")
    print("All agree." if good else "NOT all agree.")
    return 0 if good else 1


def _ask(variant: Variant, folder: Path, kept: Path, questions: list[str]) -> dict[str, Any] | str:
    """Answers of a child process, or why there are none."""
    target = folder / f"{variant.name}.npz"
    # Kernels of one target serve all variants of that target; results are computed, never read from a cache.
    kernels = kept.resolve() / f"kernels {variant.variables.get('NUMBA_CPU_NAME', 'usual')}"
    variables = {
        # The code beside these tests, whatever may be installed.
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "MICROTHERMAL_CACHE_DIR": "off", "NUMBA_CACHE_DIR": str(kernels),
    }  # fmt: skip
    variables |= {name: value.replace(CACHE, str(folder / "cache")) for name, value in variant.variables.items()}
    for _ in range(2 if variant.prepared else 1):
        print(f"{variant.name} ...", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "tests.machines.answers", str(target), *questions],
            env={**os.environ, **variables}, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            return f"the child ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
        sys.stderr.write(done.stderr)
    with np.load(target) as file:
        return {name: file[name] for name in file.files}


def _without_effect(variant: Variant, usual: dict[str, str], found: dict[str, str]) -> str:
    """Why a variant did not take effect; empty if it did."""
    now = found[variant.fact]
    if variant.wanted:
        return "" if now.startswith(variant.wanted) else f"{variant.fact} is {now}, not {variant.wanted[0]}"
    return "" if now != usual[variant.fact] else f"{variant.fact} is {now}, as usual"


def _all_computed(found: dict[str, Any]) -> bool:
    failed = [name for name in found if "FAILED" in name and not name.startswith("floor of")]
    for name in failed:
        print(f"usual: {name}")
    return not failed


def _told(variant: Variant, found: list[Difference], rows: int) -> bool:
    """Print the numbers that differ by more than is allowed; whether there are none."""
    far = sorted((one for one in found if one.difference > TOLERANCE), key=lambda one: -one.difference)
    print(f"{variant.name}: {sum(one.equal for one in found)} of {len(found)} bit-equal, {len(far)} differ by more "
          f"than {TOLERANCE:g} of their scale")  # fmt: skip
    for one in far[:rows]:
        print(f"    {one.difference:8.1e}  {one.name}")
    if len(far) > rows:
        print(f"    and {len(far) - rows} more (--rows)")
    return not far


def _summed(found: list[Difference], question: str) -> str:
    own = [one for one in found if one.question == question]
    worst = max((one.difference for one in own), default=0.0)
    return "bits" if all(one.equal for one in own) else f"{worst:.0e}"


def _table(rows: dict[str, dict[str, str]], questions: list[str]) -> str:
    heads = ["variant", *questions]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += [f"| {name} | " + " | ".join(row[question] for question in questions) + " |" for name, row in rows.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
