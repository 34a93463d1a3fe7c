"""Nothing takes a failure for an answer: what could is listed here and on a page, or refused (decision 0021)."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import microthermal

SOURCE = Path(microthermal.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "fallbacks.md"
FILES = sorted(path for path in SOURCE.rglob("*.py"))

# Functions that put a number in the place of none, or hush what others say.
FORBIDDEN = {
    "nan_to_num", "lstsq", "suppress", "simplefilter", "filterwarnings", "catch_warnings", "errstate", "seterr",
    "nanmax", "nanmin", "nanmean", "nansum", "nanmedian",
}  # fmt: skip

# Calls of these functions that hide nothing: file and function, and why.
ALLOWED = {
    ("files/drafts.py", "suppress"): "sweeping old drafts is a courtesy; what cannot be swept stays",
    ("files/private.py", "suppress"): "the folder is there already, and is looked at",
    ("files/sets.py", "suppress"): "a file system without rights has none to keep",
    ("parallel/streams.py", "suppress"): "a worker that has ended is noticed when its answer is read",
    ("parallel/processes.py", "suppress"): "a worker that has ended is noticed when its answer is read",
    ("zones/patterns.py", "errstate"): "the logarithm of 0 is minus infinity, and a closed plane is closed",
}
# Handlers of everything: what they take is raised or told by another process, or raised when threads have ended.
BROAD = {("parallel/processes.py", "_called"), ("parallel/threads.py", "one_by_one"), ("web/work.py", "serve")}

# Handlers that do not raise: file and function, and why what they do is an answer.
HANDLERS = {
    ("catalog/checks.py", "_order"): "becomes a fault of the list that is returned",
    ("catalog/checks.py", "check"): "becomes a fault of the list that is returned",
    ("catalog/reading/stamps.py", "stamp_of"): "there is no file: None says so, and callers must look",
    ("catalog/reading/state.py", "_listed"): "a user's library need not have every folder",
    ("catalog/tracing.py", "known_entries"): "records that name the entry are told of as lost",
    ("cli/__main__.py", "main"): "words and an exit code",
    ("cli/output.py", "_rescued"): "the fault that led here is told; a rescue that fails as well leaves it as it is",
    ("cli/output.py", "save"): "the set is saved elsewhere, and a sentence says where and why",
    ("cli/output.py", "try_all"): "collected, and raised with the others",
    ("cli/stopping.py", "_say"): "nobody listens to the last sentence",
    ("deposition/slab.py", "_taken"): "collected, and raised with the others",
    ("doctor/facts.py", "_installed"): "the fact says that it is not installed",
    ("doctor/facts.py", "_faults"): "the fact says that it is not known, and why",
    ("doctor/facts.py", "_said"): "the fact says that it is not known, and why",
    ("doctor/facts.py", "_size"): "a file that another process has removed since it was listed has no size",
    ("doctor/self_test.py", "_asked"): "an error is a wrong answer, and its text is told",
    ("documents/pointing.py", "_spans"): "a text that is no TOML has no fields; the fault at hand says what it is",
    ("documents/pointing.py", "_text"): "the file cannot be read, which is the fault at hand",
    ("documents/reading.py", "readable"): "what cannot be read is a fault that `read` tells",
    ("files/drafts.py", "_left_over"): "another process has just removed the draft",
    ("files/drafts.py", "_lives"): "the answer to the question whether a process lives",
    ("files/drafts.py", "_remove"): "a draft out of reach is swept by a later run",
    ("files/locks.py", "_opened"): "None says that there is no such file; the block is told that it is not alone",
    ("files/locks.py", "_taken"): "the answer to the question whether a name could be had",
    ("files/private.py", "private_folder"): "None says that there is no such folder, and callers must look",
    ("files/private.py", "takes_files"): "the answer to the question whether a folder takes files",
    ("files/sets.py", "_put_back"): "what cannot be renamed is copied",
    ("files/sets.py", "_second_name"): "what can have no second name is copied",
    ("files/targets.py", "is_folder"): "the answer to the question whether a path leads to a folder",
    ("files/targets.py", "target_of"): "the file is to be made",
    ("planning/design/protocols.py", "_protocol"): "the comparison says why there is no number",
    ("planning/front/trial.py", "tried"): "the candidate counts as refused, and says why",
    ("planning/beside/published.py", "compared"): "the comparison says why there is no number",
    ("fitting/parameters.py", "chosen"): "collected, and raised with the others",
    ("fitting/predicting.py", "_simulated"): "what cannot be simulated counts as impossible; a caution tells how many",
    ("fitting/table/reading.py", "_heads"): "collected, and raised with the others",
    ("fitting/table/reading.py", "_made"): "collected, and raised with the others",
    ("fitting/table/reading.py", "_zone"): "collected, and raised with the others",
    ("fitting/table/zones.py", "faults_of"): "becomes a fault of the list that is returned",
    ("healing/calibration/likelihood.py", "Judge.log_likelihood"): "a draw that cannot be followed has no likelihood",
    ("healing/models/cascade.py", "_followed_from"): "kept as the reason, which is raised each time",
    ("healing/persons.py", "_course"): "the person is left out, and the report says how many and why",
    ("catalog/reading/shelf.py", "_read"): "a file that cannot be read is as good as none; the library is read",
    ("catalog/reading/shelf.py", "hold"): "what cannot be kept is read again by the next process",
    ("numerics/entries/kept.py", "_head"): "a file that cannot be read is of no sources",
    ("numerics/entries/kept.py", "_read"): "a file that cannot be read is as good as none; the kernel is compiled",
    ("numerics/entries/kernel.py", "Kernel.__call__"): "the compiler takes what no block holds, with the same result",
    ("numerics/entries/targets.py", "_host"): "on processors of unknown features the compiler uses none",
    ("cache/disk.py", "*"): "a file that cannot be read or written is as good as none; the light is walked anew",
    ("cache/folder.py", "cache_folder"): "no home is known, so there is no folder of files; the light is walked anew",
    ("cache/keys.py", "_features"): "without the list of features, the name of the processor stands in the key",
    ("parallel/processes.py", "Worker.answer"): "None says that the process was ended; callers raise, or ask another",
    ("studies/fields.py", "with_fields"): "collected, and raised with the others",
    ("studies/sweep/cluster.py", "_as_done"): "tasks that were on their way are given to the next scheduler",
    ("studies/sweep/cluster.py", "_ended"): "nothing has ended yet; it is looked whether the scheduler is there",
    ("studies/sweep/cluster.py", "_leave"): "there is nobody any more whom one could leave",
    ("studies/sensitivity/runs.py", "_run"): "the run says why it has no number, and a caution how many have none",
    ("studies/sweep/tasks.py", "_row"): "the row says why there is no number",
    ("parallel/processes.py", "_called"): "sent to the parent, which raises it",
    ("parallel/processes.py", "_serve"): "the parent has gone or has no more work",
    ("quantity/fitting.py", "fits"): "False: not sure; the check that explains finds it, and all other faults",
    ("quantity/quantity.py", "Quantity._read_text"): "raised with a question about the slip it may be",
    ("quantity/quantity.py", "_as_float"): "infinite, which is then refused as not plausible",
    ("quantity/record.py", "_check"): "collected, and raised with the others",
    ("quantity/record.py", "_numbers"): "collected, and raised with the others",
    ("quantity/record.py", "check_kinds"): "collected, and raised with the others",
    ("quantity/short.py", "short"): "a text that is too long is written again with less in it",
    ("quantity/record.py", "taken"): "collected, and raised with the others",
    ("planning/posterior_courses.py", "_drawn"): "the reason stands on the page, in place of the bands",
    ("cases/parts.py", "tried"): "collected, and raised with the others",
    ("cases/doses.py", "_check_unit"): "the next unit is tried; after the last, it raises",
    ("cases/pattern.py", "area_of"): "a fault that is told with the pattern",
    ("cases/pattern.py", "read_pattern"): "collected, and raised with the others",
    ("report/law_alternatives.py", "t_cell_shells"): "the reason stands on the page, in place of the shell",
    ("cases/pulses.py", "_by_fluence"): "collected, and raised with the others",
    ("cases/pulses.py", "_by_power"): "collected, and raised with the others",
    ("cases/pulses.py", "read_pulse"): "collected, and raised with the others",
    (
        "report/live/stops.py",
        "Held.of",
    ): "None says that a pulse length has none of the grids, or that no pulse may have it",
    ("report/live/stops.py", "held"): "a pulse length that no pulse may have asks for no grid",
    ("report/live/stops.py", "natural"): "None says that the device gives this energy no length by itself",
    ("web/forms/state.py", "_amount"): "a text that is no amount is no setting: the page says what it takes instead",
    ("web/jobs.py", "Jobs._hear"): "the job has failed, and its page says that its process was ended",
    ("web/work.py", "serve"): "sent to the server, whose page tells it and says that the job has failed",
    ("units/examples.py", "slips"): "another spelling that means nothing is no suggestion",
    ("planning/window/limits.py", "_faults"): "becomes a fault of the list that is returned",
    ("units/text.py", "_other_dimension"): "a text of no known dimension gets the plain fault",
    ("units/text.py", "parse_any"): "the next unit is tried; after the last, it raises",
    ("validation/judging.py", "found_for"): "the verdict is 'not judged', with the reason",
}

# Loops of a fixed length: why none ends before its aim without a word.
LOOPS = {
    ("documents/toml.py", "mapping_of"): "levels of a document; deeper ones are refused",
    ("numerics/conduction/alternating.py", "alternate"): "cells of a block",
    ("numerics/conduction/alternating.py", "error_of"): "cells of a block",
    ("numerics/conduction/blocks.py", "pack"): "cells of a block",
    ("numerics/conduction/blocks.py", "_warm"): "cells of a block",
    ("numerics/conduction/blocks.py", "sweep"): "cells of a block",
    ("numerics/conduction/layout.py", "lay_out"): "cells of a block",
    ("numerics/conduction/layout.py", "first_rates"): "cells of a block",
    ("numerics/conduction/layout.py", "stable_step"): "cells of a block",
    ("numerics/conduction/step.py", "_stages"): "cells of a block",
    ("numerics/conduction/step.py", "_hottest"): "cells of a block",
    ("numerics/conduction/step.py", "_error"): "cells of a block",
    ("numerics/heat/blood.py", "missed"): "cells of a block",
    ("numerics/heat/watch.py", "keep_moments"): "fields and entries of a kept moment",
    ("numerics/healing/rest.py", "_newton"): "gives False if it runs out; the stride gets shorter, or an error",
    ("planning/converse/walk.py", "_around"): "gives fewer new places if all near ones are known",
    (
        "planning/converse/walk.py",
        "walked",
    ): "rounds of a question: the best of all that is known is taken, and its miss told",
    ("numerics/potential/solution.py", "_solve"): "a direct solution, and one correction by its residual",
    ("numerics/roots.py", "root_between"): "an error if the steps run out",
    ("numerics/acoustics/bessel.py", "bessel_0"): "points and terms that leave less than rounding",
    ("numerics/acoustics/nodes.py", "legendre"): "steps of Newton's method from two digits: three reach the last",
    ("numerics/acoustics/on_axis.py", "greatest_place"): "cuts of a bracket: its width is below the last digit",
    ("numerics/transport/darcy_steps.py", "pressure_step"): "gives 0 if it runs out, and the step is made shorter",
    ("numerics/transport/depot_correction.py", "extrapolate"): "passes of a limiter: its bounds hold after each",
    ("numerics/transport/depot_steps.py", "solve"): "gives False if it runs out, and the step is made shorter",
    ("numerics/healing/course.py", "_dense"): "stages of the method",
    ("numerics/healing/course.py", "_fastest"): "groups of species, each asked once",
    ("numerics/healing/course.py", "_stages"): "stages of the method",
    ("report/drawing/strokes.py", "bends"): "passes that leave out points of a straight line",
    ("fitting/draws/likelihood.py", "mixture_quantile"): "halvings of a bracket: its width is far below what is shown",
    ("fitting/draws/proposals.py", "evenly"): "a contraction by a third a round: sixty reach the last digit",
    ("parallel/streams.py", "_fill"): "calls that a worker may have: what it cannot take yet is asked for again",
    ("fitting/draws/emulated.py", "Emulated._moved"): "random steps of a swarm, which only says where draws are made",
    ("fitting/draws/emulated.py", "_rise"): "halvings: the exponent only says where draws are made",
    ("planning/estimates.py", "risk_text"): "digits that are shown; words where they do not suffice",
    ("validation/sampling.py", "_ratio"): "a contraction by a third a round: sixty reach the last digit",
    ("web/documents/cut.py", "_cells"): "dots of a picture, of which as many are shown as a level says",
    ("web/sound.py", "unsound"): "levels of a request: one that is deeper is refused with a sentence",
}

# Caches: file and function or name, and what their answer hangs on besides their arguments.
CACHES = {
    ("catalog/bibliography.py", "_parsed"): "nothing: the text is an argument",
    ("catalog/reading/folders.py", "_listed_once"): "nothing: stamps of the folders are an argument",
    ("catalog/reading/folders.py", "_text_once"): "nothing: the stamp of the file is an argument",
    ("catalog/reading/folders.py", "parsed"): "nothing: the text is an argument",
    ("catalog/library.py", "Library.digest"): "nothing: a library never changes",
    ("catalog/library.py", "_cautions"): "nothing: the library is an argument, and counts by identity",
    ("catalog/library.py", "_traced"): "nothing: the library is an argument, and counts by identity",
    ("catalog/library.py", "library"): "the library, whose state is in the key",
    ("catalog/models.py", "_healing"): "nothing: both texts are arguments",
    ("catalog/reading/spectra.py", "_read"): "nothing: the text is an argument",
    ("catalog/reading/state.py", "_digest_once"): "nothing: the stamp of the file is an argument",
    ("catalog/reading/state.py", "_listed_once"): "nothing: the stamp of the folder is an argument",
    ("catalog/reading/state.py", "_whole_once"): "nothing: the stamps of all files are an argument",
    ("catalog/reading/state.py", "remembered.keeping.kept"): "nothing: the state of the library is an argument",
    ("damage/fitted_range.py", "words"): "nothing: both ends and the unit are arguments",
    ("delivery/mechanisms/unit_cell.py", "_far"): "nothing: mechanism, dose, skin and time are arguments",
    ("delivery/targets.py", "weights"): "nothing: the grid counts by identity, and never changes",
    ("delivery/unit_cell_grid.py", "CellGrid.r"): "nothing: a grid never changes",
    ("delivery/unit_cell_grid.py", "CellGrid.volume"): "nothing: a grid never changes",
    ("delivery/unit_cell_grid.py", "CellGrid.z"): "nothing: a grid never changes",
    ("delivery/unit_cell_grid.py", "cell_grid"): "nothing: skin and lengths are arguments",
    ("deposition/engines/monte_carlo.py", "MonteCarlo._light.walk"): "nothing: it lives as long as one call",
    ("documents/reading.py", "_adapter"): "nothing: a class never changes",
    ("files/drafts.py", "_machine"): "nothing: a process stays on its machine",
    ("files/drafts.py", "_swept"): "nothing that is answered: a folder is swept once a process",
    ("files/locks.py", "_opened"): "nothing that is answered: a file stays open as long as the process",
    ("fitting/findings.py", "Findings.parameters"): "nothing: findings never change",
    ("healing/models/_compiled.py", "compiled"): "nothing: the text is an argument",
    ("healing/models/cascade.py", "Cascade._usual"): "nothing: a model never changes",
    ("healing/models/cascade.py", "_remembered"): "nothing: text, constants and levels are arguments",
    ("healing/models/cascade.py", "_followed_from"): "nothing: text, constants and levels are arguments",
    ("healing/injury_fractions.py", "_passed"): "nothing: the injury counts by identity, and never changes",
    ("healing/models/cascade.py", "_told"): "nothing: model and injury count by identity, and never change",
    ("healing/models/cascade.py", "output_times"): "nothing: two numbers",
    ("healing/scores.py", "changes"): "nothing: courses count by identity, and never change",
    ("healing/scores.py", "returned"): "nothing: courses count by identity, and never change",
    ("healing/settling.py", "closure"): "nothing: a course counts by identity, and never changes",
    ("healing/settling.py", "redness_gone"): "nothing: courses count by identity, and never change",
    ("heat/confinement.py", "relaxation_time"): "nothing: three numbers",
    ("healing/persons.py", "_without_medicine"): "nothing: all is an argument; injuries and persons count by identity",
    ("healing/persons.py", "_answered"): "nothing: drug and odds are arguments",
    ("healing/persons.py", "persons"): "nothing: draws and figures are arguments",
    ("cache/versions.py", "installed"): "packages as they were installed when the process began",
    ("numerics/bits.py", "View._numba_type_"): "nothing: an instruction never changes",
    ("numerics/entries/kernel.py", "Kernel.dispatcher"): "nothing: a kernel never changes",
    ("numerics/entries/kernel.py", "Kernel.inner"): "nothing: a kernel never changes",
    ("numerics/entries/loading.py", "_engine"): "nothing: a process stays on its machine",
    ("numerics/entries/loading.py", "_let_find"): "functions of the system's library, by name",
    ("numerics/entries/places.py", "_own"): "settings of the compiler when the process began",
    ("numerics/entries/places.py", "room"): "folders that the process found when it began",
    ("numerics/entries/targets.py", "_host"): "nothing: a process stays on its machine",
    ("numerics/entries/targets.py", "target"): "settings of the compiler when the process began",
    ("numerics/damage/lattice_hits.py", "_counted_fraction"): "nothing: a number of neighbours",
    ("numerics/damage/lattice_hits.py", "_nearest"): "nothing: a number of neighbours and of points",
    ("quantity/compound.py", "Compound.of"): "nothing: a class never changes, nor does a quantity",
    ("quantity/earlier.py", "_names"): "nothing: a class never changes",
    ("quantity/earlier.py", "_places"): "nothing: a class never changes",
    ("quantity/fields.py", "fields_of"): "nothing: a class never changes",
    ("planning/design/decoding.py", "Decoder.free"): "nothing: variables never change",
    ("planning/design/decoding.py", "Decoder.own"): "nothing: variables never change",
    ("planning/front/scenarios.py", "_others"): "nothing: a library counts by identity, and never changes",
    ("planning/posterior_courses.py", "_drawn"): "nothing: a simulation brings its library",
    ("planning/posterior_courses.py", "each_person"): "nothing: a simulation brings its library",
    ("planning/posterior_courses.py", "scores_of"): "nothing: a simulation brings its library",
    ("planning/posterior_courses.py", "spread"): "nothing: a simulation brings its library",
    ("quantity/amending.py", "_names_and_rule"): "nothing: a class never changes",
    ("quantity/fitting.py", "_tests_of"): "nothing: a class never changes",
    ("quantity/fitting.py", "_ways_of"): "nothing: a class never changes",
    ("report/drawing/settings.py", "_shipped"): "files of the plotting library",
    ("report/drawing/palettes.py", "palette"): "constants of the program",
    ("report/figures.py", "_variables"): "files of the program",
    ("report/live/page.py", "_template"): "files of the program",
    ("report/page.py", "_environment"): "files of the program",
    ("report/page.py", "_style"): "files of the program",
    ("report/sections/zone/zone.py", "heat"): "nothing: a simulation counts by identity, and never changes",
    ("report/paper/pdf.py", "_fonts"): "files of an installed package",
    ("report/paper/pdf.py", "_template"): "files of the program",
    ("report/wording.py", "_judged"): "the library, whose state is in the key",
    ("web/documents/held.py", "_simulated"): "the library, whose state is in the key",
    ("web/documents/held.py", "_windowed"): "the library, whose state is in the key",
    ("web/offers.py", "device_offer"): "the library, whose state is in the key",
    ("web/offers.py", "offered_devices"): "the library, whose state is in the key",
    ("web/pages/library.py", "_entries"): "the library, whose state is in the key",
    ("web/pages/library.py", "_every"): "the library, whose state is in the key",
    ("simulation/chain.py", "_laid"): "nothing: run and field count by identity, and never change",
    ("simulation/conditioned_skin.py", "affected"): "nothing: skin and condition are arguments",
    ("simulation/field_run.py", "_left"): "nothing: the run counts by identity, and never changes",
    ("simulation/scenarios.py", "_absorbing"): "nothing: a library counts by identity, and never changes",
    ("simulation/follow_up.py", "_uninjured"): "nothing: layers are an argument",
    ("simulation/follow_up.py", "_untreated"): "nothing: model, injury of zero, condition and time are arguments",
    ("simulation/many.py", "_unpacked"): "nothing: the library is an argument, all of it",
    ("simulation/many.py", "remembered_field"): "nothing: it reads no library; the run counts by identity",
    ("simulation/many.py", "remembered_zone"): "nothing: the library is an argument, and counts by identity",
    ("simulation/stamp.py", "_holding"): "nothing: a class never changes",
    ("simulation/stamp.py", "_version"): "files of the program",
    ("store/shapes.py", "shape_of"): "nothing: a class never changes",
    ("studies/sensitivity/runs.py", "_begun"): "nothing: the text is an argument, the library counts by identity",
    ("studies/sweep/tasks.py", "_case"): "nothing: the text is an argument",
    ("studies/sweep/tasks.py", "program_digest"): "files of the program, which it has read when it began",
    ("tissue/grids.py", "_kept_edges"): "nothing: borders and sizes are arguments",
    ("numerics/acoustics/nodes.py", "legendre"): "nothing: the order is its argument",
    ("units/examples.py", "example"): "nothing: units are those of the program",
    ("units/registry.py", "registry"): "nothing: units are those of the program",
    ("units/text.py", "_factor"): "nothing: units are those of the program",
    ("units/text.py", "_parsed"): "nothing: units are those of the program",
    ("validation/asking.py", "Model.__init__.zone"): "the library, whose state is in the key",
    ("validation/reading.py", "cases"): "the library, whose state is in the key",
    ("validation/reading.py", "unjudged"): "the library, whose state is in the key",
    ("validation/reading.py", "unused"): "the library, whose state is in the key",
    ("zones/overlaps.py", "overlap_of"): "nothing: radius and pattern are arguments",
    ("zones/scanning.py", "scan"): "nothing: the pattern is an argument",
    ("zones/shapes.py", "channel_depth"): "nothing: a record never changes",
    ("zones/shapes.py", "level_field"): "nothing: a record never changes",
    ("zones/shapes.py", "outlines"): "nothing: a record never changes",
    ("zones/t_cell_fates.py", "t_cell_radii"): "nothing: a record never changes",
}
_CACHING = {"lru_cache", "cache", "cached_property", "remembered"}


@cache
def trees() -> tuple[tuple[str, tuple[ast.AST, ...], dict[ast.AST, ast.AST]], ...]:
    """Of each file its name, all nodes, and the node above each."""
    found = []
    for path in FILES:
        name = path.relative_to(SOURCE).as_posix()
        nodes = tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        found.append((name, nodes, {child: node for node in nodes for child in ast.iter_child_nodes(node)}))
    return tuple(found)


def place(node: ast.AST, above: dict[ast.AST, ast.AST]) -> str:
    """Function, class or variable that a node stands in, with those around it."""
    names = []
    while node in above:
        node = above[node]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and not names:
            names.append(node.targets[0].id)
    return ".".join(reversed(names))


def called(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def handlers() -> set[tuple[str, str]]:
    """Handlers of exceptions that raise nothing."""
    found = set()
    for name, nodes, above in trees():
        for node in nodes:
            if isinstance(node, ast.ExceptHandler) and not any(isinstance(one, ast.Raise) for one in ast.walk(node)):
                where = place(node, above)
                found.add((name, "*") if (name, "*") in HANDLERS else (name, where))
    return found


def loops() -> set[tuple[str, str]]:
    """Loops over a fixed range whose count is not looked at, or that count to a constant in capitals."""
    found = set()
    for name, nodes, above in trees():
        for node in nodes:
            if (
                not isinstance(node, ast.For)
                or not isinstance(node.iter, ast.Call)
                or called(node.iter.func) != "range"
            ):
                continue
            ends = [one for part in node.iter.args for one in ast.walk(part)]
            names = [called(one) for one in ends if called(one)]
            if all(one.strip("_").isupper() for one in names) and not any(isinstance(one, ast.Call) for one in ends):
                found.add((name, place(node, above)))
    return found


def caches() -> set[tuple[str, str]]:
    found = set()
    for name, nodes, above in trees():
        for node in nodes:
            if called(node) not in _CACHING or isinstance(above.get(node), ast.Attribute):
                continue
            holder = above.get(node)
            while isinstance(holder, ast.Call):
                holder = above.get(holder)
            if isinstance(holder, ast.FunctionDef):  # a decorator: the function that it stands on
                outer = place(holder, above)
                found.add((name, f"{outer}.{holder.name}" if outer else holder.name))
            elif isinstance(holder, ast.Assign):
                found.add((name, called(holder.targets[0])))
    return found


def test_no_function_is_called_that_puts_a_number_in_the_place_of_none() -> None:
    found = [
        f"{file}: {called(node)} in line {getattr(node, 'lineno', 0)}"
        for file, nodes, _ in trees()
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute)
        and called(node) in FORBIDDEN
        and (file, called(node)) not in ALLOWED
    ]
    assert not found, f"raise, or tell it by a caution: {found}"


def test_no_handler_takes_everything() -> None:
    for file, nodes, above in trees():
        for node in nodes:
            if isinstance(node, ast.ExceptHandler) and (file, place(node, above)) not in BROAD:
                kinds = {"", "BaseException"} if any(isinstance(one, ast.Raise) for one in ast.walk(node)) else {
                    "", "Exception", "BaseException"
                }  # fmt: skip
                assert (called(node.type) if node.type else "") not in kinds or isinstance(node.type, ast.Tuple), (
                    f"{file}, line {node.lineno}: name what may be raised"
                )


@pytest.mark.parametrize(
    ("found", "listed", "words"),
    [
        (handlers, HANDLERS, "a handler that does not raise"),
        (loops, LOOPS, "a loop of fixed length"),
        (caches, CACHES, "a cache"),
    ],
)
def test_what_may_be_silent_is_listed_with_its_reason(found, listed, words) -> None:
    there = found()
    new, gone = there - listed.keys(), listed.keys() - there
    assert not new, f"{words} is not listed in this test and in {PAGE.name}: {sorted(new)}"
    assert not gone, f"{words} is listed that is no more: {sorted(gone)}"


@pytest.mark.parametrize("listed", [ALLOWED, HANDLERS, LOOPS, CACHES])
def test_the_page_names_each(listed) -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = [f"{file} {name}" for file, name in listed if f"`{file}`" not in text]
    assert not missing
    for file, name in CACHES:
        assert name.split(".")[-1] in text, f"{PAGE.name} does not name the cache {name} of {file}"
