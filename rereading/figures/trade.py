"""Drawings for the chapter on 56 percent: shares, two fractions, all readings, months, prices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from rereading.claims import Band
from rereading.figures.palette import ACCENT, BAND, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import article_line, beside, plain_axis, spread, text_gap, unit_note
from rereading.numbers import label


def draw_shares(
    ax: Axes,
    by_weight: pd.DataFrame,
    by_value: pd.DataFrame,
    printed: pd.DataFrame,
    year: int,
    literal: float,
    asserted: float,
    *,
    narrow: bool,
) -> Axes:
    """Draw yearly shares by weight and by value, printed ones as rings, the article's line.

    The first three frames have year and share_pct; `year` is the year the article means, `literal`
    the literal reading for it.
    """
    plain_axis(ax)
    for frame, colour, width, z in ((by_value, SECOND, 2, 2), (by_weight, DATA, 2.8, 4)):
        ax.plot(frame["year"], frame["share_pct"], color=colour, linewidth=width, zorder=z)
    ax.plot(
        printed["year"],
        printed["share_pct"],
        "o",
        color=INK,
        markerfacecolor=PAPER,
        markersize=5 if narrow else 6,
        zorder=5,
    )
    ax.plot([year], [literal], "D", color=DATA, markersize=7 if narrow else 8, zorder=6)
    first, last = int(by_value["year"].min()), int(by_value["year"].max())
    ax.set(xlim=(first - 0.5, last + (6.5 if narrow else 4)), ylim=(0, 108))
    ticks = range(first, last + 1, 10 if narrow else 5)
    ax.set_xticks(list(ticks), [str(tick) for tick in ticks])
    ax.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    article_line(ax, asserted, f"the article: {label(asserted, 'pct')}", above=False)
    ends = [float(frame["share_pct"].iloc[-1]) for frame in (by_weight, by_value)]
    for y, name, colour in zip(
        spread(ends, text_gap(ax, narrow)), ("by weight", "by value"), (DATA, MUTED), strict=True
    ):
        ax.text(last + 0.5, y, name, color=colour, fontweight="bold", va="center")
    ax.plot([year, year], [0, 101], color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
    note = f"{year}" if narrow else f"{year}, the year the article means"
    ax.text(year + 0.4, 103, note, color=INK, ha="left", va="center")
    return ax


def draw_two_fractions(
    ax: Axes,
    flow: float,
    wholes: Sequence[float],
    unit: str,
    year: int,
    band: Band,
    *,
    narrow: bool,
) -> Axes:
    """Draw one flow as a part of two wholes: Japan's imports above, China's exports below.

    The share that lies in the article's band says so.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    ax.set(
        xlim=(0, max(wholes) * (1.2 if narrow else 1.12)), ylim=(-0.62, 2.0), xticks=[], yticks=[]
    )
    every = "" if narrow else "Everything "
    names = (f"{every}Japan bought, {year}", f"{every}China sold, {year}")
    inside = ("from China", "to Japan")
    for y, whole, name, part in zip((1.2, 0), wholes, names, inside, strict=True):
        share = 100 * flow / whole
        ax.barh(y, whole, height=0.56, color=RULE)
        ax.barh(y, flow, height=0.56, color=DATA)
        ax.text(0, y + 0.36, name, ha="left", va="bottom", fontweight="bold")
        ax.text(flow / 2, y, part, ha="center", va="center", color=PAPER, fontweight="bold")
        size = 18 if narrow else 24
        beside(ax, whole, y, label(share, "pct", 0), color=DATA, fontweight="bold", fontsize=size)
        if band.holds(share):
            ax.text(
                whole,
                y + 0.36,
                "the article’s number",
                color=ACCENT,
                fontweight="bold",
                ha="right",
                va="bottom",
            )
    ax.plot([flow, flow], [-0.34, 1.54], color=INK, linewidth=1.4, linestyle=(0, (3, 3)))
    ax.text(0, -0.36, f"the same shipments: {label(flow, unit)}", va="top", color=MUTED)
    return ax


def draw_sweep(
    ax: Axes, values: pd.Series[float], literal: float, band: Band, expected: float, *, narrow: bool
) -> Axes:
    """Draw every reading as a dot in a column one point wide, the band and the literal reading.

    `values` in percent, 0 to 100; `expected` is how many chance would put into the band.
    """
    plain_axis(ax, "")
    step = 2 if narrow else 1
    # Columns are centred on whole numbers, as the band around the article's number is.
    columns = np.floor(values / step + 0.5).astype(int)
    heights = columns.groupby(columns).cumcount()
    hit = values.map(band.holds)
    tallest = int(heights.max()) + 1
    ax.axvspan(band.low, band.high, color=BAND, zorder=0)
    size = (5.2, 5.2)[narrow] ** 2
    for chosen, colour, z in ((~hit, SECOND, 2), (hit, INK, 3)):
        if narrow:  # two points share a column: the hits go to its foot
            order = hit.groupby(columns).rank(method="first", ascending=False) - 1
            y = order[chosen]
        else:
            y = heights[chosen]
        ax.scatter(columns[chosen] * step, y, s=size, color=colour, linewidths=0, zorder=z)
    middle = (band.low + band.high) / 2
    ax.set(xlim=(-2, 104), ylim=(-1, tallest + 3), yticks=[])
    level = expected * step - 0.5
    ax.plot(
        [middle - 10, middle + 10],
        [level, level],
        color=INK,
        linewidth=1.4,
        zorder=4,
        linestyle=(0, (4, 3)),
    )
    # A narrow drawing has room left of the dots for half the words.
    words = "by chance\nthis high" if narrow else "by chance this high"
    ax.text(2, level, words, color=INK, va="center", linespacing=1.2)
    ax.plot([26 if narrow else 22, middle - 10.5], [level, level], color=MUTED, linewidth=1)
    ax.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    # Both labels stand above the dots around them, with a line down to their place.
    for value, text, colour, width in (
        (middle, f"the article: {label(middle, 'pct')}", ACCENT, 2),
        (literal, "literal reading", DATA, 1.4),
    ):
        near = heights[(columns * step).between(value - 1.5, value + (26 if narrow else 16))]
        foot = float((columns == round(value / step)).sum())
        y = float(near.max()) + 3.5 if value == literal else tallest + 1.5
        ax.plot([value, value], [foot + 0.4, y], color=colour, linewidth=width, zorder=4)
        ax.annotate(
            text,
            (value, y),
            xytext=(5, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontweight="bold",
        )
        if value == literal:
            ax.plot([value], [foot + 0.4], "D", color=colour, markersize=8, zorder=5)
    return ax


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
    ax.set_yscale("log")
    styles = {"cerium": (DATA, "-"), "neodymium": (SECOND, "-"), "dysprosium": (SECOND, "-")}
    ax.axvline(clash, color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=0)
    ax.text(clash - 0.15, 2000, "the clash", color=INK, ha="right", va="center")
    last_point: dict[str, tuple[float, float]] = {}
    for (oxide, _), run in prices.sort_values("year_decimal").groupby(["oxide", "basis"]):
        middle = (run["price_low_usd_kg"] + run["price_high_usd_kg"]) / 2
        colour, line = styles[str(oxide)]
        ax.plot(
            run["year_decimal"],
            middle,
            line,
            color=colour,
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
    ax.set_yticks([1, 10, 100, 1000], ["$1", "$10", "$100", "$1,000"])
    unit_note(ax, "dollars a kilogram" + ("" if narrow else ", each step ten times the last"))
    ax.yaxis.set_minor_formatter(FuncFormatter(lambda *_: ""))
    return ax
