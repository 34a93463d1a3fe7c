"""The page of what was timed: tables, the machine, and what is compared with what."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from benchmarks.compiles import Compiles
from benchmarks.heat_speed import Rate
from benchmarks.machine import lines
from benchmarks.rows import ROWS
from benchmarks.versions import Timing

# With more runnable processes than this beside the one that is timed, a page says that the machine was loaded.
_CALM = 1.5
_KERNELS = 12
_PAGE = """# Performance

Written by `make bench PAGE=docs/performance.md` on {date}; do not edit. All times are processor time, medians of
several calls after one that compiles and fills caches. Versions are asked in turn,
call by call, in processes of their own: **ratios hold where times turn on the machine and its load**. {load}

## Work that people wait for

{table}

`must` and `then` are what is aimed at, on one core without AVX-512. Columns named AVX2, if any, are the same versions
compiled for a processor without AVX-512 (`NUMBA_CPU_NAME=haswell`) on this machine.
{accuracy}
A zone is `run_zone` without its coarser twin; `simulate` runs both, and the field. A depot and a day of a study are
means over eight days of one scenario; a day is followed in 16 persons, treated and not, where earlier versions
followed one nominal person: that ratio compares unlike work. A thousand draws are 200, scaled. A scenario of a batch
is the mean of 200 in one process; 36 ms are three minutes for 500 candidates in 20 scenarios each on two cores. The
first zone of a new process is all of that process, from its start.

## Conduction beside this core

{conduction}

Bytes are the numbers that the loops of one stage read and write for a cell, each once; the roof is a triad (a ← b +
x c) over as many bytes. Operations are additions and multiplications; their roof is in the
last table. Both are measured one after the other: on a loaded machine the fraction may pass 100 %.

## Portable kernels

{portable}

## Compiling on a machine without kernels

{compiles}

## Machine

{machine}

## What is not measured

- All 500 candidates in 20 scenarios, in two processes (`make bench-many`).
{left_out}- Machines of other makers; macOS, Windows and ARM have not been timed.
- Wall time under threads; photon walk, field and delivery alone (`make bench-light`, `benchmarks/bench_field.py`,
  `benchmarks/bench_delivery.py`); other programs (`make bench-light`, `make bench-heat`, `make bench-healing`).
"""


class Found(NamedTuple):
    """What one run of the benchmarks found."""

    titles: list[str]
    times: dict[str, list[Timing]]
    accuracy: str
    conduction: dict[str, Rate]
    portable: dict[str, tuple[float, float]]
    """Native time and time in WebAssembly [s], by kernel and where it ran."""
    compiles: dict[str, Compiles]
    load: tuple[float, float]
    """Runnable processes on average, before and after."""


def table(found: Found) -> str:
    """Times of all rows in all versions, the bars, and how they compare with the second version."""
    others = [number for number in range(len(found.titles)) if not found.titles[number].startswith("today")]
    ratios = [f"today / {found.titles[number]}" for number in others]
    rows = []
    for name, timings in found.times.items():
        row, own = ROWS[name], timings[0]
        compared = []
        for number in others:
            # Each other version stands behind today's, compiled for the same processor.
            mine, its = timings[number - 1], timings[number]
            compared.append("-" if mine.missing or its.missing else f"{mine.median / its.median:.2f}")
        rows.append(
            [row.title, *map(_median, timings), _time(row.must), _time(row.then), _reached(row.must, own), *compared]
        )
    return _table(["work", *found.titles, "must", "then", "today's bar", *ratios], rows)


def page(found: Found) -> str:
    """The page."""
    rates = [
        [
            title, f"{1e9 / rate.updates:.2f} ns", str(rate.bytes), f"{1e-9 * rate.updates * rate.bytes:.1f} GB/s",
            f"{100 * rate.fraction:.0f} % of {1e-9 * rate.bandwidth:.1f} GB/s",
            f"{1e-9 * rate.updates * rate.flops:.1f} Gflop/s",
        ]
        for title, rate in found.conduction.items()
    ]  # fmt: skip
    return _PAGE.format(
        date=datetime.date.today().isoformat(),
        load=_load(found.load),
        table=table(found),
        accuracy=f"The zone at 1550 nm that is timed: {found.accuracy}." if found.accuracy else "",
        conduction=_table(["grid", "a cell and stage", "bytes", "moves", "of the roof", "computes"], rates),
        portable=_portable(found.portable),
        compiles=_compiles(found.compiles),
        machine=_table(["what", "value"], [list(line) for line in lines()]),
        left_out="".join(f"- {words}\n" for words in _left_out(found)),
    )


def _left_out(found: Found) -> list[str]:
    words = []
    if found.times.get("preview", [Timing((), "")])[0].missing:
        words.append("Previews: this version offers none.")
    if not any("AVX2" in title for title in found.titles):
        words.append("Kernels compiled for a processor without AVX-512: `AVX2=1` times them too.")
    return words


def _load(load: tuple[float, float]) -> str:
    least, most = min(load), max(load)
    words = f"Load average while timing: {least:.1f} to {most:.1f}."
    return words + (
        " **The machine was loaded with other work: times are longer than on a calm one.**" if most > _CALM else ""
    )


def _portable(rows: dict[str, tuple[float, float]]) -> str:
    if not rows:
        return "Not timed in this run: `make wasm` builds them."
    shown = [[title, _time(own), _time(its), f"{its / own:.2f}"] for title, (own, its) in rows.items()]
    return _table(["kernel", "native", "WebAssembly", "ratio"], shown)


def _compiles(found: dict[str, Compiles]) -> str:
    if not found:
        return "Not timed in this run: `--compile` plans `examples/hypertrophic_scar.toml` with empty caches."
    whole = [[title, f"{one.plan:.0f} s", f"{one.compiling:.0f} s"] for title, one in found.items()]
    first = next(iter(found.values()))
    kernels = [[f"`{name}`", f"{seconds:.1f} s"] for name, seconds in first.kernels.most_common(_KERNELS)]
    return "\n\n".join((
        "`mtz plan examples/hypertrophic_scar.toml` with empty caches in one process. Aimed at: 60 s, then none.",
        _table(["version", "plan", "of it compiling"], whole),
        "What takes longest to compile today, callees apart but for their machine code:",
        _table(["kernel", "compiling"], kernels),
    ))  # fmt: skip


def _median(timing: Timing) -> str:
    return "-" if timing.missing else _time(timing.median)


def _reached(must: float | None, timing: Timing) -> str:
    if must is None or timing.missing:
        return "-"
    return "reached" if timing.median <= must else f"{timing.median / must:.1f} times"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    return f"{seconds:.2f} s" if seconds >= 1.0 else f"{1e3 * seconds:.{0 if seconds >= 0.1 else 1}f} ms"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lined = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lined)
