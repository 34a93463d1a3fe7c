"""How much JavaScript of our own a reader has to trust: all sources, comments and names included."""

from __future__ import annotations

from pathlib import Path

import microthermal

# Bytes of all files that end in .js below the package. No library of others lies there; one that came would be in a
# folder called vendor, with its licence and its digest, and not count.
MOST = 100_000


def test_own_javascript_stays_below_a_hundred_kilobytes() -> None:
    root = Path(microthermal.__file__).parent
    sizes = {
        str(file.relative_to(root)): file.stat().st_size for file in root.rglob("*.js") if "vendor" not in file.parts
    }
    total = sum(sizes.values())
    largest = sorted(sizes.items(), key=lambda one: -one[1])[:5]
    assert sizes and total < MOST, f"{total} bytes in {len(sizes)} files; the largest: {largest}"


def test_no_page_holds_a_script_outside_a_file() -> None:
    """What stands between tags of a template would not be counted: only data and a file's content may."""
    root = Path(microthermal.__file__).parent
    for page in (*root.rglob("*.j2"), *root.rglob("*.html")):
        for part in page.read_text(encoding="utf-8").split("<script")[1:]:
            body = part.partition(">")[2].partition("</script>")[0].strip()
            assert body == "" or (body.startswith("{{") and body.endswith("}}")), (page, body[:80])
