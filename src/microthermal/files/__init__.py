"""Writing files: whole or not at all, several as one set, and nothing left behind."""

from microthermal.files.drafts import discard, moving, scratch, sweep, written
from microthermal.files.locks import alone
from microthermal.files.private import private_folder, takes_files
from microthermal.files.sets import draft_of, together, write_text
from microthermal.files.targets import check_target, is_folder

__all__ = [
    "alone",
    "check_target",
    "discard",
    "draft_of",
    "is_folder",
    "moving",
    "private_folder",
    "scratch",
    "sweep",
    "takes_files",
    "together",
    "write_text",
    "written",
]
