"""A result on paper: one self-contained HTML page of words, tables and figures."""

from microthermal.report.page import html, page_file, write

__all__ = ["html", "page_file", "write"]
