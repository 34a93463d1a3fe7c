"""Notes for users in changes/, and the changelog that is collected from them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATE = "template.md.jinja"
KINDS = [
    kind["directory"]
    for kind in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]["type"]
]


def faults(path: Path) -> list[str]:
    """What is wrong with a note; towncrier itself passes over a file whose name it does not understand."""
    found = []
    if not re.fullmatch(rf"\d{{4}}-[a-z0-9-]+\.({'|'.join(KINDS)})\.md", path.name):
        found.append(f"{path.name}: notes are called NNNN-words.KIND.md, with the kind {' or '.join(KINDS)}")
    title, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    if not re.fullmatch(r"# \S.*", title) or not body.strip():
        found.append(f"{path.name}: a note is a title ('# Title'), an empty line, and text")
    if re.search(r"^#", body, re.MULTILINE):
        found.append(f"{path.name}: a note has one title only")
    return found


def test_notes_are_well_formed() -> None:
    notes = [path for path in sorted((ROOT / "changes").iterdir()) if path.name != TEMPLATE]
    assert [fault for path in notes for fault in faults(path)] == []


def test_a_note_that_would_be_lost_is_noticed(tmp_path: Path) -> None:
    for name, text in {
        "0013-porch.md": "# Title\n\nText.\n", "porch.use.md": "# Title\n\nText.\n", "0013-a.use.md": "Text.\n",
        "0013-b.use.md": "# Title\n\n", "0013-c.use.md": "# Title\n\n## Part\n", "0013-d.fix.md": "# Title\n\nText.\n",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert faults(tmp_path / name), name


def test_the_changelog_takes_every_note_in_order_and_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "changes" / TEMPLATE, tmp_path / "changes")
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# Changes\n\nHead.\n\n<!-- releases -->\n\n## 9.8.0 (2020-01-01)\n\nOld.\n", encoding="utf-8")
    for name, title in (("0099-late.model", "Late"), ("0002-early.model", "Early"), ("0050-way.use", "A way")):
        (tmp_path / "changes" / f"{name}.md").write_text(f"# {title}\n\n- Text.\n  More.\n", encoding="utf-8")
    command = [sys.executable, "-m", "towncrier", "build", "--yes", "--version", "9.9.0", "--date", "2021-02-03"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert log.read_text(encoding="utf-8") == (
        "# Changes\n\nHead.\n\n<!-- releases -->\n\n## 9.9.0 (2021-02-03)\n\n"
        "### Physics, biology and their checks\n\n#### Early\n\n- Text.\n  More.\n\n#### Late\n\n- Text.\n  More.\n\n"
        "### Commands, files and pages\n\n#### A way\n\n- Text.\n  More.\n\n## 9.8.0 (2020-01-01)\n\nOld.\n"
    )
    assert [path.name for path in (tmp_path / "changes").iterdir()] == [TEMPLATE]


def test_version_citation_and_newest_release_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    cited = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    released = re.search(r"^## (\S+) \(\d{4}-\d\d-\d\d\)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert cited and released
    assert cited[1] == released[1] == project
