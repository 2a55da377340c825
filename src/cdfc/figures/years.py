"""What Figures 5 and 6 share: a scale of years, bars between bounds, the documented starts."""

from __future__ import annotations

from collections import Counter

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from cdfc.figures.labels import on_axis
from cdfc.figures.rows import LAST
from cdfc.figures.style import BRAZIL, CHINA, HOLLOW, RULE, Material, Row, bare, result_row
from recompute.measure import Result

FIRST = 1981  # of the Atlas's decades


def draw_bounds(axes: Axes, results: dict[tuple[str, ...], Result]) -> list[Row]:
    """A hollow bar for each year, from the least to the most that it may be."""
    for (year,), result in results.items():
        low, high = float(result.ends.low), float(result.ends.high)
        axes.bar(int(year), high - low, bottom=low, width=0.76, linewidth=0.6,
                 **HOLLOW | {"edgecolor": "0.6"})  # fmt: skip
        if low:
            axes.plot([int(year) - 0.4, int(year) + 0.4], [low, low], color=CHINA, linewidth=2,
                      zorder=5)  # fmt: skip
    return [result_row(result, "bounds") for result in results.values()]


def draw_starts(axes: Axes, material: Material, step: float = 1) -> list[Row]:
    """A dot for each cooperation whose start the text dates, stacked by year, `step` apart."""
    starts = material.results("cooperations.documented_by_start", "year")
    height: Counter[str] = Counter()
    for (year,), result in starts.items():
        for _ in range(int(result.number)):
            height[year] += 1
            axes.plot(
                int(year), (height[year] - 0.5) * step, "o", color=BRAZIL, markersize=5,
                markeredgecolor="white", markeredgewidth=0.7, zorder=3,
            )  # fmt: skip
    return [result_row(result, "one dot each") for result in starts.values()]


def scale(axes: Axes, top: float, last: int = LAST) -> None:
    """Years below, counts on the left: the first year, each fifth and the last."""
    fifths = [year for year in range(FIRST + 2, last - 1) if year % 5 == 0]
    axes.set(xlim=(FIRST - 0.8, last + 1.8), ylim=(0, top), xticks=[FIRST, *fifths, last])
    bare(axes, "bottom")
    axes.grid(visible=True, axis="y", color=RULE)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_formatter(FuncFormatter(on_axis))
