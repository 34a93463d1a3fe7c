"""What each aim adds to the score of a treatment, one bar for each treatment."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.domain.inputs.goal import Goal
from microthermal.planning.records import Option
from microthermal.planning.window.verdicts import reached
from microthermal.report.drawing.sheet import CYCLE, INK, MUTED, light_grid, sheet
from microthermal.report.wording import plain


@dataclass(frozen=True)
class Bar:
    """One treatment of the picture: its name, its settings, and the option that was judged."""

    name: str
    settings: str
    option: Option


def contributions(bars: tuple[Bar, ...], goal: Goal) -> str:
    """SVG of the parts of the score by aim; the first bar is that of the plan."""
    with sheet("published", 1060, 110 + 42 * len(bars)) as page:
        axes = page.figure.add_subplot()
        total = sum(aim.weight for aim in goal.aims)
        left = [0.0] * len(bars)
        for number, aim in enumerate(goal.aims):
            held = bars[0].option.outcome.of(aim.metric)
            parts = [aim.weight * reached(aim, bar.option.outcome.of(aim.metric)) / total for bar in bars]
            axes.barh(
                range(len(bars)), parts, left=left, height=0.56, color=CYCLE[number % len(CYCLE)], alpha=0.85,
                label=plain(short(held.meaning)), linewidth=0,
            )  # fmt: skip
            left = [one + part for one, part in zip(left, parts, strict=True)]
        for row, bar in enumerate(bars):
            refused = ", refused" if bar.option.state == "stop" else ""
            axes.text(left[row] + 0.008, row, f"{100 * bar.option.score:.0f} %{refused}", va="center", fontsize=8.5)
        # Two labels of one line each, since browsers align the end of a line and not that of a block.
        axes.set_yticks([row - 0.15 for row in range(len(bars))], [bar.name for bar in bars], fontsize=8.5)
        axes.set_yticks([row + 0.2 for row in range(len(bars))], [bar.settings for bar in bars], minor=True)
        axes.tick_params(axis="y", which="both", length=0, labelsize=8.5, labelcolor=MUTED)
        for label in (axes.get_yticklabels()[0], axes.get_yticklabels(minor=True)[0]):
            label.set(color=INK, fontweight="bold")
        axes.set(ylim=(len(bars) - 0.5, -0.6), xlim=(0.0, 1.12))
        axes.set_xlabel("score: what each aim adds, by the stated weights")
        light_grid(axes, along="x")
        page.figure.legend(loc="outside lower center", ncols=2)
    return page.svg


def short(meaning: str) -> str:
    """What a number is, without what it is told against."""
    return meaning.split(",")[0]
