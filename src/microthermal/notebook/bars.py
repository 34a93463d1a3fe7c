"""Progress of long work in a cell of a notebook, with the time left; plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from html import escape
from typing import Any


def progress_bar(title: str = "") -> Bar:
    """A bar that is told of finished steps, for ``progress=`` of :func:`plan` and :func:`simulate_many`.

    Parameters
    ----------
    title : str, optional
        What is being worked on.
    """
    return Bar(title)


class Bar:
    """Called with finished steps, all steps and what was just done; made by :func:`progress_bar`."""

    def __init__(self, title: str) -> None:
        self.title, self.began = title, time.monotonic()
        self._cell: Any = None

    def __call__(self, done: int, steps: int, text: str) -> None:
        """Show how far the work is."""
        if not _in_notebook():
            print(f"{done}/{steps} {text}", file=sys.stderr)  # noqa: T201
            return
        from IPython.display import HTML, display

        shown = HTML(self._html(done, steps, text))
        if self._cell is None:
            self._cell = display(shown, display_id=True)
        else:
            self._cell.update(shown)

    def _html(self, done: int, steps: int, text: str) -> str:
        top = f' max="{steps}" value="{done}"' if steps else ""
        words = f"{done} of {steps}" if steps else f"{done} done"
        left = self._left(done, steps)
        return (
            f"<div>{escape(self.title)} <progress{top} style='width:20em'></progress> {words}, {left}"
            f"<span style='opacity:.7'>{escape(text)}</span></div>"
        )

    def _left(self, done: int, steps: int) -> str:
        spent = time.monotonic() - self.began
        if steps and done >= steps:
            return f"done in {spent:.0f} s. "
        return f"about {spent * (steps - done) / done:.0f} s left. " if 0 < done < steps else ""


def _in_notebook() -> bool:
    """Whether cells can show HTML: a kernel of Jupyter runs us."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and hasattr(shell, "kernel")
