"""How little of a zone of ultrasound is certain: the band over what nobody states of bowl and skin."""

from __future__ import annotations

from microthermal.domain.results.extras.sound_field import SoundBand
from microthermal.report.blocks import Part, Picture, Table, Words, cells
from microthermal.report.drawing.sheet import BLUE, INK, LEFT, MUTED, SKY, VERMILION, light_grid, sheet
from microthermal.units import celsius, show

_DAMPING = ("least damping", "damping of the library", "greatest damping")
_INKS = (SKY, INK, VERMILION)
# Marks on the scale [°C], and what they say.
_MARKS = ((65.0, "60 to 70 °C, as makers claim"), (100.0, "water boils"))


def band_parts(band: SoundBand | None) -> tuple[Part, ...]:
    """Words, picture and table of the band of a shot."""
    if band is None:
        return (Words("The band over F-number and attenuation was not computed: settings left it out.", "small"),)
    low, high = show(float(band.peak.min()), "K"), show(float(band.peak.max()), "K")
    words = (
        f"Nobody states aperture and focal length of such a bowl, and sources of damping differ fourfold. From "
        f"F-numbers of {band.f_number[0]:.2g} to {band.f_number[-1]:.2g} and from the least to the greatest damping "
        f"the same shot warms its hottest place to {low} up to {high}: a temperature that is claimed proves nothing "
        "until both are known."
    )
    alt = f"Highest temperature over the F-number for three attenuations, {low} to {high}."
    caption = "On coarse cells, with the same energy at the skin. Tissue that boils dries, which sound does not feel."
    return Words(words), Picture(_picture(band), "The band", alt, caption), _table(band)


def _table(band: SoundBand) -> Table:
    rows = tuple(
        cells(
            name, f"{number:.2g}", show(float(band.peak[one, two]), "K"), show(float(band.place[one, two]), "m"),
            show(float(band.volume[one, two]), "m**3", 2) if band.volume[one, two] > 0.0 else "none",
        )
        for one, name in enumerate(_DAMPING)
        for two, number in enumerate(band.f_number)
    )  # fmt: skip
    columns = ("Damping", "F-number", "Hottest place", "at a depth of", "Volume of the zone")
    return Table(columns, rows, "Nine shots of the same energy at the skin.", (1, 2, 3, 4))


def _picture(band: SoundBand) -> str:
    with sheet("soundband", 640, 380, (LEFT, 16.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        tops = band.peak - celsius(0)
        axes.fill_between(band.f_number, tops.min(axis=0), tops.max(axis=0), color=BLUE, alpha=0.08, linewidth=0)
        lines = [
            axes.plot(band.f_number, row, color=ink, marker="o", markersize=4, label=name)[0]
            for row, ink, name in zip(tops, _INKS, _DAMPING, strict=True)
        ]
        for level, words in _MARKS:
            axes.axhline(level, color=MUTED, linewidth=0.8, linestyle="--", label="_mark")
            axes.text(band.f_number[-1], level, words, ha="right", va="bottom", color=MUTED, fontsize=7.5)
        axes.set(xlabel="F-number of the bowl", ylabel="highest temperature [°C]", title="Hottest place of one shot")
        light_grid(axes)
        page.legend_below(lines, 3)
    return page.svg
