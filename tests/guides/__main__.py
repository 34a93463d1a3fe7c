"""Follow every guide to its end, each in a folder of its own; ``make test-guides`` runs it.

It follows all pages of `docs/guides` and `docs/tutorials` whose blocks are marked (:mod:`tests.guides.reading`), or
those that are named.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.guides.reading import FOLLOWED, steps
from tests.guides.replaying import GuideError, replay


def main() -> int:
    """Follow guides; print a line for each, and what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.guides", description=__doc__)
    parser.add_argument("names", nargs="*", help="guides without their ending, for example add_a_drug")
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    options = parser.parse_args()
    pages = FOLLOWED
    unknown = set(options.names) - {page.stem for page in pages}
    if unknown:
        parser.error(f"there is no guide {', '.join(sorted(unknown))}")
    failed = 0
    for page in (page for page in pages if not options.names or page.stem in options.names):
        todo = [step for step in steps(page) if step.kind != "not done" and not (options.quick and step.slow)]
        if not todo:
            continue
        started, fault = time.monotonic(), ""
        with tempfile.TemporaryDirectory() as folder:
            try:
                replay(page.stem, todo, Path(folder))
            except GuideError as error:
                fault = str(error)
        failed += bool(fault)
        print(f"{page.stem:<24} {'FAILED' if fault else 'followed'}, {time.monotonic() - started:.0f} s", flush=True)
        if fault:
            print(fault, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
