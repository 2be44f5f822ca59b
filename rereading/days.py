"""The days and years that several subjects share."""

CLASH, ARTICLE = "2010-09-07", "2017-08-06"
CLASH_YEAR, ARTICLE_YEAR, YEAR_BEFORE_ARTICLE = 2010, 2017, 2016
SETTLEMENT_YEAR = 1965
FIRST_WEIGHT = 2000  # before it BACI has hardly any weights for the two lines of HS 2846
STOP = "2010-09-21"  # of shipments, as firms dated it; a day of `clash_events`
