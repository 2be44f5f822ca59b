"""Claims, readings and verdicts: does what the words assert come out, and by which reading?"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from inspect import signature
from typing import Any

import pandas as pd

from rereading import chronology, compensation, import_share, people, reserves, supply
from rereading.credits import source_ids
from rereading.data import table
from rereading.evidence import READING_COLUMNS
from rereading.quantities import Number, day_words, words
from rereading.verdicts import UNTESTABLE, Band, Verdict, verdict_of_number, verdict_of_statement

ARTICLE_SOURCE = "money-k01"  # the article itself, among the sources
# What makes each claim's readings; its parameters are the names of the tables that it takes.
READINGS: dict[str, Callable[..., pd.DataFrame]] = {
    "abductees-dozens": people.readings_of_dozens,
    "abductions-1970s-80s": people.readings_of_decades,
    "five-released": people.readings_of_released,
    "remains-20000": people.readings_of_remains,
    "remains-tens-of-millions": people.readings_of_demand,
    "nk-claims-200m-t": reserves.readings_of_claimed_tonnage,
    "nk-second-after-china": reserves.readings_of_second,
    "japan-lacks-rare-earths": reserves.readings_of_japan_lacks,
    "relies-on-china": import_share.readings_of_reliance,
    "china-56-percent": import_share.readings_of_56,
    "china-cut-off": import_share.readings_of_cut_off,
    "new-deals": supply.readings_of_new_deals,
    "south-korea-300m": compensation.readings_of_300m,
    "kim-30bn-today": compensation.readings_of_30bn,
    "rule-35-years": chronology.readings_of_rule,
    "sanctions-growing": chronology.readings_of_growing,
    "tokyo-folded-released-crew": chronology.readings_of_release,
}


@dataclass(frozen=True)
class Claim:
    """One checkable statement of the article with its readings.

    One that cannot be tested says why in `untestable_reason`; its asserted number and band are NaN.

    `readings` is a frame, a row a reading: reading_id, label, value, unit, literal, in_band,
    changed (what it takes otherwise than the words say), grade, source_id, bears_out. `event_id`
    is the story that the sentence tells (see `prints`). `changed` names what a reader has put in
    place of the register's.
    """

    claim_id: str
    says: str
    statement: str
    asserted: Number
    band: Band
    readings: pd.DataFrame
    page: str = ""
    paragraph: int = 0
    short: str = ""
    untestable_reason: str = ""
    event_id: str = ""
    changed: tuple[str, ...] = ()

    @property
    def literal(self) -> pd.Series[Any]:
        """The literal reading, a row of `readings`. Raises `IndexError` if there is no reading."""
        return self.readings[self.readings["literal"]].iloc[0]

    @property
    def headline(self) -> str:
        """The number the article asserts as a card prints it, or its words where it has none."""
        # A number that only stands in for a word ("dozens") is not in the statement.
        has_number = not math.isnan(self.asserted.value) and str(self.asserted) in self.statement
        return self.asserted.label if has_number else self.says

    @property
    def verdict(self) -> Verdict:
        """The verdict, computed from readings and prints by the one rule (see `verdicts`)."""
        if self.untestable_reason:
            return Verdict(UNTESTABLE, None, self.untestable_reason)
        unit = self.asserted.unit
        if unit == "holds":
            return verdict_of_statement(self.readings)
        return verdict_of_number(self.readings, self.asserted.value, unit, self.band, self.event_id)

    def with_band(self, low: float, high: float) -> Claim:
        """Return the claim with another band, in its own unit; the verdict is computed anew."""
        band = Band(float(low), float(high), True, "a reader's own")
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
        """Return the claim as if the article had printed another number, its band moved along."""
        old, new = self.asserted, replace(self.asserted, value=float(value))
        if old == new:
            return self
        band = self.band.moved(old.value, new.value, old.unit)
        said, says = (text.replace(str(old), str(new)) for text in (self.statement, self.says))
        return self._with("number", asserted=new, band=band, statement=said, says=says)

    def _with(self, what: str, **parts: Any) -> Claim:
        new = replace(self, changed=tuple(dict.fromkeys((*self.changed, what))), **parts)
        in_band = new.readings["value"].map(new.band.holds)
        return replace(new, readings=new.readings.assign(in_band=in_band))

    def number(self, reading_id: str = "") -> Number:
        """Return the value of a reading, by default the literal one; `KeyError` for an unknown id."""
        row = self.readings.set_index("reading_id").loc[reading_id or self.literal["reading_id"]]
        sources = source_ids([row["source_id"]])
        decimals = int(row["decimals"]) if "decimals" in row else None  # of a reader's own claim
        return Number(float(row["value"]), self.asserted.unit, row["grade"], sources, decimals)


def claim(claim_id: str) -> Claim:
    """Return a claim of the register with its readings; raises `KeyError` for an unknown id."""
    made = _claim(claim_id)
    return replace(made, readings=made.readings.copy())


def register() -> pd.DataFrame:
    """Return all claims with their verdicts: a row a claim, in the order of the article.

    Columns: claim_id, page, paragraph, topic, short, says (the article’s words), trivial, unit, kind
    (number or statement), verdict, literal (as a chart prints it), readings (how many), in_band
    (how many of them), tried and passed (placebos, see `verdicts`), named (what the verdict rests
    on; of a claim that cannot be tested, why not), grade (of that).
    """
    rows = table("claims")["claim_id page paragraph topic short says trivial unit".split()]
    claims = [claim(claim_id) for claim_id in rows["claim_id"]]
    verdicts = [it.verdict for it in claims]
    return rows.assign(
        kind=["statement" if unit in ("", "holds") else "number" for unit in rows["unit"]],
        verdict=[verdict.kind for verdict in verdicts],
        literal=["" if it.untestable_reason else it.number().label for it in claims],
        readings=[len(it.readings) for it in claims],
        in_band=[int(it.readings["in_band"].sum()) for it in claims],
        tried=[verdict.tried for verdict in verdicts],
        passed=[verdict.passed for verdict in verdicts],
        named=[verdict.named for verdict in verdicts],
        grade=["" if verdict.reading is None else verdict.reading["grade"] for verdict in verdicts],
    )


def judge(readings: pd.DataFrame, band: Band, unit: str, literal_id: str) -> pd.DataFrame:
    """Return readings with unit, literal and in_band, the literal one first; `ValueError` without it."""
    literal = readings["reading_id"] == literal_id
    if literal_id and literal.sum() != 1:
        raise ValueError(f"{literal.sum()} readings have the id {literal_id!r}; one must")
    judged = readings[READING_COLUMNS].assign(
        bears_out=readings.get("bears_out", ""),
        unit=unit,
        literal=literal,
        in_band=readings["value"].map(band.holds),
    )
    return judged.iloc[(~literal).to_numpy().argsort(kind="stable")].reset_index(drop=True)


def last_search(claim_id: str) -> str:
    """Return the day of the last search for a claim's records, as a reader says it; "" for none."""
    searches = table("searches")
    its = searches["claim_ids"].str.split(";").map(lambda ids: claim_id in ids)
    return day_words(searches.loc[its, "date"].max()) if its.any() else ""


@cache
def _claim(claim_id: str) -> Claim:
    claims = table("claims").set_index("claim_id")
    if claim_id not in claims.index:
        raise KeyError(f"no claim {claim_id!r}; the claims are {', '.join(claims.index)}")
    row = claims.loc[claim_id]
    value, unit = float(row["asserted_value"]), row["unit"]
    high = math.inf if math.isnan(row["band_high"]) else float(row["band_high"])
    included = bool(row["band_high_included"])
    band = Band(float(row["band_low"]), high, included, row["band_reason"])
    if make := READINGS.get(claim_id):
        readings = make(*map(table, signature(make).parameters))
    else:
        readings = table("records").query("claim_id == @claim_id")
    return Claim(
        claim_id=claim_id,
        paragraph=int(row["paragraph"]),
        **row[["page", "short", "says", "event_id"]],
        statement=row["statement"].format(asserted="" if math.isnan(value) else words(value, unit)),
        asserted=Number(value, unit, "the article", (ARTICLE_SOURCE,)),
        band=band,
        untestable_reason=row["untestable_reason"].format(searched=last_search(claim_id)),
        readings=judge(readings, band, unit, row["literal_reading"]),
    )
