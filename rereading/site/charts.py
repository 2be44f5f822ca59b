"""The charts of the what-ifs: specifications written with Altair, compiled for the Vega runtime.

Colours are the page's own variables, so that a chart follows light and dark by itself. Data named
`rows` come with the answer. Sizes are in CSS pixels; the page sets the width.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import altair as alt
import vl_convert

from rereading import compensation
from rereading.claims import claim
from rereading.figures.style import NARROW, WIDE
from rereading.numbers import label

INK, MUTED, RULE, CARD = "var(--ink)", "var(--muted)", "var(--rule)", "var(--card)"
DATA, SECOND, ACCENT = "var(--data)", "var(--second)", "var(--accent)"
TEXT = 13
ROWS = alt.NamedData("rows")
FAMILIES = [
    "prices",
    "things",
    "wages and incomes",
    "share of an economy",
    "interest",
    "stock market",
]


def imports_chart() -> alt.LayerChart:
    """Return the share as a part of each whole, the article's number across."""
    asserted = claim("china-56-percent").asserted
    x = alt.X("share_pct:Q", axis=None, scale=alt.Scale(domain=[0, 100], nice=False))
    y = alt.Y("whole:N", axis=None, sort=None)
    strong = alt.condition("datum.chosen", alt.value(DATA), alt.value(SECOND))
    bars = alt.Chart(ROWS).mark_bar(size=22, yOffset=10)
    above = {"yOffset": -14, "baseline": "middle"}
    said = alt.Chart(ROWS).mark_text(align="left", fontWeight="bold", color=INK, **above)
    fraction = alt.Chart(ROWS).mark_text(align="right", color=MUTED, **above)
    line = alt.Chart(alt.InlineData([{"share_pct": asserted.value}]))
    return alt.layer(
        bars.encode(x=alt.XDatum(0, axis=None), x2=alt.X2Datum(100), y=y, color=alt.value(RULE)),
        bars.encode(x=x, x2=alt.X2Datum(0), y=y, color=strong),
        # A seam of the ground keeps the line apart from a bar of much the same lightness.
        line.mark_rule(color=CARD, size=6, y2Offset=-6).encode(x=x),
        line.mark_rule(color=ACCENT, size=2, y2Offset=-6).encode(x=x),
        line.mark_text(
            text=f"the article: {asserted.label}",
            color=ACCENT,
            fontWeight="bold",
            baseline="bottom",
            dy=-4,
        ).encode(x=x, y=alt.value(-4)),
        said.encode(x=alt.XDatum(0, axis=None), y=y, text="said:N"),
        fraction.encode(x=alt.XDatum(100, axis=None), y=y, text="part_of_whole:N"),
    ).properties(height=alt.Step(72))


def reserves_chart() -> alt.LayerChart:
    """Return the ranking as bars, the tonnages that would be second as a grey stretch."""
    x = alt.X(
        "mt:Q",
        axis=None,
        scale=alt.Scale(domainMin=0, nice=False, range=[0, alt.ExprRef("width - 70")]),
    )
    y = alt.Y(
        "country:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelColor=INK, labelPadding=8, domain=False, ticks=False, labelLimit=200),
    )
    colour = (
        alt.when("datum.role == 'claimed'")
        .then(alt.value(ACCENT))
        .when("datum.role == 'north'")
        .then(alt.value(INK))
        .otherwise(alt.value(DATA))
    )
    text = alt.when("datum.role == 'claimed'").then(alt.value(ACCENT)).otherwise(alt.value(INK))
    rows = alt.Chart(ROWS)
    one = alt.Chart(ROWS).transform_filter("datum.place == 1")
    return alt.layer(
        one.mark_rect(color=RULE, opacity=0.7).encode(
            x=alt.X("low_mt:Q", axis=None),
            x2="high_mt:Q",
            y=alt.value(0),
            y2=alt.value(alt.ExprRef("height")),
        ),
        one.mark_text(text="second", color=MUTED, align="left", baseline="bottom", dy=-3).encode(
            x=alt.X("low_mt:Q", axis=None), y=alt.value(0)
        ),
        rows.mark_bar(size=16).encode(x=x, y=y, color=colour),
        rows.mark_text(align="left", dx=5, fontWeight="bold").encode(
            x=x, y=y, text="tonnes:N", color=text
        ),
    ).properties(height=alt.Step(25))


def compensation_chart() -> alt.LayerChart:
    """Return every yardstick's factor as a dot on a log axis, a line a family."""
    asserted = compensation.ASSERTED_FACTOR
    ticks = [0.01, 0.1, 1, 10, 100, 1000]
    x = alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(type="log", domain={"unionWith": [1, 200]}, nice=False, padding=26),
        axis=alt.Axis(
            values=ticks,
            labelExpr="'×' + (datum.value < 1 ? datum.value : format(datum.value, ','))",
            labelColor=MUTED,
            grid=True,
            gridColor=RULE,
            domain=False,
            ticks=False,
            labelPadding=8,
        ),
    )
    y = alt.Y("family:N", axis=None, sort=None, scale=alt.Scale(domain=FAMILIES))
    rows = alt.Chart(ROWS)
    names = alt.Chart(alt.InlineData([{"family": family} for family in FAMILIES]))
    line = alt.Chart(alt.InlineData([{"x": asserted}]))
    chosen = rows.transform_filter("datum.chosen")
    return alt.layer(
        line.mark_rule(color=ACCENT, size=2).encode(x=x),
        line.mark_text(
            text=f"the claim: {label(asserted, 'factor')}",
            color=ACCENT,
            fontWeight="bold",
            baseline="bottom",
            dy=-5,
        ).encode(x=x, y=alt.value(0)),
        rows.mark_circle(
            size=80, color=SECOND, stroke=CARD, strokeWidth=1, opacity=1, yOffset=6
        ).encode(x=x, y=y),
        chosen.mark_circle(
            size=210, color=DATA, stroke=CARD, strokeWidth=2, opacity=1, yOffset=6
        ).encode(x=x, y=y),
        chosen.transform_calculate(text="'×' + datum.factor")
        .mark_text(color=DATA, fontWeight="bold", fontSize=TEXT + 2, yOffset=24)
        .encode(x=x, y=y, text="text:N"),
        names.mark_text(align="left", color=MUTED, yOffset=-12).encode(
            x=alt.value(0), y=y, text="family:N"
        ),
    ).properties(height=alt.Step(58))


CHARTS: dict[str, Callable[[], alt.LayerChart]] = {
    "try-imports": imports_chart,
    "try-reserves": reserves_chart,
    "try-compensation": compensation_chart,
}


def specification(key: str) -> dict[str, Any]:
    """Return a what-if's chart for the Vega runtime; `rows` is empty, the width still to be set."""
    chart = CHARTS[key]().properties(
        width=WIDE,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding={"top": 6, "bottom": 4, "left": 0, "right": 0},
    )
    lite = chart.to_dict()
    lite["config"] = {
        "aria": False,
        "background": None,
        "font": "system-ui, sans-serif",
        "view": {"stroke": None},
        "text": {"fontSize": TEXT},
        "axis": {"labelFontSize": TEXT},
    }
    lite["datasets"] = {**lite.get("datasets", {}), "rows": []}
    return dict(vl_convert.vegalite_to_vega(json.dumps(lite)))


def static_svg(spec: dict[str, Any], rows: list[dict[str, Any]], narrow: bool) -> str:
    """Return a chart drawn with these rows, for pages without scripts."""
    filled = {**spec, "width": NARROW if narrow else WIDE}
    filled["data"] = [
        {**data, "values": rows} if data["name"] == "rows" else data for data in spec["data"]
    ]
    return str(vl_convert.vega_to_svg(filled))
