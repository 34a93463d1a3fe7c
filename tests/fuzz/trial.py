"""One changed input is read and laid out, within two seconds of processor and 500 MB; or there is a fault."""

from __future__ import annotations

import dataclasses
import os
import random
import resource
import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from tests.fuzz import good
from tests.fuzz.changes import changed_mapping, changed_record, changed_text

import microthermal as mt
from microthermal import catalog
from microthermal.cases.treatment import TreatmentCase, read_treatment_case, treatment_case
from microthermal.catalog.checks import check
from microthermal.catalog.limits import stated_limits, stated_targets
from microthermal.catalog.models import deposition_engine, heat_model, known_law
from microthermal.catalog.reading import folders
from microthermal.errors import ConvergenceError, InputError, LibraryError
from microthermal.planning.case import plan_case, read_plan_case
from microthermal.simulation.exposures import lighting

SECONDS, BYTES = 2.0, 500_000_000
# A file of the library that is checked with all others takes the time of all; one of so many is.
_LONGEST, _CHECKED = 20.0, 20
_SENTENCE = 1500
KINDS = ("case file", "case", "library file", "record", "values of Python")


class Ending(NamedTuple):
    """How one changed input ended."""

    kind: str
    how: str
    """``result``, ``laid out``, ``refused`` or ``fault``."""
    seconds: float
    """Of processor."""
    words: str = ""
    """What was wrong with a fault."""


class _Enough(Exception):
    """A valid case has been laid out; nobody waits for its light and heat."""


class TooLong(BaseException):
    """The processor time of one input is over."""


def tried(number: int, seed: int, folder: Path) -> Ending:
    """Change an input as two numbers say, and see how it ends.

    Parameters
    ----------
    number, seed : int
        Of the input and of the run; together they say everything.
    folder : Path
        Where files are written.
    """
    chance = random.Random(f"{seed} {number}")
    kind = chance.choices(KINDS, (5, 4, 2, 3, 2))[0]
    make = {
        "case file": _case_file, "case": _case, "library file": _library_file, "record": _record,
        "values of Python": _values,
    }[kind]  # fmt: skip
    begun, how, words = time.process_time(), "", ""
    try:
        ask = make(chance, folder, number % _CHECKED == _CHECKED - 1)  # what is asked is made outside of the limits
        begun = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with limits(_LONGEST if kind == "library file" and number % _CHECKED == _CHECKED - 1 else SECONDS):
                how = _laid_out(ask)
    except (InputError, LibraryError, ConvergenceError) as error:
        how, words = "refused", unfit(error)
    except TooLong:
        how, words = "fault", f"{traceback.format_exc(limit=-6)}longer than {SECONDS:g} s of processor"
    except MemoryError:
        how, words = "fault", f"more than {BYTES // 1_000_000} MB"
    except Exception:
        how, words = "fault", traceback.format_exc(limit=-6)
    return Ending(kind, "fault" if words else how, time.process_time() - begun, words)


def _laid_out(ask: Callable[[], Any]) -> str:
    """Ask, and lay a valid case out: skin, grid and optics, up to the first photon."""
    found = ask()
    if not isinstance(found, TreatmentCase):
        return "result"
    stop = {"side_effect": _Enough}
    with (
        mock.patch.object(lighting, "light_of", **stop),
        mock.patch("microthermal.simulation.zone_run.untouched", **stop),
        suppress(_Enough),
    ):
        mt.simulate(found.skin, found.treatment, found.condition, found.settings)
    return "laid out"


def unfit(error: Exception) -> str:
    """What is wrong with a sentence that refuses; empty if nothing is."""
    # A file of the library tells each of its faults on a line.
    told = error.faults if isinstance(error, InputError) else str(error).split("\n")
    for one in told:
        words = one if isinstance(one, str) else one.text
        if not words or "\n" in words or len(words) > _SENTENCE:
            return f"no sentence: {words[:300]!r}"
        try:
            f"{one} {getattr(one, 'place', '')}".encode()
        except UnicodeEncodeError:
            return f"cannot be printed: {words[:300]!r}"
    return "" if told else "refused without a word"


def _case_file(chance: random.Random, folder: Path, whole: bool) -> Callable[[], Any]:
    name = chance.choice(sorted(good.cases()))
    path = folder / "case.toml"
    path.write_bytes(changed_text(chance, good.cases()[name]))
    single = any(key in good.mapping(name) for key in good.TREATMENT)
    return lambda: read_treatment_case(path) if single else read_plan_case(path)


def _case(chance: random.Random, folder: Path, whole: bool) -> Callable[[], Any]:
    name = chance.choice(sorted(good.cases()))
    single = any(key in good.mapping(name) for key in good.TREATMENT)
    given = changed_mapping(chance, good.mapping(name), python=chance.random() < 0.3)
    return lambda: treatment_case(given) if single else plan_case(given)


_READERS: dict[str, Callable[[str], Any]] = {
    "device": catalog.device, "condition": catalog.condition, "drug": catalog.drug, "goal": catalog.goal,
    "cooling": catalog.cooling, "law": known_law, "removal": heat_model, "deposition": deposition_engine,
    "spectrum": catalog.spectrum, "published": catalog.published, "structure": catalog.structure, "barred": catalog.bar,
    "site": lambda name: catalog.skin(f"{name}_iii"), "limits": lambda name: stated_limits(),
    "targets": lambda name: stated_targets(), "rules": lambda name: catalog.rules(),
}  # fmt: skip


def _library_file(chance: random.Random, folder: Path, whole: bool) -> Callable[[], Any]:
    kind, name = chance.choice(sorted(good.library_files()))
    for old in (folder / "library").glob("*/*"):
        old.unlink()
    path = folder / "library" / folders.FOLDERS[kind] / f"mine{folders.suffix_of(kind)}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(changed_text(chance, good.library_files()[kind, name]))

    def ask() -> Any:
        with mock.patch.dict(os.environ, MTZ_LIBRARY=str(folder / "library")):
            catalog.entry(kind, "mine")
            if whole:  # each file of the library that there is
                check()
            return _READERS.get(kind, lambda name: None)("mine")

    return ask


def _record(chance: random.Random, folder: Path, whole: bool) -> Callable[[], Any]:
    record, changes = changed_record(chance, chance.choice(good.records()))
    return lambda: dataclasses.replace(record, **changes)


def _values(chance: random.Random, folder: Path, whole: bool) -> Callable[[], Any]:
    from tests.fuzz.junk import junk

    one, two = (junk(chance, python=True) for _ in range(2))
    device = catalog.device(chance.choice(good.devices()))
    asks: list[Callable[[], Any]] = [
        lambda: catalog.device(one), lambda: catalog.skin(one), lambda: mt.simulate(one, two),
        lambda: treatment_case(one), lambda: plan_case(one), lambda: catalog.goal(one), lambda: mt.Pattern(density=one),
        lambda: mt.Pattern(density=1e6, passes=one, layout=two), lambda: mt.units.parse(one, "J"),
        lambda: mt.units.parse(one, "1/m**2"), lambda: catalog.entry(one, two), lambda: catalog.laws(one),
    ]  # fmt: skip
    if hasattr(device, "pulse"):
        asks += [lambda: device.pulse(energy=one), lambda: device.pulse(energy=0.02, duration=two)] * 2
    return chance.choice(asks)


@contextmanager
def limits(seconds: float) -> Iterator[None]:
    """End what is asked inside after some seconds of processor, and where it takes too much memory."""

    def end(number: int, frame: object) -> None:
        raise TooLong

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = Path("/proc/self/statm")
    if pages.exists():
        room = int(pages.read_text().split()[0]) * resource.getpagesize() + BYTES
        resource.setrlimit(resource.RLIMIT_AS, (room, hard))
    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
