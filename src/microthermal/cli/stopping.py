"""One Ctrl-C, or one signal to end, stops a command: its processes end, its drafts go, one sentence says so."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from typing import Final

from microthermal import files

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
# How long a stop waits for a set of files that is just taking its places [s].
_PATIENCE: Final = 1.0


def stop_on_signals() -> None:
    """Stop this process at the first signal, whatever it is doing.

    Notes
    -----
    Python raises ``KeyboardInterrupt`` in the main thread, between two of its own steps: after a compiled kernel, and
    not at all where a library swallows it. So a thread of its own waits for the signal and ends the process.
    A signal that the caller has told us to ignore (``nohup``, a job in the background of a script) stays ignored.
    """
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    stops = frozenset(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
    for number in stops:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _heard)
    # The thread holds both ends, so that neither is closed while the process runs.
    threading.Thread(target=_wait, args=(ear, mouth, stops), daemon=True).start()


def _heard(number: int, frame: object) -> None:
    # A signal without a handler of Python would not reach the thread.
    return None


def _wait(ear: socket.socket, mouth: socket.socket, stops: frozenset[int]) -> None:
    while True:
        for number in ear.recv(64):
            if number in stops:
                _stop(number)


def _stop(number: int) -> None:
    try:
        files.moving.acquire(timeout=_PATIENCE)  # held for good: no file takes its place any more
        processes = sys.modules.get("microthermal.parallel.processes")
        if processes is not None:
            processes.end_workers()
        _sweep_cache()
        files.discard()
        _say(_sentence(number))
        files.discard()  # what the main thread may have begun in the meantime
    finally:
        os._exit(128 + number)


def _sweep_cache() -> None:
    # Workers that were just ended may have been writing there.
    kept = sys.modules.get("microthermal.cache.folder")
    folder = kept.cache_folder() if kept is not None else None
    if folder is not None:
        files.sweep(folder)


def _sentence(number: int) -> str:
    what = "Stopped" if number == signal.SIGINT else f"Stopped from outside ({signal.Signals(number).name})"
    names = ", ".join(f"'{file}'" for file in files.written())
    return f"{what}; {f'written before: {names}' if names else 'nothing was written'}.\n"


def _say(sentence: str) -> None:
    try:
        if os.isatty(2):
            sentence = f"\r\x1b[2K\x1b[?25h{sentence}"  # over the bar of progress, with the cursor that it hides
        os.write(2, sentence.encode())
    except OSError:  # nobody listens
        return
