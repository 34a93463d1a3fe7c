"""Run every example to its end, as a reader would, and ask its page for contradictions: `make examples`.

It stops at the first example that fails.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.journeys.test_examples import CASES, EXAMPLES, STUDIES, command
from tests.reference.pairs import contradictions

from microthermal import store

OUT = EXAMPLES.parent / "out"


def main() -> int:
    """Exit code of the first example that fails, 1 if a page contradicts itself, or 0."""
    OUT.mkdir(exist_ok=True)
    worst = False
    for path in [*CASES, *STUDIES, *sorted(EXAMPLES.glob("*.py"))]:
        print(f"== {path.name}", flush=True)
        code = subprocess.run(_line(path), cwd=OUT, check=False).returncode
        if code:
            print(f"{path.name} ended with exit code {code}", file=sys.stderr)
            return code
        found = _contradictions(path)
        worst = max(worst, len(found) > 0)
        if found:
            print(f"{path.name}: its page contradicts itself: {'; '.join(found)}", file=sys.stderr)
    return int(worst)


def _contradictions(path: Path) -> list[str]:
    run, page = (OUT / f"{path.stem}{ending}" for ending in (".nc", ".html"))
    if path.suffix == ".py" or command(path) not in ("plan", "simulate"):
        return []
    result = store.load(run)
    return contradictions(result, page.read_text(encoding="utf-8"))


def _line(path: Path) -> list[str]:
    if path.suffix == ".py":
        return [sys.executable, str(path)]
    kind = command(path)
    if kind == "sweep":
        (OUT / f"{path.stem}.db").unlink(missing_ok=True)  # the whole of it, not what an earlier one has left
        return [sys.executable, "-m", "microthermal.cli", kind, str(path), "--output", str(OUT / path.stem)]
    output = [] if kind == "healing" else ["--output", str(OUT / path.stem)]
    return [sys.executable, "-m", "microthermal.cli", kind, str(path), *output]


if __name__ == "__main__":
    sys.exit(main())
