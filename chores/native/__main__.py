"""Put the kernels that usual commands call into the package, for some levels of processors, by default for all."""

from __future__ import annotations

import sys

from chores.native.making import make
from microthermal.numerics.entries.targets import LEVELS

if __name__ == "__main__":
    for level in sys.argv[1:] or tuple(LEVELS):
        print(f"{level}: {make(level)} kernels")
