"""Claims, readings and verdicts: does what the words assert come out, and by which reading?"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from rereading import calendar, compensation, imports, people, reserves, supply
from rereading.data import table
from rereading.numbers import Number, label, source_ids, words

REPRODUCED = "reproduced"
ON_ANOTHER = "reproduced on another reading"
NOT_REPRODUCED = "not reproduced"
NOT_TESTABLE = "not testable"
VERDICTS = (REPRODUCED, ON_ANOTHER, NOT_REPRODUCED, NOT_TESTABLE)
ARTICLE_SOURCE = "money-k01"  # the article itself, among the sources

# Units in which a band lies as far on either side of any number.
COUNTED_UNITS = ("pct", "rank", "count", "persons", "year", "years")

# What a subject returns for each reading; `claim` adds unit, literal and in_band.
READING_COLUMNS = ["reading_id", "label", "value", "grade", "source_id", "changed", "printed"]

# Which tables each claim's readings are made from, and by which function.
READINGS: dict[str, tuple[Callable[..., pd.DataFrame], tuple[str, ...]]] = {
    "abductees-dozens": (
        people.readings_of_dozens,
        ("abductees", "abduction_counts", "missing_persons"),
    ),
    "abductions-1970s-80s": (people.readings_of_decades, ("abductees", "abduction_counts")),
    "five-released": (people.readings_of_released, ("abductees", "abduction_counts")),
    "remains-20000": (people.readings_of_remains, ("remains",)),
    "remains-tens-of-millions": (people.readings_of_demand, ("recovery_costs", "remains")),
    "nk-claims-200m-t": (reserves.readings_of_claimed_tonnage, ("north_korea_tonnages",)),
    "nk-second-after-china": (reserves.readings_of_second, ("reserves", "reserve_base")),
    "japan-lacks-rare-earths": (reserves.readings_of_japan_lacks, ("reserves",)),
    "relies-on-china": (
        imports.readings_of_reliance,
        ("import_tonnes", "import_shares", "trade_flows"),
    ),
    "china-56-percent": (
        imports.readings_of_56,
        ("trade_flows", "import_tonnes", "import_shares", "export_shares"),
    ),
    "china-cut-off": (
        imports.readings_of_cut_off,
        ("import_months", "import_tonnes", "clash_events"),
    ),
    "new-deals": (supply.readings_of_new_deals, ("deals", "trade_flows")),
    "south-korea-300m": (compensation.readings_of_300m, ("settlement",)),
    "kim-30bn-today": (
        compensation.readings_of_30bn,
        ("money_methods", "money_series", "cited_factors"),
    ),
    "rule-35-years": (calendar.readings_of_rule, ("calendar_events",)),
    "sanctions-growing": (
        calendar.readings_of_growing,
        ("sanctions_and_tests", "calendar_events"),
    ),
    "tokyo-folded-released-crew": (calendar.readings_of_release, ("clash_events",)),
}


@dataclass(frozen=True)
class Band:
    """The values that a claim's wording allows, from `low` (included) up to `high`."""

    low: float
    high: float
    high_included: bool
    reason: str

    def holds(self, value: float) -> bool:
        """Return whether a value lies in the band."""
        return self.low <= value < self.high or (self.high_included and value == self.high)


@dataclass(frozen=True)
class Verdict:
    """What the readings say of a claim: `kind`, and the reading it rests on (None: no reading).

    `reading` is the literal one where that settles it, else the one named.
    """

    kind: str
    reading: pd.Series[Any] | None


@dataclass(frozen=True)
class Claim:
    """One checkable statement of the article with its readings.

    A claim that cannot be tested has no readings, and says why in `untestable_reason`; its
    asserted number and band are empty (NaN). `readings` is a frame, a row a reading: reading_id,
    label, value, unit, literal, in_band, changed (what it takes otherwise than the words say),
    grade, source_id, printed (whether somebody published it as such). `changed` names what a
    reader has put in place of the register's.
    """

    claim_id: str
    page: str
    paragraph: int
    short: str
    says: str
    topic: str
    statement: str
    asserted: Number
    band: Band
    literal_reason: str
    untestable_reason: str
    readings: pd.DataFrame
    changed: tuple[str, ...] = ()

    @property
    def literal(self) -> pd.Series[Any]:
        """The literal reading, a row of `readings`. Raises `IndexError` if there is no reading."""
        return self.readings[self.readings["literal"]].iloc[0]

    @property
    def headline(self) -> str:
        """The number the article asserts as a card prints it, or its words where it has none.

        A number that only stands in for a word ("dozens") is not in the statement.
        """
        has_number = not math.isnan(self.asserted.value) and str(self.asserted) in self.statement
        return self.asserted.label if has_number else self.says

    @property
    def verdict(self) -> Verdict:
        """The verdict, computed from the readings."""
        return verdict_of(self.readings, self.asserted.value)

    def with_band(self, low: float, high: float, high_included: bool = True) -> Claim:
        """Return the claim with another band, in its own unit; the verdict is computed anew."""
        band = Band(float(low), float(high), high_included, "a reader's own")
        same = (band.low, band.high) == (self.band.low, self.band.high)
        return self if same else self._with("band", band=band)

    def with_literal(self, value: float | Number) -> Claim:
        """Return the claim with another value of its literal reading, in its own unit."""
        given = value.value if isinstance(value, Number) else float(value)
        if math.isclose(given, self.literal["value"], rel_tol=1e-9):
            return self
        readings = self.readings.copy()
        readings.loc[readings["literal"], ["value", "label"]] = [given, "the value given here"]
        return self._with("literal reading", readings=readings)

    def with_asserted(self, value: float) -> Claim:
        """Return the claim as if the article had printed another number, in the same unit.

        The band comes along: as far on either side for a percent, a rank or a count, in the same
        proportion for an amount.
        """
        old = self.asserted
        if value == old.value:
            return self
        asserted = replace(old, value=float(value))
        low, high = (
            end + value - old.value if old.unit in COUNTED_UNITS else end * value / old.value
            for end in (self.band.low, self.band.high)
        )
        return self._with(
            "number",
            asserted=asserted,
            band=replace(self.band, low=low, high=high),
            statement=self.statement.replace(str(old), str(asserted)),
            says=self.says.replace(str(old), str(asserted)),
        )

    def _with(self, what: str, **parts: Any) -> Claim:
        new = replace(self, changed=tuple(dict.fromkeys((*self.changed, what))), **parts)
        in_band = new.readings["value"].map(new.band.holds)
        return replace(new, readings=new.readings.assign(in_band=in_band))

    def number(self, reading_id: str, decimals: int | None = None) -> Number:
        """Return the value of one reading as a `Number`. Raises `KeyError` for an unknown id."""
        row = self.readings.set_index("reading_id").loc[reading_id]
        sources = source_ids([row["source_id"]])
        return Number(float(row["value"]), self.asserted.unit, row["grade"], sources, decimals)


def claim(claim_id: str) -> Claim:
    """Return a claim of the register with its readings and verdict.

    Raises `KeyError` for an unknown id, `ValueError` if the readings do not hold exactly one
    literal reading, and `DataError` if a table does not fit its description.
    """
    made = _claim(claim_id)
    return replace(made, readings=made.readings.copy())


def register() -> pd.DataFrame:
    """Return all claims with their verdicts: a row a claim, in the order of the article.

    Columns: claim_id, page, paragraph, topic, short, says (the article’s words), unit, verdict,
    literal (as a chart prints it), readings (how many), in_band (how many of them), named (label of
    the reading the verdict rests on; of a claim that cannot be tested, why not), grade (of that
    reading).
    """
    rows = []
    for claim_id in table("claims")["claim_id"]:
        it = claim(claim_id)
        verdict = it.verdict
        named = verdict.reading
        rows.append(
            {
                "claim_id": it.claim_id,
                "page": it.page,
                "paragraph": it.paragraph,
                "topic": it.topic,
                "short": it.short,
                "says": it.says,
                "unit": it.asserted.unit,
                "verdict": verdict.kind,
                "literal": "" if named is None else label(it.literal["value"], it.asserted.unit),
                "readings": len(it.readings),
                "in_band": int(it.readings["in_band"].sum()),
                "named": it.untestable_reason if named is None else named["label"],
                "grade": "" if named is None else named["grade"],
            }
        )
    return pd.DataFrame(rows)


def expected_by_chance(values: pd.Series[float], low: float, high: float, reach: float) -> float:
    """Return how many values would fall in a band if those around it lay evenly.

    `values` within `reach` of the middle of the band, times the band's part of that stretch. For
    amounts that differ by factors, pass logarithms.
    """
    middle = (low + high) / 2
    near = values.between(middle - reach, middle + reach).sum()
    return float(near) * (high - low) / (2 * reach)


def verdict_of(readings: pd.DataFrame, asserted: float) -> Verdict:
    """Return the verdict that readings give, by one rule for all claims.

    The literal reading decides; if it misses, the verdict names the reading in the band that
    changes the fewest things, before others one that somebody published, before others the one
    closest to the asserted value.
    """
    if readings.empty:
        return Verdict(NOT_TESTABLE, None)
    literal = readings[readings["literal"]].iloc[0]
    if literal["in_band"]:
        return Verdict(REPRODUCED, literal)
    hits = readings[readings["in_band"]]
    if hits.empty:
        return Verdict(NOT_REPRODUCED, literal)
    nearest = hits.assign(
        changes=[len(changed.split("; ")) if changed else 0 for changed in hits["changed"]],
        unprinted=~hits["printed"].astype(bool),
        distance=(hits["value"] - asserted).abs(),
    ).sort_values(["changes", "unprinted", "distance"], kind="stable")
    return Verdict(ON_ANOTHER, hits.loc[nearest.index[0]])


def records_of(records: pd.DataFrame, claim_id: str) -> pd.DataFrame:
    """Return the dated records about a claim as readings."""
    rows = records[records["claim_id"] == claim_id]
    return rows.assign(printed=True)[READING_COLUMNS].reset_index(drop=True)


def judge(readings: pd.DataFrame, band: Band, unit: str, literal_id: str) -> pd.DataFrame:
    """Return readings with unit, literal and in_band added, the literal one first.

    Raises `ValueError` unless exactly one reading has the id `literal_id`. No readings stay none.
    """
    if readings.empty:
        return pd.DataFrame(columns=[*READING_COLUMNS, "unit", "literal", "in_band"])
    literal = readings["reading_id"] == literal_id
    if literal.sum() != 1:
        raise ValueError(f"{literal.sum()} readings have the id {literal_id!r}; one must")
    judged = readings[READING_COLUMNS].assign(
        unit=unit, literal=literal, in_band=readings["value"].map(band.holds)
    )
    return judged.iloc[(~literal).to_numpy().argsort(kind="stable")].reset_index(drop=True)


@cache
def _claim(claim_id: str) -> Claim:
    claims = table("claims").set_index("claim_id")
    if claim_id not in claims.index:
        raise KeyError(f"no claim {claim_id!r}; the claims are {', '.join(claims.index)}")
    row = claims.loc[claim_id]
    high = math.inf if math.isnan(row["band_high"]) else float(row["band_high"])
    band = Band(
        float(row["band_low"]),
        high,
        bool(row["band_high_included"]),
        row["band_reason"],
    )
    tested = not math.isnan(row["asserted_value"])
    said = words(float(row["asserted_value"]), row["unit"]) if tested else ""
    asserted = Number(float(row["asserted_value"]), row["unit"], "the article", (ARTICLE_SOURCE,))
    if claim_id in READINGS:
        make, tables = READINGS[claim_id]
        made = make(*map(table, tables))
    else:
        made = records_of(table("records"), claim_id)
    if made.empty == (not row["untestable_reason"]):
        raise ValueError(f"{claim_id}: give readings, or the reason why there are none; not both")
    readings = judge(made, band, row["unit"], row["literal_reading"])
    return Claim(
        claim_id=claim_id,
        page=row["page"],
        paragraph=int(row["paragraph"]),
        short=row["short"],
        says=row["says"],
        topic=row["topic"],
        untestable_reason=row["untestable_reason"],
        statement=row["statement"].format(asserted=said),
        asserted=asserted,
        band=band,
        literal_reason=row["literal_reason"],
        readings=readings,
    )
