"""How much memory the process of a job may take, so that no request can take that of the machine."""

from __future__ import annotations

import sys

# Of addresses, most of which are never touched: a simulation of the finest cells takes a third of it.
MOST_BYTES = 6 * 2**30

if sys.platform == "linux":
    import resource

    def limit_memory() -> None:
        """End what this process does with a MemoryError where it asks for more than its part."""
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        least = MOST_BYTES if most == resource.RLIM_INFINITY else min(MOST_BYTES, most)
        resource.setrlimit(resource.RLIMIT_AS, (least, most))
else:

    def limit_memory() -> None:
        """Nothing: only Linux bounds addresses; elsewhere the system's own limits hold."""
