"""Drawings for the chapter on new sellers: origins by year, shares of three groups, plans."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import beside, plain_axis
from rereading.numbers import digits, label


def draw_origins(ax: Axes, origins: pd.DataFrame, year: int, *, narrow: bool) -> Axes:
    """Draw the tonnes of each origin by year as a row of bars, all rows to one scale.

    `origins` has year, origin and quantity_t, the rows in the order of their first mention. Each
    row is as high as its best year, which is labelled; a line runs through after `year`.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    wide = origins.pivot(index="origin", columns="year", values="quantity_t")
    wide = wide.loc[list(dict.fromkeys(origins["origin"]))]
    years = wide.columns.to_numpy()
    # The vertical axis counts tonnes from the top down; a row takes its best year and some air.
    air = float(wide.max().max()) / (11.5 if narrow else 13)
    places, place = [], 0.0
    for _, row in wide.iterrows():
        place += max(float(row.max()), air * 0.15) + air * 1.15
        places.append(place)
    span, near = len(years), 5 if narrow else 3
    ax.set(
        xlim=(years[0] - span * (0.48 if narrow else 0.2), years[-1] + 0.7),
        ylim=(places[-1] + air * 1.1, 0),
        yticks=[],
    )
    ticks = range(int(years[0]), int(years[-1]) + 1, 10 if narrow else 4)
    ax.set_xticks([])
    ax.plot([year + 0.5] * 2, [air * 0.9, places[-1]], color=INK, linewidth=1.3, dashes=(3, 3))
    first = wide.iloc[0].loc[year + 1 :]
    ax.text(
        year + 0.9,
        places[0] - float(first.max()) - air * 1.15,
        f"after {year}",
        ha="left",
        va="bottom",
    )
    for foot, (name, row) in zip(places, wide.iterrows(), strict=True):
        china = foot == places[0]
        ax.bar(years, -row, bottom=foot, width=0.78, color=DATA if china else SECOND)
        ax.plot([years[0] - 0.5, years[-1] + 0.5], [foot, foot], color=RULE, linewidth=1)
        ax.annotate(
            str(name),
            (ax.get_xlim()[0], foot),
            xytext=(0, 1),
            textcoords="offset points",
            va="bottom",
            fontweight="bold",
        )
        # A label keeps clear of the right edge and of the line.
        best = int(row.idxmax())
        side, at = "center", float(best)
        if best > years[-1] - 3 or year - near < best <= year:
            side, at = "right", best + 0.45
        elif year < best <= year + near:
            side, at = "left", max(best - 0.45, year + 0.15 * near + 0.3)
        ax.annotate(
            label(float(row.max()), "t") if row.max() >= 1 else "hardly any",
            (at, foot - float(row.max())),
            xytext=(0, 1),
            textcoords="offset points",
            ha=side,
            va="bottom",
            color=MUTED,
        )
    for tick in ticks:
        ax.text(tick, places[-1] + air * 0.2, str(tick), color=MUTED, ha="center", va="top")
    return ax


def draw_groups(ax: Axes, groups: pd.DataFrame, year: int, *, narrow: bool) -> Axes:
    """Draw yearly shares of all imports by value as stacked columns, the first group below.

    `groups` has year, group and value_pct, three groups in order from the foot up; their names
    stand at the right end. A line runs through after `year`.
    """
    plain_axis(ax, "")
    wide = groups.pivot(index="year", columns="group", values="value_pct")
    names = list(dict.fromkeys(groups["group"]))
    looks = (DATA, SECOND, RULE)
    years = wide.index.to_numpy()
    foot = pd.Series(0.0, index=wide.index)
    for name, colour in zip(names, looks, strict=True):
        ax.bar(years, wide[name], bottom=foot, width=0.86, color=colour)
        foot = foot + wide[name]
    room = 0.45 if narrow else 0.36
    ax.set(xlim=(years[0] - 0.6, years[-1] + len(years) * room), ylim=(0, 109))
    ticks = range(int(years[0]), int(years[-1]) + 1, 10 if narrow else 5)
    ax.set_xticks(list(ticks), [str(tick) for tick in ticks])
    ax.set_yticks([0, 50, 100], ["0", "50", "100%"])
    foot_at = 0.0
    for name, colour in zip(names, (DATA, MUTED, MUTED), strict=True):
        share = float(wide[name].iloc[-1])
        ax.text(
            years[-1] + 0.9,
            foot_at + share / 2,
            textwrap.fill(name, 11 if narrow else 21),
            color=colour,
            fontweight="bold",
            va="center",
        )
        foot_at += share
    ax.plot([year + 0.5] * 2, [0, 103], color=PAPER, linewidth=4)
    ax.plot([year + 0.5] * 2, [0, 103], color=INK, linewidth=1.4, dashes=(3, 3))
    ax.text(year + 0.5, 104, f"after {year}", ha="center", va="bottom")
    return ax


def draw_plans(
    ax: Axes,
    plans: pd.DataFrame,
    came: Mapping[str, pd.Series[float]],
    notes: Sequence[str],
    *,
    narrow: bool,
) -> Axes:
    """Draw for each partner the tonnes a year planned, as a bar, and those that came, as dots.

    `plans` has partner, planned_low_t, planned_high_t, most_t and most_year; `came` the tonnes of each year
    by partner; `notes` say more after a partner's name. Rows run downward.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    top = float(plans["planned_high_t"].max())
    ax.set(xlim=(-0.01 * top, top * (1.01 if narrow else 1.32)), xticks=[], yticks=[])
    ax.set_ylim(len(plans) - 0.25, -0.62)
    for place, (row, note) in enumerate(zip(plans.to_dict("records"), notes, strict=True)):
        low, high, most = row["planned_low_t"], row["planned_high_t"], row["most_t"]
        ax.text(0, place - 0.24, row["partner"] + note, fontweight="bold", va="bottom")
        ax.barh(place, high - low, left=low, height=0.34, color=PAPER, edgecolor=INK, linewidth=1.6)
        ax.plot([0, high], [place, place], color=RULE, linewidth=1.4, zorder=0)
        dots = came[row["partner"]]
        ax.plot(dots, [place] * len(dots), "o", color=SECOND, markersize=6, markeredgewidth=0)
        ax.plot([most], [place], "o", color=DATA, markersize=10)
        best = f"{label(most, 't')}, {row['most_year']}"
        planned = f"planned {digits(low, 't', 0)} to {label(high, 't', 0)}"
        under: dict[str, Any] = {"xytext": (0, -16), "textcoords": "offset points", "va": "top"}
        strong: dict[str, Any] = {"color": DATA, "fontweight": "bold"}
        if narrow:
            ax.annotate(f"most {best}", (0, place), ha="left", **under, **strong)
            ax.annotate(planned, (top, place), ha="right", **under)
        else:
            at = max(most, top * 0.075)  # a label starts no further left than the names
            ax.annotate(best, (at, place), ha="center", **under, **strong)
            beside(ax, high, place, planned)
    return ax
