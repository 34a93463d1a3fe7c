"""Byte code is kept beside the sources, as Python does by itself, also where the surroundings forbid it.

Otherwise every worker of pytest, and every process that a test starts, compiles package and tests anew: up to six
seconds of processor each. Git ignores these files as it ignores the kernels that lie there.
"""

from __future__ import annotations

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
