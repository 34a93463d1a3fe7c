"""Kernels of a zone are addition, multiplication, division and roots in a fixed order: the same bits on every machine.

The C library, and LLVM's own exponential and the like, differ from machine to machine; flags that let LLVM change the
order or join two steps into one do the same. What a kernel calls is read from what it was compiled to.
"""

from __future__ import annotations

import math
import re

import pytest
from chores.wasm.entries import ENTRIES
from chores.wasm.lowering import fields_of
from numba.core.compiler_lock import global_compiler_lock

EXACT = {"sqrt", "floor", "ceil", "trunc", "fabs", "copysign"}
ROUNDING = {name for name in dir(math) if not name.startswith("_")} - EXACT
ROUNDING |= {"exp10", "fma", "fmuladd", "powi", "sincos"}
# The message of an assignment between arrays of unequal lengths counts digits so. Where a kernel calls it for its
# result, the portable module cannot be linked.
ROUNDING -= {"log10"}
FLAGS = re.compile(r" = (?:tail )?(?:f\w+|select|phi|call) ((?:(?:fast|reassoc|contract|arcp|afn|nnan|ninf|nsz) )+)")


def faults(text: str) -> set[str]:
    """What of a compiled kernel may differ from machine to machine: functions by their names, flags by theirs."""
    declared = re.findall(r'^declare [^@\n]*@"?(?:llvm\.)?(\w+)', text, re.MULTILINE)
    called = {re.sub(r"^__svml_(\D+)\d.*", r"\1", name) for name in declared}
    flags = {flag for group in FLAGS.findall(text) for flag in group.split()}
    return called & ROUNDING | flags


# Those that are compiled in no time for every save: the whole time loop takes ten seconds, others one to three.
QUICK = ("tally", "link")
MARKED = [pytest.param(entry, marks=[pytest.mark.slow] * (entry.name not in QUICK), id=entry.name) for entry in ENTRIES]


@pytest.mark.parametrize("entry", MARKED)
def test_a_kernel_of_a_zone_rounds_the_same_everywhere(entry):
    with global_compiler_lock:
        text = str(entry.made.library._get_module_for_linking())
    assert not faults(text)


@pytest.mark.parametrize("entry", MARKED)
def test_a_kernel_gives_no_array_of_a_record_back(entry):
    # A record that is handed over by address owns its arrays; nobody would own what is given back.
    assert all(field.axes == 0 for field in fields_of(entry, entry.made.signature.return_type)[1])


def test_what_is_looked_for_is_found():
    text = (
        "declare double @llvm.exp.f64(double)\ndeclare <4 x double> @__svml_log4(<4 x double>)\n"
        "declare double @hypot(double, double)\ndeclare double @sqrt(double)\n"
        "declare ptr @NRT_Allocate(i64)\n  %a = fadd nsz contract double %b, %c\n  %fast = fadd double %b, %c\n"
    )
    assert faults(text) == {"exp", "log", "hypot", "nsz", "contract"}
