"""Make the portable kernels: a module and its manifest in a folder, by default ``out/wasm``, and in the package."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from pathlib import Path

if __name__ == "__main__":
    # Kernels for a machine without vectors, not optimised, in a cache of their own.
    os.environ |= {"NUMBA_OPT": "0", "NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    with tempfile.TemporaryDirectory() as cache:
        os.environ["NUMBA_CACHE_DIR"] = cache
        # What is not optimised still names places of this process, which keeps Numba from putting it into that cache.
        warnings.filterwarnings("ignore", "Cannot cache compiled function")
        from chores.wasm.making import make, package

        folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/wasm")
        make(folder)
        package(folder)
