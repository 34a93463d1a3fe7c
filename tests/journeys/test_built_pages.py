"""Pages of the documentation as a reader gets them: no raw markup, no broken link, picture or formula, no missing file.

`make docs` builds the pages, names their folder in BUILT_PAGES, and runs this; without that variable only the checks
themselves are tested, because a folder of pages may be older than the sources beside it.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
BUILT = os.environ.get("BUILT_PAGES", "")
built = pytest.mark.skipif(not BUILT, reason="make docs builds the pages and looks at them")

# What a reader must never see outside code and formulas, and how a fault names it.
RAW = {
    r":::|```": "a fence",
    r"\{[a-z][a-z-]*\}`|:[a-z:]+:`": "a role",
    r"\{(?:important|note|warning|toctree|eval-rst|math|figure|image)\}": "a directive",
    r"\$": "a formula's mark",
    r"\\[A-Za-z(\[]": "a command of TeX",
    r"\]\(": "a link",
    r"^\.\. \w+::": "a directive of reStructuredText",
    r"problematic|<unknown>|Unknown interpreted": "an error of the builder",
}
# Files that are named in code, each with its folder; a name in capitals stands for any.
FILE = re.compile(r"(?:[a-z_.][\w.-]*/)+[\w.-]+\.(?:py|toml|md|ant|xml|bib|csv|ini|json|txt|nc|html|svg)")
STARTS = ("", "src/", "src/microthermal/", "src/microthermal/library/", "docs/", "tests/")
# What commands write lies below these; no clone has it.
WRITTEN = ("out/", "docs/generated/")
SILENT = {"script", "style", "pre", "code", "math", "title", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Page(HTMLParser):
    """What one page shows, links to, loads and is linked by."""

    path: Path
    words: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    silent_pictures: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("img", "script", "source") and "src" in given:
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload"):
            self.loads.append(given["href"])
        if tag == "img" and "alt" not in given:
            self.silent_pictures += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.shown.append(data)
        if not SILENT.intersection(self.open):
            self.words.append(data)
        if "math" in self.open:
            self.formulas.append(data)
        if "code" in self.open and "pre" not in self.open:
            self.code.append(data)


@cache
def page(path: Path) -> Page:
    """A page, read once."""
    return Page(path)


@cache
def kept() -> frozenset[str]:
    """Files that a clone has."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return frozenset(listed.splitlines())


def markup_faults(one: Page) -> list[str]:
    """Raw markup among the words of a page, and TeX that was left within a formula."""
    text = "".join(one.words)
    found = [f"a formula shows TeX: {part!r}" for part in one.formulas if re.search(r"[\\$&]", part)]
    found += ["shows where an object lies in memory"] * any(" object at 0x" in part for part in one.shown)
    return found + [f"{what}: {hit[0]!r}" for raw, what in RAW.items() if (hit := re.search(raw, text, re.MULTILINE))]


def link_faults(one: Page) -> list[str]:
    """Links, pictures, scripts and styles that lead nowhere, or that the page would fetch from a network."""
    found = [f"is loaded from a network: {load}" for load in one.loads if urlsplit(load).scheme in ("http", "https")]
    for link in one.links + one.loads:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (one.path.parent / unquote(parts.path)).resolve() if parts.path else one.path
        if not target.is_file():
            found.append(f"leads nowhere: {link}")
        elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in page(target).ids:
            found.append(f"leads to no place of the page: {link}")
    return found + ["a picture has no words for those who cannot see it"] * one.silent_pictures


def file_faults(one: Page) -> list[str]:
    """Files and pages that no clone has, and that no command writes; decisions tell of files that are gone."""
    found = []
    code = [] if "decisions" in one.path.parts else one.code
    for name in (name for text in code for name in FILE.findall(text)):
        made_up = re.search(r"[A-Z]{4}", name) or name.startswith((*WRITTEN, "my_library/"))
        if not made_up and not any(f"{start}{name}" in kept() for start in STARTS):
            found.append(f"names a file that no clone has: {name}")
    known = {Path(name).name for name in kept()}
    for place in re.findall(r"[\w./-]*[\w-]\.md\b", " ".join(one.words + one.code)):
        name = Path(place).name
        if name not in known and not re.search(r"[A-Z]{4}", name) and not place.startswith(WRITTEN):
            found.append(f"names a page that no clone has: {name}")
    places = [text for text in one.code if re.search(r"(?:^|\s)/(?:work|tmp|home|root)/", text)]
    return found + [f"names a place of one machine: {text}" for text in places]


def pages() -> list[Path]:
    """Pages that were built, without those of code and search."""
    return [path for path in sorted((ROOT / BUILT).resolve().rglob("*.html")) if "_static" not in path.parts]


@built
def test_all_pages_are_there() -> None:
    sources = [path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts]
    html = {path.relative_to((ROOT / BUILT).resolve()).with_suffix("") for path in pages()}
    assert {path.relative_to(ROOT / "docs").with_suffix("") for path in sources} <= html
    for folder, count in (("gallery", 12), ("tutorials", 3)):
        assert len([path for path in html if path.name.startswith("plot_") and path.parent.name == folder]) == count


@built
@pytest.mark.parametrize("faults", [markup_faults, link_faults, file_faults])
def test_pages_are_whole(faults) -> None:
    assert [f"{path.name}: {fault}" for path in pages() for fault in faults(page(path))] == []


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<p>:::{important}</p>", markup_faults),
        ("<p>see {doc}`x`</p>", markup_faults),
        ("<p>$x^2$</p>", markup_faults),
        (r"<p>\frac a b</p>", markup_faults),
        ("<p>[x](y.md)</p>", markup_faults),
        ("<pre>&lt;Legend object at 0x7f&gt;</pre>", markup_faults),
        (r"<math><mtext>\gone</mtext></math>", markup_faults),
        ('<a href="gone.html">x</a>', link_faults),
        ('<a href="#nowhere">x</a>', link_faults),
        ('<img src="gone.png" alt="x">', link_faults),
        ('<img src="page.html">', link_faults),
        ('<script src="https://somewhere.example/x.js"></script>', link_faults),
        ("<code>docs/gone.toml</code>", file_faults),
        ("<p>see gone.md</p>", file_faults),
        ("<code>docs/gone.md</code>", file_faults),
        ("<code>cat /work/shared/x</code>", file_faults),
    ],
)
def test_a_fault_is_found(body: str, faults, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert faults(Page(tmp_path / "page.html"))


def test_what_is_right_is_no_fault(tmp_path: Path) -> None:
    body = (
        '<h1 id="top">x</h1><a href="#top">top</a><a href="https://doi.org/x">y</a><pre>$ make ::: \\x</pre>'
        "<code>docs/index.md</code><code>out/release/moved.md</code><code>:::</code>"
        "<math><mi>x</mi></math><p>5 % {of} it</p>"
    )
    (tmp_path / "page.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    one = Page(tmp_path / "page.html")
    assert markup_faults(one) + link_faults(one) + file_faults(one) == []
