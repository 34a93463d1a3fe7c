"""What can go wrong, in words a user can act on."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with an input: where, and one sentence that says what would be right.

    ``place`` shows the word in the file that it was read from: file, line and column, then the line and a mark below
    it; it is empty for what was not read from a file.
    """

    path: str
    text: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


class MicrothermalError(Exception):
    """Base of every exception that microthermal raises on purpose."""


class InputError(MicrothermalError, ValueError):
    """A value given by the user cannot be meant; carries every fault found, not only the first.

    Parameters
    ----------
    faults : iterable of Fault, or str
        All faults of the input; a single sentence stands for one fault without a path.
    """

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = (Fault("", faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        return (type(self), (self.faults,))


class DamagedError(InputError):
    """A file that the program once wrote no longer holds what was written; the sentence names the file."""


class SaveError(InputError):
    """A file cannot be written where the user wants it; the sentence says why."""


class ContradictionError(InputError):
    """Data of the user are well formed, but cannot all be true; one fault for each pair that contradicts itself."""


class WorkerError(MicrothermalError, RuntimeError):
    """A worker process was ended from outside; the sentence says how, and what to try."""


class LibraryError(MicrothermalError):
    """A file of the library is wrong; the sentence names file, key and rule."""


class ConvergenceError(MicrothermalError, RuntimeError):
    """A method did not converge; the sentence names the stage, the residual and what to try."""


class _Brief(reprlib.Repr):
    """Representation of bounded length and depth, so that no input can make a message fail or flood a screen."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 2
        self.maxdict = self.maxlist = self.maxtuple = 4
        self.maxstring = self.maxother = 60

    def repr_int(self, x: int, level: int) -> str:
        # Python refuses to print integers of thousands of digits; 128 bits is more than any field holds.
        return repr(x) if x.bit_length() <= 128 else f"a whole number of {x.bit_length()} bits"


_BRIEF = _Brief()


def brief(value: object) -> str:
    """Short text of any value, for messages.

    Examples
    --------
    >>> brief("20 mJ"), brief(1 << 200)
    ("'20 mJ'", 'a whole number of 201 bits')
    """
    return " ".join(_BRIEF.repr(value).split("\n"))  # arrays are shown on several lines
