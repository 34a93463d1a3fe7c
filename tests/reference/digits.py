"""Numbers as people read them: what no page of any kind may show."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

# Where numbers are those of a file or a law, digits and powers are the point.
EXACT = {"numbers", "methods", "bibliography", "provenance", "stamp", "sources", "unused"}
BROKEN = {
    # Digits, an e and digits within a longer word are a part of a digest, not a number.
    "a power of ten as Python writes it": r"(?<![A-Za-z\d])\d+(?:\.\d+)?e[-+\u2212]?\d+(?![A-Za-z\d])",
    # Zeros before the first digit that counts are none that anybody reads: 0.000123 has three.
    "more digits than anybody reads": r"(?<![\w.])(?!0\.0+[1-9]\d{0,2}\b)\d*\.\d{6,}",
    "a minus sign that is a hyphen": r"(?<=[\s(])-\d+(?:\.\d+)?[\s\u00a0](?:%|°C|µm|mm|d\b|h\b)",
    "no number": r"\bnan\b|\binf\b",
    "nothing to the last bit": r"\b0\.0+[\s\u00a0]%",
}


def texts(page: str) -> Iterator[tuple[str, str]]:
    """Section and text of each place on a page that is not exact by purpose."""
    tree = ElementTree.fromstring(page.replace("<!DOCTYPE html>", "").strip())
    for part in tree.iter():
        if part.tag in ("header", "section") and part.attrib.get("id") not in EXACT:
            # Digests are no numbers, though a power of ten may stand in one.
            yield part.attrib["id"], re.sub(r"\b(?=[0-9a-f]*[a-f])[0-9a-f]{12,}\b", "", " ".join(part.itertext()))


def raw_numbers(page: str) -> dict[tuple[str, str], str]:
    """Numbers of a page that went past the formatter, by section and what is wrong with them."""
    return {
        (kind, why): match[0]
        for kind, text in texts(page)
        for why, pattern in BROKEN.items()
        if (match := re.search(pattern, text))
    }
