"""A figure as an image of a cell: by itself, so that its ids and styles meet no others on the page."""

from __future__ import annotations

import base64
from html import escape

from microthermal.report.figures import Figure


def picture(figure: Figure) -> str:
    """HTML of a figure on white, with its words for those who cannot see it."""
    data = base64.b64encode(figure.svg.encode()).decode()
    image = (
        f'<img alt="{escape(figure.alt, quote=True)}" src="data:image/svg+xml;base64,{data}" '
        'style="max-width:100%;background:#fff;border-radius:6px"/>'
    )
    small = f'<figcaption style="font-size:85%;opacity:.8;max-width:52em">{escape(figure.caption)}</figcaption>'
    return f'<figure style="margin:8px 0">{image}{small if figure.caption else ""}</figure>'
