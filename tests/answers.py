"""Answers as pupils type them, good and bad: what Python and the page's script must agree on."""

from __future__ import annotations

from typing import Any

# The empty, the wordy, the ambiguous, the foreign and the malicious.
ANSWERS = [
    *("", " ", "\t", "\u00a0", "\ufeff", "-", "+", ".", ",", "%", "$", "?", "…", "—", "()", "''"),
    *("banana", "I do not know", "no idea", "none", "zero", "one", "two", "second", "1st", "2nd"),
    *("first", "First!", "the second", "one or two", "ninth of ten", "twelve percent", "seven"),
    *("no", "yes", "true", "NaN", "nan", "inf", "Infinity", "-inf", "null", "undefined", "__proto__"),
    *("constructor", "toString", "hasOwnProperty 5", "constructor 5", "valueOf"),
    *("56", "56 %", "56%", "56 percent", "56 per cent", "56 Percent.", "56.0", "56,0", "0.56", ".56"),
    *(",56", "0,56", "56.3", "56,3", "56.3 %", "５６", "５６．３％", "５６，３", "５６ パーセント", "약 56", "约56%"),
    *("= 56", "~56", "≈ 56", "about 56", "56 or so", "56!", "56...", "56 .", "(56)", "[56]", "'56'"),
    *("81.6", "81,6", "81.60621761658031", "82", "82 pct", "0.816", "0,816", "0.82", "81", "80.9"),
    *("23,310", "23 310", "23.310", "23'310", "23’310", "23\u202f310", "23310", "23 310 t", "23310 tonnes"),
    *("1,234,567", "1.234.567", "1 234 567", "1.234.567,8", "1,234,567.8", "1,23,456", "1.2.3", "1,2.3,4"),
    *("12 34", "1 2345", "12.12.2012", "1,,2", "1..2", "56,3.", "00,816", "007", "1 234,5 %", "1'000'000"),
    *("$30bn", "30 billion", "30 bn dollars", "US$30 billion", "USD 30 bn", "30,000 million", "30b", "¥30"),
    *("30 billion yen", "€30", "30000000000", "3e10", "3E10", "2.33e9", "2e3", "1e400", "1e-400", "5e", "e5"),
    *("2.33", "2,33", "$2.33bn", "2.33 billion dollars", "2334", "2,334", "2 334 million", "2.3 million"),
    *("2,333,883,458", "2.333.883.458", "3.89", "3,9 bn", "7.8", "×7.8", "7.8x", "7.8 times", "7.8-fold"),
    *("-5", "−5", "- 5", "-$5", "–5 %", "minus 5", "5-", "+5", "-0", "0", "0.0", "00", "−0,816", "co-5"),
    *("44", "44 Mt", "44 mt", "44 million t", "44,000,000", "44,000,000 tonnes", "44 kg", "44 kt", "21 000 000 t"),
    *("21", "21.0 Mt", "20.97", "1000000", "99999", "100.5", "100 %", "441", "1e9999", "0.0001", "0.000001"),
    *("2012", "in 2012", "year 2012", "2,012", "2.012", "2010-2012", "2010–2012", "2010 or 2012", "2012?", "2012 AD"),
    *("59 days", "59d", "2 months", "8 weeks", "two months", "59 Tage", "60", "59.4", "1.053,8", "1 054", "1054"),
    *("1/2", "½", "18993/23310", "56 of 100", "56:100", "5 6", "x²", "①", "٥٦", "५६", "IV", "0x38", "#56"),
    *("56 tonnes", "56 people", "56 years", "56 points", "56 pp", "56 dollars", "56 x", "9.26 % a year", "9"),
    *("<script>alert(1)</script>", "56<br>", "&lt;56", "\"56\"", "56\\", "{hint}", "{right}", "${56}", "%s", "a" * 3000),
    *("9" * 400, "1" + " 000" * 60, "\u200b56\u200b", "56\u0000", "5\u030a6", "﷼56", "ǅ 56", "İ56", "ß", "ﬀ 56"),
    *("a", "b", "c.", "(d)", "e", "A)", "sold", "crew", "Gold", "“Gold”", "That is a verdict", "because", "Because it is so."),
    "It is the whole that changed, not the part, so the share fell without any deal at all.",
    "分母が違うので、この数字は日本の輸入ではなく中国の輸出に占める割合です。だから記事は正しくありません。",
    "분모가 다르기 때문에 이 숫자는 일본의 수입이 아니라 중국의 수출에서 차지하는 비율입니다. 그렇습니다.",
]


def answers_of(sheet: dict[str, Any]) -> list[str]:
    """Return the answers that one exercise lists: right and typically wrong, as people write them."""
    if sheet["kind"] == "choice":
        return [choice["label"] for choice in sheet["choices"]]
    if sheet["kind"] == "text":
        return [sheet["question"]]
    values = [sheet["value"], *(wrong["value"] for wrong in sheet["wrong"])]
    spelt = []
    for value in values:
        text = f"{value:.2f}"
        spelt += [repr(float(value)), text, text.replace(".", ","), f"{value:,.2f}", f"{value:.0f} "]
        spelt += [f"{value / 100:.6f}", f"{value:.3g} {sheet['says']['unit']}", f"-{text}"]
    return spelt
