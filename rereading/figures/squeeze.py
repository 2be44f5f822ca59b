"""Drawings of the squeeze of 2010: what arrived month by month, export quotas, prices."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import DATA, INK, MUTED, PAPER, SECOND
from rereading.figures.style import beside, log_axis, plain_axis, unit_note
from rereading.numbers import label


def draw_months(ax: Axes, months: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw tonnes from China by month as bars, the total of all origins as an outline.

    `months` has label, from_china_t, total_t and year_before_t (NaN: not known); a tick marks what
    came from China in the same month a year before.
    """
    plain_axis(ax, "x" if narrow else "y")
    places = np.arange(float(len(months)))
    known = months["total_t"].notna()
    across = "barh" if narrow else "bar"
    draw_bar = getattr(ax, across)
    thick = {"height": 0.66} if narrow else {"width": 0.66}
    draw_bar(
        places[known],
        months["total_t"][known],
        **thick,
        color="none",
        edgecolor=MUTED,
        linewidth=1.4,
    )
    draw_bar(places, months["from_china_t"], **thick, color=DATA)
    for place, usual in zip(places, months["year_before_t"], strict=True):
        across_bar = [place - 0.42, place + 0.42]
        line = ([usual, usual], across_bar) if narrow else (across_bar, [usual, usual])
        ax.plot(*line, color=INK, linewidth=3, zorder=4)
    known_before = np.flatnonzero(months["year_before_t"].notna())[:2]
    usual = months["year_before_t"].iloc[known_before]
    note: dict[str, Any] = {"color": INK, "textcoords": "offset points"}
    if narrow:
        where = (float(usual.iloc[-1]), float(places[known_before[-1]]))
        ax.annotate("a year before", where, xytext=(6, 0), va="center", **note)
    else:
        where = (float(places[known_before].mean()), float(usual.max()))
        ax.annotate("a year before", where, xytext=(0, 4), ha="center", va="bottom", **note)
    top = float(np.nanmax(months[["from_china_t", "total_t"]].to_numpy())) * 1.06
    names = [
        text if narrow or i == 0 or text.startswith("Jan") else text[:3]
        for i, text in enumerate(months["label"])
    ]
    columns = ["from_china_t", "total_t", "year_before_t"]
    for place, row in zip(places, months[columns].to_numpy(), strict=True):
        china, total, tick = map(float, row)
        inside = label(china, "t").removesuffix(" t")
        strong: dict[str, Any] = {"color": PAPER, "fontweight": "bold"}
        if narrow:
            beside(ax, china, place, inside, inside=True, **strong)
        else:
            ax.text(place, china - top * 0.012, inside, ha="center", va="top", **strong)
        if pd.isna(total):
            continue
        of = f"of {label(total, 't').removesuffix(' t')}"
        if narrow:  # behind a tick that would go through the words
            end = tick if total < tick < 1.45 * total else total
            beside(ax, end, place, of, color=MUTED)
        else:
            ax.text(place, total + top * 0.01, of, ha="center", va="bottom", color=MUTED)
    if narrow:
        unit_note(ax, "tonnes from China, of all")
        ax.invert_yaxis()
        ax.set(xlim=(0, top * 1.03), xticks=[0, 2000, 4000], yticks=places, yticklabels=names)
        ax.set_xticklabels(["0", "2,000", "4,000"])
        ax.spines["bottom"].set_visible(False)
    else:
        ax.set(ylim=(0, top), yticks=[0, 1000, 2000, 3000, 4000], xticks=places)
        ax.set_yticklabels(["0", "1,000", "2,000", "3,000", "4,000 t"])
        ax.set_xticklabels([name.replace(" ", "\n") for name in names])
    return ax


def draw_quotas(ax: Axes, quotas: pd.DataFrame, clash_year: int, *, narrow: bool) -> Axes:
    """Draw the yearly export quota for all firms as bars: year, quota_t; the clash year in ink."""
    plain_axis(ax, "")
    colours = [DATA if year == clash_year else SECOND for year in quotas["year"]]
    ax.bar(quotas["year"], quotas["quota_t"], width=0.7, color=colours)
    for year, tonnes in zip(quotas["year"], quotas["quota_t"], strict=True):
        text = label(tonnes / 1000, "number", 0 if narrow else 1)
        ax.text(year, tonnes * 1.02, text, ha="center", va="bottom", fontweight="bold")
    years = [int(year) for year in quotas["year"]]
    ax.set(yticks=[], xlim=(years[0] - 0.6, years[-1] + 0.6))
    ax.set_ylim(0, quotas["quota_t"].max() * 1.16)
    unit_note(ax, "thousand tonnes")
    shown = [year for year in range(years[0], years[-1] + 1) if not narrow or year % 2 == 0]
    ax.set_xticks(shown, [str(year) for year in shown])
    for year in set(range(years[0], years[-1])) - set(years):
        ax.text(year, 800, "?", ha="center", va="bottom", color=MUTED)
    return ax


def draw_prices(ax: Axes, prices: pd.DataFrame, clash: float, *, narrow: bool) -> Axes:
    """Draw oxide prices on a log axis: one run of line a kind of price, cerium in front.

    `prices` has oxide, basis, year_decimal, price_low_usd_kg, price_high_usd_kg; `clash`
    is when the clash was, in years.
    """
    plain_axis(ax)
    log_axis(ax, "y", {1: "$1", 10: "$10", 100: "$100", 1000: "$1,000"})
    colours = {"cerium": DATA, "neodymium": SECOND, "dysprosium": SECOND}
    ax.axvline(clash, color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=0)
    ax.text(clash - 0.15, 2000, "the clash", color=INK, ha="right", va="center")
    last_point: dict[str, tuple[float, float]] = {}
    for (oxide, _), run in prices.sort_values("year_decimal").groupby(["oxide", "basis"]):
        middle = (run["price_low_usd_kg"] + run["price_high_usd_kg"]) / 2
        ax.plot(
            run["year_decimal"],
            middle,
            color=colours[str(oxide)],
            marker="o",
            markersize=4,
            markerfacecolor=PAPER,
            linewidth=1.8,
        )
        end = (float(run["year_decimal"].iloc[-1]), float(middle.iloc[-1]))
        last_point[str(oxide)] = max(end, last_point.get(str(oxide), (0.0, 0.0)))
    for oxide, (x, y) in last_point.items():
        ax.annotate(
            oxide,
            (x, y),
            xytext=(7, 0),
            textcoords="offset points",
            color=DATA if oxide == "cerium" else MUTED,
            va="center",
            fontweight="bold",
        )
    ax.set(xlim=(2006.6, 2026 if narrow else 2023.4), ylim=(1, 4000))
    ticks = (2010, 2015, 2020)
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    unit_note(ax, "dollars a kilogram" + ("" if narrow else ", each step ten times the last"))
    return ax
