"""Documentation: words by hand, reference from the code; builds without a network."""

from __future__ import annotations

import dataclasses
import math
import sys
import types
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from microthermal.quantity import Field, Quantity, fields_of
from microthermal.registry import Registry

sys.path.insert(0, str(Path(__file__).resolve().parent / "_ext"))

project = "microthermal"
author = "The microthermal developers"
copyright = f"2026, {author}"  # the name that Sphinx reads
release = version = installed_version("microthermal")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_gallery.gen_gallery",
    "library_pages",
    "mathml",
]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3

highlight_language = "none"  # blocks that name no language are commands and pictures
html_math_renderer = "mathml"
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["formulas.css"]
html_title = "microthermal"
html_show_sourcelink = False

# The scripts run when the pages are built; those that have not changed since the last build are not run again.
sphinx_gallery_conf = {
    "examples_dirs": ["../examples/gallery", "../examples/tutorials"],
    "gallery_dirs": ["generated/gallery", "generated/tutorials"],
    "reset_modules": ("matplotlib", "gallery_style.reset"),
    "within_subsection_order": "FileNameSortKey",
    "abort_on_example_error": True,
    "capture_repr": (),
    "download_all_examples": False,
    "show_memory": False,
    "show_signature": False,
    "min_reported_time": 1e9,
    "write_computation_times": False,
    "remove_config_comments": True,
    "image_scrapers": ("matplotlib",),
    "matplotlib_animations": False,
}

add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False


def _range(field: Field) -> str:
    quantity = field.quantity
    if quantity is None or quantity.axes or not (math.isfinite(quantity.low) or math.isfinite(quantity.high)):
        return ""
    return quantity.range_text()


def _kind(kind: Any) -> str:
    """Words for a type: what may stand in the field."""
    if get_origin(kind) is Literal:
        return " or ".join(f"``{choice}``" for choice in get_args(kind))
    if get_origin(kind) is tuple:
        return f"list of {_kind(get_args(kind)[0])}"
    if get_origin(kind) is Annotated:
        bare, note = get_args(kind)[:2]
        if isinstance(note, Registry):
            return f"one {note.title}"
        return f"{note.meaning} [{note.unit}]" if isinstance(note, Quantity) else _kind(bare)
    if get_origin(kind) in (Union, types.UnionType):
        return " or ".join(_kind(part) for part in get_args(kind))
    return {"str": "text", "bool": "yes or no"}.get(kind.__name__, kind.__name__)


def _row(field: Field) -> str:
    quantity = field.quantity
    parts = [] if quantity is None else [quantity.meaning, f"[{quantity.unit}]"]
    if quantity is not None and quantity.axes:
        parts.append(f"({', '.join(quantity.axes)})")
    kind = _kind(field.kind) if quantity is None else ""
    parts += [part for part in (kind, _range(field), "" if field.required else "optional") if part]
    return f"* ``{field.name}``: {', '.join(parts)}".replace(", [", " [").replace("], (", "] (")


def add_fields(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """List the fields of a record below its docstring: they are documented by their annotations alone."""
    if what == "class" and dataclasses.is_dataclass(obj) and hasattr(obj, "__pydantic_config__"):
        lines += ["", "Fields:", "", *(_row(field) for field in fields_of(obj)), ""]


def hide_signature(app: Any, what: str, name: str, obj: Any, options: Any, signature: str, returned: str) -> Any:
    """Leave out the signature of a record; its list of fields says more."""
    if what == "class" and hasattr(obj, "__pydantic_config__"):
        return "", ""
    return signature, returned


def skip_fields(app: Any, what: str, name: str, obj: Any, skip: bool, options: Any) -> bool | None:
    """Leave out defaults of fields, which autodoc would list as attributes without a docstring."""
    return True if name in ("kind", "sources") else None


def setup(app: Any) -> None:
    """Tie the hooks to Sphinx."""
    app.connect("autodoc-process-docstring", add_fields)
    app.connect("autodoc-process-signature", hide_signature)
    app.connect("autodoc-skip-member", skip_fields)
