"""Drawing: sheets, axes, colours, settings of figures; numbers in, inline SVG out."""
