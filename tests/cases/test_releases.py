"""Files of every release: its case, its library files and its saved run load, run and stand beside those of today."""

from __future__ import annotations

from pathlib import Path

import pytest
from chores.release.files import RELEASES, asked_again, own_library, saved_run, stored_numbers, versions

from microthermal import catalog, store
from microthermal.planning.window.verdicts import outcome
from microthermal.simulation.records import Simulation
from microthermal.store.summary import summary
from microthermal.studies.compare.inputs import input_differences

# What a record may hold that no earlier version knew, by its path; each is named with the version that brought it.
_NEW: tuple[str, ...] = ()


@pytest.mark.parametrize("version", versions())
def test_files_of_a_release_load_run_and_compare(version: str, tmp_path: Path) -> None:
    run = store.load(saved_run(version, tmp_path))
    assert isinstance(run, Simulation)
    assert run.stamp.version == version
    assert summary(run)["kind"] == "simulation"
    with own_library(version):
        for kind, folder in (("device", "devices"), ("drug", "drugs"), ("condition", "conditions"), ("law", "damage")):
            names = [path.stem for path in (RELEASES / version / "library" / folder).glob("*.toml")]
            assert names and set(names) <= set(catalog.names(kind))
        assert [fault for fault in catalog.check() if "own_" in str(fault)] == []
        now = asked_again(version)
    before, after = outcome(run), outcome(now)
    assert {one.metric for one in before.results} == {one.metric for one in after.results}
    assert 0.5 < after.of("depth").value / before.of("depth").value < 2.0
    # What the files of a release state is what goes in, whatever the shipped library has become.
    own = ("treatment.pulse.", "treatment.doses.", "condition.", "settings.")
    other = [one for one in input_differences(run, now) if one.path.startswith(own) and one.path not in _NEW]
    assert other == []


def test_the_last_release_keeps_its_numbers() -> None:
    found = stored_numbers(versions()[-1])
    parts = {path.partition("/")[0] for path in found}
    assert parts == {"examples", "verification", "validation", "benchmark", "times"}
    assert len(found) > 1000
