"""A result on paper: one self-contained HTML page of words, tables and figures."""

from microthermal.report.page import html, write

__all__ = ["html", "write"]
