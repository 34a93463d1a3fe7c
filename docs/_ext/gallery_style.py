"""One look for the pictures of the gallery."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib.style


def reset(gallery: dict[str, Any], script: str) -> None:
    """Give every script of the gallery the same paper and ink."""
    matplotlib.style.use(Path(__file__).resolve().parents[1] / "gallery.mplstyle")
