"""The bibliography: every work once, in BibTeX, found by its key or by the other keys it goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from microthermal.catalog.reading import folders
from microthermal.errors import InputError, LibraryError

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]+)\s*,(.*?)\n\}", re.DOTALL)
_FIELD = re.compile(r"^\s*(\w+)\s*=\s*\{(.*)\}\s*,?\s*$", re.MULTILINE)
# Braces keep BibTeX from splitting a name or lowering a capital; they are no part of the words.
_BRACES = re.compile(r"[{}]")
# Kinds of works that may have no author: pages, manuals, files of data.
_OF_NOBODY = ("misc", "manual", "online", "software", "dataset", "techreport", "standard", "unpublished")
# Letters that TeX reads as commands.
_SPECIAL = re.compile(r"[&%#$_]")


def _escaped(letter: re.Match[str]) -> str:
    return f"\\{letter[0]}"


@dataclass(frozen=True)
class Work:
    """One work: its key, the kind of entry, its fields."""

    key: str
    kind: str
    title: str
    author: str = ""
    year: str = ""
    journal: str = ""
    doi: str = ""
    url: str = ""
    note: str = ""
    ids: tuple[str, ...] = ()

    @property
    def lacks(self) -> str:
        """What a reader must look up before citing it: authors that are not stated here, or nothing."""
        return "" if self.author or self.kind in _OF_NOBODY else "authors not stated here: look them up before citing"

    def text(self) -> str:
        """Work in one line, as a list of sources prints it."""
        link = f"https://doi.org/{self.doi}" if self.doi else self.url
        year = f"({self.year})" if self.year else ""
        parts = (self.author, year, self.title, self.journal, link, self.note, self.lacks)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    def bibtex(self) -> str:
        """Work as an entry of BibTeX; what is recalled, paraphrased or missing stands in its note."""
        note = "; ".join(part for part in (self.note, self.lacks) if part)
        words = {name: getattr(self, name) for name in ("title", "author", "year", "journal")} | {"note": note}
        # Styles set addresses as they stand.
        fields = {name: _SPECIAL.sub(_escaped, text) for name, text in words.items()} | {
            "doi": self.doi,
            "url": self.url,
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@{self.kind}{{{self.key},\n{lines}}}"


def works() -> dict[str, Work]:
    """All works of the library by key, and by the other keys they go by; user folders may add ``sources.bib``.

    Raises
    ------
    LibraryError
        If a key is used twice or a work has no title.
    """
    found: dict[str, Work] = {}
    for root in folders.roots():
        path = root / "sources.bib"
        if path.exists():
            for work in _parsed(path, folders.text_of(path)):
                for key in (work.key, *work.ids):
                    if key in found:
                        raise LibraryError(f"{path}: {key}: this key is used twice")
                    found[key] = work
    return found


@lru_cache(maxsize=16)
def _parsed(path: Path, text: str) -> tuple[Work, ...]:
    works_of_file = []
    for kind, key, body in _ENTRY.findall(text):
        fields = {name.lower(): _BRACES.sub("", value).strip() for name, value in _FIELD.findall(body)}
        if not fields.get("title"):
            raise LibraryError(f"{path}: {key}: a work needs a title")
        known = {name: fields.get(name, "") for name in ("author", "year", "journal", "doi", "url", "note")}
        ids = tuple(part.strip() for part in fields.get("ids", "").split(",") if part.strip())
        works_of_file.append(Work(key=key, kind=kind.lower(), title=fields["title"], ids=ids, **known))
    if len(works_of_file) != text.count("\n@") + text.startswith("@"):
        raise LibraryError(f"{path}: an entry cannot be read; each field stands on its own line as name = {{...}},")
    return tuple(works_of_file)


def bibliography(keys: Iterable[str]) -> tuple[Work, ...]:
    """Works that some keys name, each once, sorted by key.

    Raises
    ------
    InputError
        If a key is not in the bibliography.
    """
    known = works()
    wanted = set(keys)
    missing = sorted(wanted - known.keys())
    if missing:
        raise InputError(f"the bibliography has no {', '.join(missing)}")
    return tuple(sorted({known[key] for key in wanted}, key=lambda work: work.key))
