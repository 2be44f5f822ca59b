"""Drawings of what the sum would weigh, and of the sums that others named."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import ACCENT, DATA, INK, MUTED, PAPER
from rereading.figures.style import (
    ARTICLE_DATE,
    article_line,
    beside,
    decimal_year,
    log_axis,
    mark,
    plain_axis,
    unit_note,
)
from rereading.numbers import label

# How a sum was named: the word of the key, and the mark.
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "asked for": ("asked for", {"shape": "s", "color": INK}),
    "offered": ("offered", {"shape": "D"}),
    "estimate": ("estimated", {"shape": "o", "hollow": True}),
}


def draw_burdens(ax: Axes, burdens: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw the sums as a share of a year of output, payer above, receivers below.

    `burdens` has side, who, year, sum_usd_bn, share_pct; the claimed sum in the accent.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    largest = burdens["share_pct"].max()
    y, places = 0.0, []
    for side, here in burdens.groupby("side", sort=False):
        ax.text(0, y, f"of the {side}’s yearly output", fontweight="bold", va="center")
        y += 0.95
        for _, row in here.iterrows():
            claimed = row["sum_usd_bn"] == burdens["sum_usd_bn"].max()
            colour = ACCENT if claimed else DATA
            if narrow:
                ax.text(0, y, f"{row['who']}, {row['year']}", va="center", color=MUTED)
                y += 0.72
            ax.barh(
                [y],
                [max(row["share_pct"], largest / 400)],
                height=0.62,
                color=colour,
                gid="article" if claimed else None,
            )
            amount = (
                (row["sum_usd_bn"], "USD bn") if claimed else (1000 * row["sum_usd_bn"], "USD mn")
            )
            text = f"{label(row['share_pct'], 'pct')}: {label(*amount)}"
            inside = narrow and row["share_pct"] > largest * 0.5
            beside(
                ax,
                row["share_pct"],
                y,
                text,
                inside=inside,
                fontweight="bold",
                color=PAPER if inside else INK,
            )
            places.append((y, f"{row['who']}, {row['year']}"))
            y += 0.95
        y += 0.4
    ax.set(xlim=(0, largest * (1.02 if narrow else 1.3)), ylim=(y - 0.5, -0.6), xticks=[])
    shown = [] if narrow else places
    ax.set_yticks([place for place, _ in shown], [name for _, name in shown], color=INK)
    return ax


def draw_estimates(ax: Axes, estimates: pd.DataFrame, asserted: float, *, narrow: bool) -> Axes:
    """Draw the sums that others named by year, a stroke a range; asked for, offered, estimated.

    `estimates` has year, kind, amount_low, amount_high in billion dollars.
    """
    plain_axis(ax)
    log_axis(ax, "y", {value: str(value) for value in (3, 5, 10, 20, 30, 40)})
    small: dict[str, Any] = {"markersize": 6.5, "markeredgewidth": 1.6}
    order = estimates.sort_values(["year", "kind", "amount_low"])
    # Sums of one year stand side by side within the year.
    many = order.groupby("year")["year"].transform("size")
    shifts = (order.groupby("year").cumcount() - (many - 1) / 2) * 0.8 / many
    article = decimal_year(ARTICLE_DATE)
    ax.axvline(article, color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=0)
    for (_, row), shift in zip(order.iterrows(), shifts, strict=True):
        x = row["year"] + 0.5 + shift
        _, look = KINDS[row["kind"]]
        ends = (row["amount_low"], row["amount_high"])
        if ends[0] < ends[1]:
            ax.plot([x, x], ends, color=look.get("color", DATA), linewidth=3, zorder=2)
        for value in set(ends):
            mark(ax, x, value, **look, **small)
    ax.set(xlim=(1988.5, 2021), ylim=(2.6, 78))
    ax.text(article - 0.2, 2.9, "the article", ha="right", va="center")
    ax.set_xticks([1990, 2000, 2010, 2020], ["1990", "2000", "2010", "2020"])
    unit_note(ax, "billion dollars")
    # The key stands above all sums, where no mark of it can be taken for one.
    places = (0.02, 0.36, 0.63) if narrow else (0.02, 0.18, 0.31)
    for x, (name, look) in zip(places, KINDS.values(), strict=True):
        mark(ax, x, 0.96, transform=ax.transAxes, **look, **small)
        behind = x + (0.03 if narrow else 0.018)
        ax.text(behind, 0.96, name, color=MUTED, va="center", transform=ax.transAxes)
    article_line(ax, asserted, f"the article: {label(asserted, 'USD bn')}")
    return ax
