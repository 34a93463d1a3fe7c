"""Store the answers of the self-test of ``mtz doctor`` anew: ``python -m chores.self_test``.

Do this where kernels or library have changed on purpose; the tests fail until it is done.
"""

from __future__ import annotations

import json
from pathlib import Path

from microthermal.doctor.self_test import answers

TARGET = Path(__file__).parents[1] / "src" / "microthermal" / "doctor" / "expected.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(answers(), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))
