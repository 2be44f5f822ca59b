"""Drawings for the dead in the North: a balance, the theatres of war, prices."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import BAND, DATA, INK, MUTED, RULE, SECOND
from rereading.figures.style import article_line, beside, graded_mark, plain_axis, row_names
from rereading.numbers import label
from rereading.verdicts import Band


def draw_balance(
    ax: Axes,
    balance: pd.Series[float],
    others: pd.DataFrame,
    band: Band,
    said: float,
    *,
    narrow: bool,
) -> Axes:
    """Draw died = left + brought home as bars from zero, other figures as marks, the band across.

    `balance` has died, home, left; `others` has name, value, grade; `said` is the article's number.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    ax.axvspan(band.low, band.high, color=BAND, zorder=0, gid="background")
    article_line(ax, said, f"the article: {label(said, 'number')}", vertical=True)
    bars = (
        ("died around 1945", 0.0, balance["died"], SECOND),
        ("brought home", balance["left"], balance["home"], SECOND),
        ("left, by the ministry", 0.0, balance["left"], DATA),
    )
    names = []
    for y, (name, start, length, colour) in enumerate(bars):
        ax.barh(y, length, left=start, height=0.6, color=colour, zorder=2)
        end = start + length
        beside(ax, end, y, label(length, "number"), fontweight="bold",
               color=DATA if colour == DATA else INK, zorder=4)  # fmt: skip
        names.append(name)
    ax.plot([balance["left"]] * 2, [0.7, 2.3], color=INK, linewidth=1.2, zorder=3)
    for y, (_, row) in enumerate(others.iterrows(), start=len(bars)):
        ax.plot([0, row["value"]], [y, y], color=RULE, linewidth=1.4, zorder=1)
        graded_mark(ax, row["value"], y, row["grade"], "o", 10)
        text = label(row["value"], "number")
        ax.annotate(text, (row["value"], y), xytext=(10, 0), textcoords="offset points",
                    va="center", fontweight="bold", zorder=4)  # fmt: skip
        names.append(row["name"])
    row_names(ax, names, narrow)
    ax.set(xticks=[], xlim=(0, balance["died"] * (1.22 if narrow else 1.12)))
    ax.set_ylim(len(names) - 0.5, -0.75 if narrow else -0.55)
    return ax


def draw_theatres(ax: Axes, areas: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw the dead not brought home by area as bars, North Korea strong: area, sets, share_pct."""
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    names = []
    for y, (_, row) in enumerate(areas.iterrows()):
        north = row["area"] == "North Korea"
        ax.barh(y, row["sets"], height=0.56, color=DATA if north else SECOND)
        share = f" · {label(row['share_pct'], 'pct', 1 if north else 0)}"
        text = label(row["sets"], "number") + share
        beside(ax, row["sets"], y, text, color=DATA if north else INK, fontweight="bold")
        names.append(row["area"])
    row_names(ax, names, narrow)
    ax.set(xticks=[], xlim=(0, areas["sets"].max() * (1.5 if narrow else 1.32)))
    ax.set_ylim(len(names) - 0.5, -0.75 if narrow else -0.55)
    return ax


def draw_prices(ax: Axes, prices: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw the price of one, with its base and what all would come to, in two groups by currency.

    `prices` has label, period, base_words, for_one, each_unit, times (bar length), all_amount,
    unit, demand (whether it is the yardstick of its group).
    """
    ax.axis("off")
    longest = float(prices["times"].max())
    start = 0.0 if narrow else longest * 1.12
    right = longest * 1.32 if narrow else start + longest * 1.5
    y = 0.0
    for unit, group in prices.groupby("each_unit", sort=False):
        heading = "In dollars" if unit == "USD k" else "In yen"
        ax.text(0, y, heading, va="center", fontweight="bold", color=MUTED)
        if not narrow:
            ax.text(right, y, "for all who are left", va="center", ha="right", color=MUTED)
        ax.plot([0, right], [y + 0.5] * 2, color=RULE, linewidth=1)
        y += 1.15
        for _, row in group.iterrows():
            colour = DATA if row["demand"] else SECOND
            weight = "bold" if row["demand"] else "normal"
            every = label(row["all_amount"], row["unit"])
            if row["unit"] == "USD mn" and row["all_amount"] >= 1000:
                every = label(row["all_amount"] / 1000, "USD bn")
            ax.text(0, y - 0.24 if not narrow else y, row["label"], va="center", fontweight=weight)
            ax.text(
                0, y + (0.25 if not narrow else 0.62), row["base_words"], va="center", color=MUTED
            )
            if narrow:
                y += 1.24
            ax.barh(y, row["times"], left=start, height=0.5 if narrow else 0.56, color=colour)
            price = label(row["for_one"], row["each_unit"], 1 if unit == "JPY mn" else None)
            beside(ax, start + row["times"], y, price, fontweight="bold",
                   color=DATA if row["demand"] else INK)  # fmt: skip
            if narrow:
                ax.text(0, y + 0.6, f"for all who are left: {every}", va="center", color=INK)
                y += 1.45
            else:
                ax.text(right, y, every, va="center", ha="right", fontweight=weight)
                y += 1.12
        y += 0.25
    ax.set(xlim=(0, right), ylim=(y - 0.6, -0.6))
    return ax
