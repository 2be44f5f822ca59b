"""The charts of the what-ifs: specifications written with Altair, compiled for the Vega runtime.

Colours are the page's own variables, so that a chart follows light and dark by itself. Data named
`rows` come with the answer. Sizes are in CSS pixels; the page sets the width.
"""

import json
from typing import Any

import altair as alt
import vl_convert

from rereading import compensation
from rereading.claims import claim
from rereading.figures.style import NARROW, WIDE
from rereading.quantities import label

INK, MUTED, RULE, CARD = "var(--ink)", "var(--muted)", "var(--rule)", "var(--card)"
DATA, SECOND, ACCENT = "var(--data)", "var(--second)", "var(--accent)"
TEXT = 13
BARE: dict[str, Any] = {"domain": False, "ticks": False, "labelPadding": 8}  # an axis
ROWS = alt.Chart(alt.NamedData("rows"))
CHOSEN = ROWS.transform_filter("datum.chosen")
FAMILIES = "prices;things;wages and incomes;share of an economy;interest;stock market".split(";")
LOOK = {
    "width": WIDE,
    "autosize": {"type": "fit-x", "contains": "padding"},
    "padding": {"top": 6, "bottom": 4, "left": 0, "right": 0},
    "config": {
        "aria": False,
        "background": None,
        "font": "Rereading Sans, system-ui, sans-serif",
        "view": {"stroke": None},
        "text": {"fontSize": TEXT},
        "axis": {"labelFontSize": TEXT},
    },
}


def imports_chart() -> alt.LayerChart:
    """Return the share as a part of each whole, the article's number across."""
    asserted = claim("china-56-percent").asserted
    x = alt.X("share_pct:Q", axis=None, scale=alt.Scale(domain=[0, 100], nice=False))
    y = alt.Y("whole:N", axis=None, sort=None)
    left, right = alt.XDatum(0, axis=None), alt.XDatum(100, axis=None)
    strong = alt.condition("datum.chosen", alt.value(DATA), alt.value(SECOND))
    bars = ROWS.mark_bar(size=22, yOffset=10)
    above: dict[str, Any] = {"yOffset": -14, "baseline": "middle"}
    share = ROWS.mark_text(align="left", fontWeight="bold", color=INK, **above)
    fraction = ROWS.mark_text(align="right", color=MUTED, **above)
    return alt.layer(
        bars.encode(x=left, x2=alt.X2Datum(100), y=y, color=alt.value(RULE)),
        bars.encode(x=x, x2=alt.X2Datum(0), y=y, color=strong),
        *_article(x, asserted.value, f"the article: {asserted.label}"),
        share.encode(x=left, y=y, text="said:N"),
        fraction.encode(x=right, y=y, text="part_of_whole:N"),
    ).properties(height=alt.Step(72))


def reserves_chart() -> alt.LayerChart:
    """Return the ranking as bars, the tonnages that would be second as a grey stretch."""
    room = alt.Scale(domainMin=0, nice=False, range=[0, alt.ExprRef("width - 70")])
    x, low = alt.X("mt:Q", axis=None, scale=room), alt.X("low_mt:Q", axis=None)
    names = alt.Axis(labelColor=INK, labelLimit=200, **BARE)
    y = alt.Y("country:N", sort=None, title=None, axis=names)
    claimed = alt.when("datum.role == 'claimed'").then(alt.value(ACCENT))
    bar = claimed.when("datum.role == 'north'").then(alt.value(INK)).otherwise(alt.value(DATA))
    first = ROWS.transform_filter("datum.place == 1")
    stretch = first.mark_rect(color=RULE, opacity=0.7)
    second = first.mark_text(text="second", color=MUTED, align="left", baseline="bottom", dy=-3)
    tonnes = ROWS.mark_text(align="left", dx=5, fontWeight="bold")
    bottom = alt.value(alt.ExprRef("height"))
    return alt.layer(
        stretch.encode(x=low, x2="high_mt:Q", y=alt.value(0), y2=bottom),
        second.encode(x=low, y=alt.value(0)),
        ROWS.mark_bar(size=16).encode(x=x, y=y, color=bar),
        tonnes.encode(x=x, y=y, text="tonnes:N", color=claimed.otherwise(alt.value(INK))),
    ).properties(height=alt.Step(25))


def compensation_chart() -> alt.LayerChart:
    """Return every yardstick's factor as a dot on a log axis, a line a family."""
    asserted = compensation.ASSERTED_FACTOR
    powers = [0.01, 0.1, 1, 10, 100, 1000]
    said = "'×' + (datum.value < 1 ? datum.value : format(datum.value, ','))"
    grid: dict[str, Any] = {"grid": True, "gridColor": RULE, **BARE}
    times = alt.Axis(values=powers, labelExpr=said, labelColor=MUTED, **grid)
    log = alt.Scale(type="log", domain={"unionWith": [1, 200]}, nice=False, padding=26)
    x = alt.X("x:Q", title=None, scale=log, axis=times)
    y = alt.Y("family:N", axis=None, sort=None, scale=alt.Scale(domain=FAMILIES))
    dot: dict[str, Any] = {"stroke": CARD, "opacity": 1, "yOffset": 6}
    factor = CHOSEN.transform_calculate(text="'×' + datum.factor").mark_text(
        color=DATA, fontWeight="bold", fontSize=TEXT + 2, yOffset=24
    )
    names = alt.Chart(alt.InlineData([{"family": family} for family in FAMILIES])).mark_text(
        align="left", color=MUTED, yOffset=-12
    )
    return alt.layer(
        *_article(x, asserted, f"the claim: {label(asserted, 'factor')}"),
        ROWS.mark_circle(size=80, color=SECOND, strokeWidth=1, **dot).encode(x=x, y=y),
        CHOSEN.mark_circle(size=210, color=DATA, strokeWidth=2, **dot).encode(x=x, y=y),
        factor.encode(x=x, y=y, text="text:N"),
        names.encode(x=alt.value(0), y=y, text="family:N"),
    ).properties(height=alt.Step(58))


def _article(x: alt.X, value: float, caption: str) -> list[alt.Chart]:
    """Return the article's number as a line across, its words above."""
    at = alt.Chart(alt.InlineData([{str(x.shorthand).removesuffix(":Q"): value}]))
    words = at.mark_text(text=caption, color=ACCENT, fontWeight="bold", baseline="bottom", dy=-8)
    return [
        # A seam of the ground keeps the line apart from a bar of much the same lightness.
        at.mark_rule(color=CARD, size=6, y2Offset=-6).encode(x=x),
        at.mark_rule(color=ACCENT, size=2, y2Offset=-6).encode(x=x),
        words.encode(x=x, y=alt.value(0)),
    ]


CHARTS = {
    "try-imports": imports_chart,
    "try-reserves": reserves_chart,
    "try-compensation": compensation_chart,
}


def chart_and_drawings(key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a what-if's `chart` for Vega, its `rows` empty, and SVGs with them, `wide` and `narrow`."""
    lite = CHARTS[key]().to_dict() | LOOK
    lite.setdefault("datasets", {})["rows"] = []
    chart = vl_convert.vegalite_to_vega(json.dumps(lite))
    data = [each | {"values": rows} if each["name"] == "rows" else each for each in chart["data"]]
    wide, narrow = (
        vl_convert.vega_to_svg(chart | {"width": width, "data": data}) for width in (WIDE, NARROW)
    )
    return {"chart": chart, "wide": wide, "narrow": narrow}
