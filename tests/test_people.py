"""The abducted and the dead: counts that must agree, and a balance."""

import re

from helpers import csv_rows

from rereading import people
from rereading.data import table


def test_the_list_of_cases_adds_up_to_the_printed_counts() -> None:
    printed = {row["count_id"]: int(row["value"]) for row in csv_rows("abduction_counts")}
    fates = table("abductees").groupby("status")["people"].sum()
    assert fates.to_dict() == {people.RETURNED: 5, people.DEAD: 8, people.DENIED: 4}
    assert fates.sum() == printed["recognised"] == printed["police"] - 2  # two Korean nationals
    assert fates[people.RETURNED] == printed["returned"] == printed["said-alive"]


def test_nobody_is_named() -> None:
    for row in csv_rows("abductees"):
        # Two capital words in a row that are no place, paper or office would be a name.
        assert not re.search(r"\b[A-Z][a-z]+[ -][A-Z][a-z]+", row["label"])


def test_the_count_before_the_article_is_the_last_before_it() -> None:
    dates = [row["as_of"] for row in csv_rows("missing_persons")]
    assert max(date for date in dates if date < "2017-08-06") == people.BEFORE_ARTICLE


def test_the_remains_are_a_balance_to_the_last_digit() -> None:
    persons = table("remains").set_index("row_id")["value"]
    assert persons["r01"] - persons["r02"] == persons[people.MINISTRY] == 21600
