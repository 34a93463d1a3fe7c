"""What holds for all tests: markers from folders, one profile for property tests, a few small nouns."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tests.byte_code  # noqa: F401  before the package, whose byte code it keeps
from hypothesis import settings

from microthermal.catalog.reading import folders, state
from microthermal.catalog.reading.stamps import Stamp
from microthermal.catalog.reading.state import one_state
from microthermal.domain.inputs.laser import Device, Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Composition, Layer, Scattering, Thermal
from microthermal.parallel.cores import use_one_core
from microthermal.quantity import Range
from microthermal.units import J, W, cm, mJ, ms, um

_TESTS = Path(__file__).parent
_FOLDERS = (
    "unit", "contracts", "numerics", "verification", "validation", "properties", "journeys", "cases", "browser", "web",
)  # fmt: skip

# The first call of a kernel compiles it, and the first text with a unit loads pint: no deadline for one example.
# On the machine that judges changes the examples are the same every time; elsewhere they explore.
settings.register_profile("microthermal", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("microthermal")

# Tests neither read nor fill the user's cache; those of the cache name a folder of their own.
os.environ["MICROTHERMAL_CACHE_DIR"] = "off"

# Where tests run side by side, each of their processes counts one core, as a worker of the program does: threads that
# wait for each other, and workers that a command starts by itself, took a part of the time and showed nothing more.
# Tests of threads and of workers say how many they ask for.
if "PYTEST_XDIST_WORKER" in os.environ:
    use_one_core()


@pytest.fixture(scope="session", autouse=True)
def _commands_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Name a cache that all processes of tests share, as those of one user do."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ["TESTS_COMMANDS_CACHE"] = str(shared / "commands_cache")


@pytest.fixture(scope="session", autouse=True)
def _shipped_library() -> Generator[None]:
    """Look at the files of the shipped library once: nobody changes them while tests run.

    Otherwise 255 files are looked at whenever a test asks for an entry, which took a tenth of the time of all tests.
    Libraries of tests lie elsewhere, and are looked at each time.
    """
    shipped, seen, look = str(folders.roots()[0]), {}, state.stamp_of

    def stamp(path: Path | str) -> Stamp:
        if not str(path).startswith(shipped):
            return look(path)
        if path not in seen:
            seen[path] = look(path)
        return seen[path]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "stamp_of", stamp)
        yield


# Thousands of tests, once collected, are there to the end, and a figure makes objects by the hundred thousand: looking
# through them as often as Python does by itself takes a tenth of the time.
gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look once whether the library has changed: hundreds of its entries are asked for while tests are collected."""
    with one_state():
        return (yield)


def pytest_collection_finish() -> None:
    """Collect garbage from now on, more rarely than usual, and not among what was collected before."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the folder in which it lies."""
    for item in items:
        if not item.path.is_relative_to(_TESTS):
            continue
        folder = item.path.relative_to(_TESTS).parts[0]
        if folder not in _FOLDERS:
            raise pytest.UsageError(f"{item.path} is in no folder of tests; use one of {', '.join(_FOLDERS)}")
        item.add_marker(folder)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """End when a worker dies, with the name of its test: the scheduler for groups does not go on with another one."""
    if getattr(config.option, "maxworkerrestart", "") is None:
        config.option.maxworkerrestart = "0"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give the tests of one file, and of files that share what they compute, to one worker.

    The scheduler of pytest-xdist for groups reads them from names of tests, where pytest 9.2 and later do not keep
    them: every test went alone, and both workers computed whatever tests share.
    """
    from xdist.scheduler.loadscope import LoadScopeScheduling

    class BySharing(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid.split("::", 1)[0])

    return BySharing(config, log)


@cache
def group_of(file: str) -> str:
    """Name of the group that a file of tests states with `pytest.mark.xdist_group`, or the file."""
    stated = re.search(r'pytest\.mark\.xdist_group\("([^"]+)"\)', (_TESTS.parent / file).read_text(encoding="utf-8"))
    return stated.group(1) if stated else file


@pytest.fixture
def device() -> Device:
    """A laser that no maker sells, with round limits."""
    return Device(
        name="toy",
        maker="nobody",
        family="er_glass",
        wavelength=1.55 * um,
        profile="gaussian",
        removal="boil_off",
        radius=60 * um,
        energy=Range(low=4 * mJ, high=70 * mJ),
        duration=Range(low=1 * ms, high=10 * ms),
        density=Range(low=10 / cm**2, high=500 / cm**2),
        power=15 * W,
        stack_high=3,
    )


@pytest.fixture
def pulse(device: Device) -> Pulse:
    """20 mJ in 3 ms from the toy device."""
    return device.pulse(energy=0.02 * J, duration=3 * ms)


@pytest.fixture
def pattern() -> Pattern:
    """250 microbeams a square centimetre, one pass."""
    return Pattern(density=250 / cm**2)


@pytest.fixture
def layer() -> Layer:
    """A millimetre of something like dermis, in round numbers."""
    return Layer(
        name="dermis",
        thickness=1e-3,
        composition=Composition(water=0.65, blood=0.01),
        scattering=Scattering(
            reduced_500=4000.0, rayleigh_fraction=0.4, mie_power=1.0, anisotropy=0.8, refractive_index=1.38
        ),
        thermal=Thermal(density=1100.0, specific_heat=3400.0, conductivity=0.4, perfusion=0.001),
    )
