"""The rules that no single cell can break: each broken once in every table that names it."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from helpers import DATA

from rereading.cells import DataError
from rereading.data import read_table, table
from rereading.rules import KINDS, Breach, first_breach

RESOURCES = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
RULES = {resource["name"]: resource.get("rules", []) for resource in RESOURCES}


def breach(rule: dict[str, Any], **columns: list[Any]) -> Breach | None:
    return first_breach([rule], columns)


def test_every_kind_of_rule_is_used_and_every_used_one_is_known() -> None:
    assert {rule["rule"] for rules in RULES.values() for rule in rules} == set(KINDS)


def test_rules_name_columns_that_exist() -> None:
    for name, rules in RULES.items():
        columns = set(table(name).columns)
        for rule in rules:
            named = {rule[key] for key in ("field", "over", "part", "whole", "by", "key", "where",
                                           "kind", "date", "later") if key in rule}  # fmt: skip
            named -= {rule["by"]} if rule["rule"] == "apart" else set()
            assert named | set(rule.get("fields", [])) <= columns, name


def test_lines_out_of_order() -> None:
    rule = {"rule": "order", "fields": ["year", "who"]}
    assert breach(rule, year=[1, 1, 2], who=["a", "b", "a"]) is None
    assert breach(rule, year=[1, 1], who=["a", "a"]) is None
    found = breach(rule, year=[1, 2, 1], who=["a", "a", "b"])
    assert found == Breach(4, "year, who", "1, b", "lines in order: nothing below 2, a")


def test_a_gap_a_repeat_and_a_wrong_start() -> None:
    rule = {"rule": "unbroken", "field": "row", "from": 1}
    assert breach(rule, row=[1, 2, 3]) is None
    for rows, line in (([1, 3], 3), ([1, 2, 2], 4), ([2, 3], 2)):
        found = breach(rule, row=rows)
        assert found is not None
        assert found.line == line


def test_gaps_count_in_each_group_but_the_excepted() -> None:
    rule = {"rule": "unbroken", "field": "year", "by": "series", "except": ["odd"]}
    assert breach(rule, year=[7, 8, 3, 4], series=["a", "a", "b", "b"]) is None
    assert breach(rule, year=[7, 9], series=["odd", "odd"]) is None
    found = breach(rule, year=[7, 8, 3, 5], series=["a", "a", "b", "b"])
    assert found == Breach(5, "year", "5 b", "4: no gap and none twice")


@pytest.mark.parametrize(
    ("second", "fits"), [(90, True), (89.9, False), (110, True), (110.1, False)]
)
def test_a_step_too_far(second: float, fits: bool) -> None:
    rule = {"rule": "steps", "field": "value", "by": "series", "between": {"a": [0.9, 1.1]}}
    found = breach(rule, value=[100.0, second, 1.0, 9.0], series=["a", "a", "free", "free"])
    assert (found is None) == fits
    assert fits or (found is not None and (found.line, found.column) == (3, "value"))


@pytest.mark.parametrize(
    ("value", "weight", "fits"),
    [(2.0, 2.0, True), (1.9, 2.0, False), (6.0, 2.0, True), (6.1, 2.0, False), (9.0, 0.9, True),
     (9.0, math.nan, True), (9.0, 1.0, False)],
)  # fmt: skip
def test_a_price_out_of_all_reason(value: float, weight: float, fits: bool) -> None:
    rule = {"rule": "quotient", "field": "value", "over": "weight", "by": "line", "from": 1,
            "between": {"x": [1, 3]}, "unit": "dollars"}  # fmt: skip
    assert (breach(rule, value=[value], weight=[weight], line=["x"]) is None) == fits


def test_a_share_that_its_parts_do_not_give() -> None:
    rule = {"rule": "share", "field": "pct", "part": "part", "whole": "whole", "within": 1}
    assert breach(rule, pct=[51.0], part=[50.0], whole=[100.0]) is None
    assert breach(rule, pct=[51.0], part=[math.nan], whole=[100.0]) is None
    found = breach(rule, pct=[51.1], part=[50.0], whole=[100.0])
    assert found == Breach(2, "pct", "51.1", "50, as 50.0 is of 100.0")


def test_ends_the_wrong_way_round() -> None:
    rule = {"rule": "ascending", "fields": ["low", "high"]}
    assert breach(rule, low=[1.0, 2.0, 3.0], high=[2.0, 2.0, math.nan]) is None
    found = breach(rule, low=[1.0, 2.0], high=[2.0, 1.0])
    assert found == Breach(3, "low, high", "2.0, 1.0", "values that go up, from left to right")


def test_years_that_are_not_one_apart() -> None:
    rule = {"rule": "apart", "field": "data", "later": "edition", "by": 1}
    assert breach(rule, data=[2016], edition=[2017]) is None
    assert breach(rule, data=[2017], edition=[2017]) == Breach(2, "data", "2017", "2016")


def test_a_year_that_is_not_that_of_its_date() -> None:
    rule = {"rule": "dated", "field": "year", "date": "date"}
    assert breach(rule, year=[1978], date=["1978-06"]) is None
    assert breach(rule, year=[1979], date=["1978-06"]) == Breach(
        2, "year", "1979", "the year of 1978-06"
    )


@pytest.mark.parametrize(
    ("second", "fits"),
    [(60.0, True), (65.0, True), (66.0, False), (49.0, False), (math.nan, False)],
)
def test_parts_that_do_not_make_their_total(second: float, fits: bool) -> None:
    rule = {"rule": "parts", "field": "t", "by": "year", "kind": "kind", "total": "total",
            "where": "use", "least": 0.9, "most": 1.05}  # fmt: skip
    columns = {
        "t": [40.0, second, 900.0, 100.0, 7.0],
        "kind": ["country", "group", "country", "total", "country"],
        "use": [True, True, False, True, True],
        "year": [2017, 2017, 2017, 2017, 2018],
    }
    assert (breach(rule, **columns) is None) == fits


def test_a_line_that_is_not_the_product_of_two_others() -> None:
    rule = {"rule": "product", "field": "v", "key": "id", "by": "year", "is": "yen",
            "of": ["usd", "rate"], "within": 0.01}  # fmt: skip
    ids, years = ["yen", "usd", "rate", "yen"], [1, 1, 1, 2]
    assert breach(rule, v=[20.1, 2.0, 10.0, 5.0], id=ids, year=years) is None
    found = breach(rule, v=[20.3, 2.0, 10.0, 5.0], id=ids, year=years)
    assert found == Breach(2, "v", "20.3", "usd times rate, 20, in 1")


def test_the_reader_says_which_line_breaks_a_rule(tmp_path: Any) -> None:
    for path in DATA.iterdir():
        (tmp_path / path.name).symlink_to(path)
    file = tmp_path / "reserves.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.unlink()
    file.write_text("".join(lines[:5] + lines[6:]), "utf-8")
    with pytest.raises(DataError, match=r"data/reserves.csv, line 6, column row\n.*found: +6 *\n"):
        read_table("reserves", tmp_path)
