"""A sign of life on the terminal from the first moment, while the parts that compute are loaded."""

from __future__ import annotations

import sys
import threading
import time
from typing import Final

_EVERY: Final = 0.2  # s between two signs; people take half a second of silence for a fault
_SIGNS: Final = "|/-\\"


class Waiting:
    """One line of standard error that moves until it is stopped; nothing where standard error is no terminal."""

    def __init__(self, text: str) -> None:
        self._text, self._ended = text, threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Show the line, at once and then again and again."""
        if self._thread is None and sys.stderr is not None and sys.stderr.isatty():
            self._thread = threading.Thread(target=self._move, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Clear the line; what is printed next begins there."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._ended.set()
        thread.join()
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()

    def _move(self) -> None:
        began = time.monotonic()
        while not self._ended.is_set():
            spent = time.monotonic() - began
            sign = _SIGNS[int(spent / _EVERY) % len(_SIGNS)]
            sys.stderr.write(f"\r\x1b[2K{sign} {self._text} {spent:.0f} s")
            sys.stderr.flush()
            self._ended.wait(_EVERY)
