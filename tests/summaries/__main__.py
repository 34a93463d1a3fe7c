"""Write the summaries of the examples, or hold those that are stored against what is computed now.

``make summaries`` and ``make compare-summaries`` run it. Plans take minutes each.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.summaries.comparing import TOLERANCE, differences, renaming
from tests.summaries.examples import command_of, names, summary_of
from tests.summaries.text import head_of, lines_of, machine, read, written

STORED = Path(__file__).parent


def main() -> int:
    """Write or compare the examples named, all by default."""
    parser = argparse.ArgumentParser(prog="python -m tests.summaries", description=__doc__)
    parser.add_argument("what", choices=("write", "compare"))
    parser.add_argument("names", nargs="*", metavar="EXAMPLE")
    parser.add_argument("--folder", type=Path, default=STORED, help="of the files (tests/summaries)")
    parser.add_argument(
        "--tolerance", type=float, help=f"parts of a scale (0 on the file's machine, else {TOLERANCE:g})"
    )
    parser.add_argument("--reduced", action="store_true", help="as little of each as can be, to try the chore itself")
    parser.add_argument("--rows", type=int, default=20, help="differing lines to show of each example (20)")
    options = parser.parse_args()
    unknown = set(options.names) - set(names())
    if unknown:
        parser.error(f"there is no example {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    options.folder.mkdir(parents=True, exist_ok=True)
    good = True
    for name in options.names or names():
        path = options.folder / f"{name}.txt"
        if options.what == "compare" and not path.exists():
            print(f"{name}: nothing is stored in {path.name}")
            good = False
            continue
        started = time.monotonic()
        lines = lines_of(summary_of(name, reduced=options.reduced))
        took = f"{time.monotonic() - started:.0f} s"
        if options.what == "write":
            path.write_text(written(lines, head_of(command_of(name))), encoding="utf-8")
            print(f"{name}: {len(lines)} lines in {took}", flush=True)
        else:
            good &= _compared(name, path, lines, options.tolerance, options.rows, took)
    return 0 if good else 1


def _compared(name: str, path: Path, lines: dict[str, str], asked: float | None, rows: int, took: str) -> bool:
    """Print what differs; whether nothing does."""
    stored, head = read(path.read_text(encoding="utf-8"))
    allowed = asked if asked is not None else 0.0 if head["machine"] == machine() else TOLERANCE
    found = differences(stored, lines, renaming(), allowed)
    how = "to the last bit" if allowed == 0.0 else f"within {allowed:g} of a scale"
    print(f"{name}: {len(found)} of {len(lines)} lines differ, asked {how} of commit {head['commit'][:12]} ({took})")
    for row in found[:rows]:
        print(f"    {row.far:8.1e}  {row.path}: {row.stored or 'not there'} -> {row.found or 'not there'}")
    if len(found) > rows:
        print(f"    and {len(found) - rows} more (--rows)")
    return not found


if __name__ == "__main__":
    sys.exit(main())
