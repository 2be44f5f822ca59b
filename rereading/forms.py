"""Numbers as people write them: digits, scale words and units, in English, Korean and Japanese.

`TABLE` is the one table of forms. `book/_static/quiz.js` reads by the same table, and
`tests/answers.csv` holds the two readers together.
"""

import math
import re
import unicodedata
from dataclasses import dataclass, replace

from rereading.quantities import ORDINALS, SMALL

TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# Kind, how many of the smallest of its kind it is, the words for it. A `step` multiplies the number
# before it, a `scale` all that stands before it; a `part` would have to be divided. A `stop` begins
# prose, a `filler` means nothing. The rest are units; those that are no word may stand in front. A
# size of nought is the one that is asked for.
TABLE: list[tuple[str, float, str]] = [
    *(("number", value, word) for value, word in enumerate([*SMALL, *TEENS.split()])),
    *(("number", 10 * value, word) for value, word in enumerate(TENS.split(), start=2)),
    *(("ordinal", value, word) for value, word in enumerate(ORDINALS)),
    *(("number", value, sign) for value, sign in enumerate("〇一二三四五六七八九")),
    ("number", 0, "zero"),
    ("part", 1, "half halves thirds quarter quarters 半 반"),
    ("step", 10, "十 십"),
    ("step", 12, "dozen"),
    ("step", 100, "hundred 百 백"),
    ("step", 1000, "千 천"),
    ("scale", 1e3, "k thousand thousands"),
    ("scale", 1e4, "万 萬 만"),
    ("scale", 1e5, "lakh lakhs"),
    ("scale", 1e6, "m mn mln mio mil million millions"),
    ("scale", 1e7, "crore crores"),
    ("scale", 1e8, "億 亿 억"),
    ("scale", 1e9, "b bn bln bil mrd billion billions"),
    ("scale", 1e12, "tn trn trillion trillions 兆 조"),
    ("pct", 1, "% percent percentage pct pc prozent パーセント 퍼센트 프로"),
    ("pct", 10, "割 할"),
    ("points", 1, "%p pp point points ポイント 포인트"),
    ("$", 1, "$ usd dollar dollars ドル 米ドル 달러 美元"),
    ("$", 0.01, "cent cents セント 센트"),
    ("¥", 1, "¥ yen jpy 円 엔"),
    ("€", 1, "€ euro euros eur ユーロ 유로"),
    ("£", 1, "£ pound pounds gbp sterling ポンド 파운드"),
    ("₩", 1, "₩ won krw 원 ウォン"),
    ("元", 1, "元 yuan cny rmb renminbi 人民元 위안"),
    ("₹", 1, "₹ rs rupee rupees inr ルピー 루피"),
    ("₣", 1, "₣ franc francs chf フラン 프랑"),
    ("₽", 1, "₽ rouble roubles ruble rubles rub"),
    ("₺", 1, "₺ lira liras"),
    ("₱", 1, "₱ peso pesos"),
    ("weight", 1, "t ton tons tonne tonnes トン 톤"),
    ("weight", 1e3, "kt kiloton kilotons kilotonne kilotonnes"),
    ("weight", 1e6, "Mt megaton megatons megatonne megatonnes メガトン"),
    ("weight", 0, "mt"),
    ("weight", 1e-3, "kg kilo kilos kilogram kilograms キロ 킬로"),
    ("weight", 1e-6, "g gram grams グラム 그램"),
    ("×", 1, "× x times fold 倍 배"),
    ("days", 1, "d day days 日 日間 일 일간"),
    ("days", 7, "week weeks 週間 주"),
    ("months", 1, "month months か月 ヶ月 カ月 개월"),
    ("years", 1, "yr yrs year years 年 年間 년 년간 annum annually yearly"),
    ("people", 1, "person persons people 人 名 명 사람"),
    ("rank", 1, "st nd rd th place rank 位 위 番目 번째"),
    ("minus", 1, "minus negative マイナス 마이너스"),
    ("and", 1, "and"),
    ("filler", 1, "a an the per each every us so ad ce metric です だ くらい ぐらい"),
    ("filler", 1, "第 ほど 程度 個 개 입니다 이다 정도 쯤 か所"),
    ("stop", 1, "or of in to as from by for is was because の 의 で"),
]  # fmt: skip
WORDS = {word: (kind, size) for kind, size, words in TABLE for word in words.split()}
# How digits may be written: the pattern, the sign between thousands, the sign of the decimals.
DIGITS = [
    ("[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:[.][0-9]+)?", ",", "."),
    ("[0-9]*[.]?[0-9]+", "", "."),
    ("[0-9]*,[0-9]+", "", ","),
    ("[0-9]{1,3}(?:[.][0-9]{3})+(?:,[0-9]+)?", ".", ","),
]
# Spelt out, because Python and browsers do not agree on what a blank is.
BLANK = "[\t-\r \xa0\u1680\u2000-\u200d\u2028-\u202f\u205f\u2060\u3000\ufeff]+"
_SIGNS = "|".join(
    re.escape(word)
    for word in sorted(WORDS, key=lambda word: (-len(word), word))
    if not re.fullmatch("[a-zA-Z]+", word)
)
# Digits, a sign or word of the table, a word in Latin letters, or other letters up to such a sign.
TOKEN = (
    "(?:[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)"
    f"(?:[eE][+-]?[0-9]{{1,4}}(?![a-zA-Z0-9]))?|{_SIGNS}|[a-zA-Z]+|(?:(?!{_SIGNS})[^ -~])+"
)

NO_UNITS = ("number", "ordinal", "step", "scale", "and", "filler", "strange", "minus")


@dataclass(frozen=True)
class Token:
    """A part of a text: value or factor, what its last digit counts, its noughts as a factor."""

    text: str
    kind: str
    size: float
    fine: float
    noughts: float  # 10 of 230: they may count or not
    typed: bool  # in digits
    start: int
    end: int


@dataclass(frozen=True)
class Written:
    """One number as it is written: value, what its last digit counts, its noughts as a factor.

    `units` are kind and size of each word of a unit; `strange` is a word in the place of a unit that
    is not in the table; `scaled` says whether it has a word such as billion. `text[start:end]` are
    the digits without that word, or all words of the number.
    """

    value: float
    fine: float
    noughts: float
    negative: bool
    units: tuple[tuple[str, float], ...]
    strange: str
    scaled: bool
    start: int
    end: int


def tidy(text: str) -> str:
    """Return a text with full-width signs made plain, one kind of dash and apostrophe, one blank."""
    text = re.sub("10([⁺⁻⁰¹²³⁴-⁹]+)", r"10^\1", text)
    text = re.sub("[‐‑‒–—−]", "-", unicodedata.normalize("NFKC", text))
    text = re.sub(r"(?<=[0-9]) ?[×x*] ?10 ?\^ ?([+-]?[0-9]{1,2})(?![0-9])", r"e\1", text)
    text = re.sub("(?<=[a-z])fold(?![a-z])", "-fold", text)
    text = re.sub("([a-zA-Z])[.](?=[0-9])", r"\1. ", text)  # No.1 is no tenth
    text = re.sub("[pP]er ?[cC]ent(?![a-z])", "percent", re.sub("[’‘ʼ`´]", "'", text))
    return re.sub(BLANK, " ", text).strip(" ")


def read(text: str) -> Written | str:
    """Return the one number in a tidied text, or why there is none.

    That is `text` (no number), `several`, or `unreadable` (digits that mean nothing).
    """
    tokens = tokens_of(text)
    runs = _runs(tokens, text)
    if any(token.kind == "unreadable" for token in tokens):
        return "unreadable"
    if len(runs) != 1 or any(token.kind == "part" for token in tokens):
        return "several" if runs else "text"
    start, end = runs[0]
    before, run, after = tokens[:start], tokens[start:end], tokens[end:]
    ahead = before[-1] if before and not run[0].typed else None
    if ahead and (ahead.kind == "and" or (ahead.kind == "strange" and ahead.end == run[0].start)):
        return "text"  # the end of a longer number that we do not know
    amount = _amount([token for token in run if token.kind != "and"])
    if amount is None:
        return "several"
    after = after[: [*(token.kind for token in after), "stop"].index("stop")]
    units = [token for token in before if not re.match("[a-z]", token.kind)]
    units += [token for token in after if token.kind not in NO_UNITS]
    units += [replace(token, kind="rank", size=1) for token in run if token.kind == "ordinal"]
    meant = next((token for token in after if token.kind != "filler"), run[0])
    dashed = re.search("(?:^|[^a-zA-Z0-9])- ?[^a-zA-Z0-9_ ]?$", text[: run[0].start])
    plain = run[0].typed and all(token.kind in ("step", "scale") for token in run[1:])
    return Written(
        *amount,
        negative=bool(dashed) or any(token.kind == "minus" for token in before),
        units=tuple((token.kind, token.size) for token in units),
        strange=meant.text if meant.kind == "strange" else "",
        scaled=any(token.kind == "scale" for token in run),
        start=run[0].start,
        end=run[0].end if plain else run[-1].end,
    )


def tokens_of(text: str) -> list[Token]:
    """Return the digits, signs and words of a text, in order."""
    tokens = []
    for match in re.finditer(TOKEN, text):
        word = match[0]
        typed = word[0] in "0123456789.,"
        kind, size = WORDS.get(word) or WORDS.get(word.lower()) or ("strange", 0.0)
        fine, noughts = 1.0, 10.0 if size and size % 10 == 0 else 1.0
        if typed:
            kind, size, fine, noughts = _figure(word.lower())
        tokens.append(Token(word, kind, size, fine, noughts, typed, *match.span()))
    return tokens


def _figure(written: str) -> tuple[str, float, float, float]:
    """Return kind, value, what the last digit counts and the noughts of a number in digits."""
    digits, _, power = re.sub("[ ']", "", written).partition("e")
    for pattern, group, point in DIGITS:
        if re.fullmatch(pattern, digits):
            whole, _, decimals = digits.replace(group, "").partition(point)
            noughts = 0 if decimals or not whole.strip("0") else len(whole) - len(whole.rstrip("0"))
            value, fine = f"{whole}.{decimals}e{power or 0}", f"1e{int(power or 0) - len(decimals)}"
            return "number", float(value), float(fine), float(f"1e{noughts}")
    return "unreadable", 0, 1, 1


def _runs(tokens: list[Token], text: str) -> list[list[int]]:
    """Return where each number in the tokens of a text begins and ends."""
    runs: list[list[int]] = []
    inside = False
    for at, token in enumerate(tokens):
        more = token.kind == "and" and at + 1 < len(tokens) and tokens[at + 1].kind == "number"
        counts, multiplies = token.kind in ("number", "ordinal"), token.kind in ("step", "scale")
        # 2.33 billion (2017) are two numbers
        inside = inside and not text[tokens[at - 1].end : token.start].strip(" ,-")
        led = not token.text.isascii() or (at > 0 and tokens[at - 1].text.lower() in ("a", "an"))
        if inside and (counts or multiplies or more):
            runs[-1][1] = at + 1
        elif inside := counts or (multiplies and led):  # a hundred, but not: many hundred
            runs.append([at, at + 1])
    return runs


def _amount(run: list[Token]) -> tuple[float, float, float] | None:
    """Return value, last digit and noughts of adjoining digits and words, None if they are several."""
    total, section, fine, noughts = 0.0, 0.0, 1.0, 1.0
    number: float | None = None
    step = scale = math.inf  # the last of each: they have to fall
    last = run[0]
    for token in run:
        size = token.size
        if token.kind == "step" and size < step:
            section += size if number is None else number * size
            fine, number, step = (size if number is None else fine * size), None, size
        elif token.kind == "scale" and last.kind == "scale" and total:  # a thousand million
            total, fine, scale = total * size, fine * size, size
        elif token.kind == "scale" and size < scale:
            total += (section + (number or 0) if token is not run[0] else 1) * size
            fine, section, number, step, scale = fine * size, 0.0, None, math.inf, size
        elif token.kind in ("number", "ordinal"):
            number = size if number is None else _joined(number, last, token)
            fine, noughts = token.fine, token.noughts
            if number is None:
                return None
        else:
            return None
        last = token
    return total + section + (number or 0), fine, noughts


def _joined(number: float, last: Token, token: Token) -> float | None:
    """Return what one more word makes of a number, None if it is a number of its own."""
    if last.typed or token.typed:
        return None
    if last.size < 10 and token.size < 10 and not token.text.isascii():  # 二〇一七
        return 10 * number + token.size
    if number >= 20 and number % 10 == 0 and 0 < token.size < 10:  # sixty-five
        return number + token.size
    if 10 <= number < 100 and 10 <= token.size < 100:  # nineteen sixty
        return 100 * number + token.size
    return None
