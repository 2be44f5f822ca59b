"""Amounts and bands as papers write them: `$30bn`, `1 in 4`, `more than 45 percent`.

`book/_static/capstone.js` does the same on the page, by the same patterns and messages (`RULES`);
`tests/own_claims.csv` holds the two together.
"""

import math
import re
from dataclasses import dataclass, replace
from itertools import dropwhile

from rereading import forms
from rereading.forms import Token, Written, tidy
from rereading.quantities import decimals_of
from rereading.verdicts import Band

LEAST, MORE = "at least|no less than|no fewer than|>=|≥", "more than|over|above|>"
MOST, LESS = "at most|no more than|up to|<=|≤", "less than|fewer than|under|below|<"
NOUGHTS = "hundred|thousand|million|billion|trillion"
# Read by Python and by browsers, so without what only one of them knows.
PATTERNS = {
    "hedge": (
        f"^(?:(?:{LEAST}|{MORE}|{MOST}|{LESS}|exactly|about|around|approximately|approx|roughly|some"
        "|nearly|almost|only|just|circa|ca|well|close to|as many as|as much as|an estimated|a total of)"
        "(?![a-z])[.]? ?|[約약~≈] ?)+"
    ),
    # 1 in 4, but not 15 in 2016; two-thirds, but not half a million, a quarter of a million.
    "ratio": f"^([^ ]+) (?:in|of|out of) (?:every )?(?!(?:1[5-9]|20)[0-9][0-9](?:$|,))"
    f"((?:an? )?[^ ]+(?: (?:{NOUGHTS}))?)",
    "part": "^(?:(an?|one|two|three|four|[0-9]+)[ -](third|quarter|fifth|tenth)s?|(half))"
    f"(?= (?:of|the|all|its|their)(?: |$)|$)(?! of an? (?:{NOUGHTS}))",
    "multiple": "^(double|triple|quadruple)d?$|^(halved)$",
    "rank": "(?:\\bno[.] ?|#|^no )(?=[0-9])",
    # Where what is counted ends, and prose or what it is counted on begins.
    "prose": " per |/(?![0-9])| (?:of|in|than|from|on|at) | ?[();、]|, ",
    "aside": " ?[();、]|, ",  # no part of the unit
    # Whose digits are no number: CO2, a 7-day average of 4,200.
    "word": "[a-zA-Z]{2,}[0-9]+|(?:^|[^0-9a-zA-Z])[a-zA-Z][0-9]+"
    "|[0-9]+-(?:hour|day|week|month|year)(?= [^0-9]*[0-9])",
    "sign": "^(?:[A-Z]{2,3}|kr|Rp|Ksh|Tk)$",  # in front of a number, with a blank
}
# Which ends of a band are written, and how; the first that fits.
BANDS = (
    ("least", f"^(?:{LEAST})(?![a-z]) ?(.+)$|^(.+) or more$"),
    ("more", f"^(?:{MORE})(?![a-z]) ?(.+)$"),
    ("most", f"^(?:{MOST})(?![a-z]) ?(.+)$|^(.+) or (?:less|fewer)$"),
    ("less", f"^(?:{LESS})(?![a-z]) ?(.+)$"),
    ("exactly", "^exactly (.+)$"),
    ("range", "^between (.+?) and (.+)$|^(?:from )?(.+?) (?:up )?to (.+)$|^(.+?) ?[-~〜] ?(.+)$"),
)
WHOLES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
TIMES = {"double": 2, "triple": 3, "quadruple": 4, "halved": 0.5}
# What was found, and what to do about it.
MESSAGES = {
    "text": ("“{text}” where a number must be", "write one number in digits, then its unit"),
    "several": ("more than one number in “{text}”", "keep one; a range belongs into the band"),
    "unit": (
        "“{mine}”, while the claim is in “{its}”",
        "turn it into the unit of the claim before you compare",
    ),
    "upside": ("“{text}”, a band upside down", "write the smaller number first"),
    "band": (
        "“{text}”, which is no band",
        "write “45 to 55”, “at least 50”, “more than 50”, “at most 50”, “under 50” or “exactly 5”",
    ),
}
RULES = {
    "patterns": PATTERNS,
    "bands": BANDS,
    "wholes": WHOLES,
    "times": TIMES,
    "messages": MESSAGES,
}


class Problem(Exception):
    """One thing that is wrong; its two `args` say what was found, and what to do."""


@dataclass(frozen=True)
class Amount:
    """A number as it is written: `$30bn` is 30, in the form `${}bn`, each of 1e9 in the unit dollar."""

    value: float
    decimals: int
    form: str
    size: float
    unit: tuple[str, ...]  # the same for all its forms
    scale: float = 1  # what a word such as billion makes of it, which is in the size


def amount(written: str) -> Amount:
    """Return the number, its form and its unit in a text. Raises `Problem` if there is none."""
    text = tidy(written).replace("{", "(").replace("}", ")")
    text = re.sub(PATTERNS["hedge"], "", text, flags=re.I)
    text = re.sub(r"to \$1$", "to the dollar", text)
    if found := re.search(PATTERNS["multiple"], text, re.I):
        times = TIMES[(found[1] or found[2]).lower()]
        return Amount(times, decimals_of(times), "{} times", 1, ("×",))
    if part := _share(text):
        return part
    text = re.sub(PATTERNS["rank"], "rank ", text, flags=re.I)
    number = _number(text)
    if number is None or not math.isfinite(number.value):
        digits = re.search("[0-9]", text)
        several = number is None and digits and forms.read(text) == "several"
        raise problem("several" if several else "text", text=written)
    figure = forms.read(text[number.start : number.end])
    figure = number if isinstance(figure, str) else figure  # a million: no number without its “a”
    value = -figure.value if number.negative else figure.value
    ahead = forms.tokens_of(text[: number.start])
    if ("rank", 1) in number.units or [token.kind for token in ahead[-1:]] == ["rank"]:
        return Amount(value, 0, "rank {}", 1, ("rank",))
    signs = _signs(ahead, number.start)
    before = text[signs[0].start : number.start] if signs else ""
    before = re.sub("-|minus |negative ", "", before) if number.negative else before
    after = re.split(PATTERNS["aside"], text[number.end :], maxsplit=1)[0]
    tokens = forms.tokens_of(after)
    behind = list(dropwhile(lambda token: token.kind in ("step", "scale"), tokens))
    scale = math.prod(token.size for token in tokens[: len(tokens) - len(behind)])
    twice = behind and behind[0].kind in [sign.kind for sign in signs]  # US$30 billion dollars
    unit, size = _unit([*signs, *behind[bool(twice) :]])
    decimals = max(0, -round(math.log10(figure.fine or 1)))
    return Amount(value, decimals, f"{before}{{}}{after}", size * scale, unit, scale)


def held(given: Amount, claim: Amount | None) -> Amount:
    """Return an amount in the form of the claim. Raises `Problem` if its unit is another."""
    if claim is None or (given.size, given.unit) == (claim.size, claim.unit):
        return given
    if given.unit != claim.unit:
        mine, its = (each.form.replace("{}", "").strip() or "no unit" for each in (given, claim))
        raise problem("unit", mine=mine, its=its)
    value = float(f"{given.value * given.size / claim.size:.12g}")  # without the noise
    return replace(claim, value=value, decimals=decimals_of(value))


def band(stretch: str, reason: str, claim: Amount | None) -> Band:
    """Return the band that a stretch of words allows, in the form of the claim, or raise `Problem`."""
    text = tidy(stretch)
    for side, pattern in BANDS:
        if found := re.search(pattern, text, re.I):
            ends = _ends(claim, *filter(None, found.groups()))
            first, last = ends[0], ends[-1]
            if first.value > last.value:
                raise problem("upside", text=text)
            low = -math.inf if side in ("most", "less") else first.value
            high = math.inf if side in ("least", "more") else last.value
            decimals = (first.decimals, last.decimals)
            return Band(low, high, side != "less", reason, side != "more", decimals)
    raise problem("band", text=text)


def problem(name: str, **places: str) -> Problem:
    """Return a problem with the message of that name."""
    found, todo = MESSAGES[name]
    return Problem(found.format_map(places), todo)


def _share(text: str) -> Amount | None:
    """Return `1 in 4`, `two-thirds` or `half` as a percentage, None for any other text."""
    if part := re.search(PATTERNS["part"], text, re.I):
        counted = "one" if part[3] or part[1].lower() in ("a", "an") else part[1].lower()
        text = f"{counted} in {WHOLES[(part[2] or part[3]).lower()]}"
    if not (found := re.search(PATTERNS["ratio"], text, re.I)):
        return None
    one, whole = forms.read(found[1]), forms.read(found[2])
    if isinstance(one, str) or isinstance(whole, str) or one.units != whole.units:
        return None
    if not 0 < one.value <= whole.value < math.inf or one.value % 1:
        return None  # 4.2 out of 5 stars is a mark
    share = float(f"{100 * one.value / whole.value:.12g}")
    decimals = min(decimals_of(share), max(2, 1 - math.floor(math.log10(share))))
    return Amount(share, decimals, "{} percent", 1, ("pct",))


def _number(text: str) -> Written | None:
    """Return the number in a text, cut where prose may begin; first with km2 and CO2 for words."""
    ends = [*(found.start() for found in re.finditer(PATTERNS["prose"], text)), len(text)]
    words = re.sub(PATTERNS["word"], lambda found: re.sub("[0-9]", "x", found[0]), text)
    tries = (forms.read(each[:end]) for each in (words, text) for end in ends)
    return next((number for number in tries if not isinstance(number, str)), None)


def _signs(ahead: list[Token], start: int) -> list[Token]:
    """Return what belongs to a number of the words in front of it: `US$`, `CHF`; not: `a record`."""
    kept: list[Token] = []
    for token in reversed(ahead):
        letters = re.match("[a-z]", token.kind)
        if letters:
            touches = token.end == start and re.fullmatch("[a-zA-Z]{1,3}", token.text)
            if not touches and not re.search(PATTERNS["sign"], token.text):
                break
        kind = "filler" if token.text.lower() == "us" else "strange"
        kept.insert(0, replace(token, kind=kind) if letters else token)
        start = token.start
    return kept


def _unit(tokens: list[Token]) -> tuple[tuple[str, ...], float]:
    """Return the name of a unit that all its forms share, and how much its first word counts."""
    names: list[str] = []
    size = 1.0
    in_points = any(token.kind == "points" for token in tokens)
    for token in tokens:
        if token.kind == "stop" and token.text != "to":
            break  # percent of what: prose
        if token.kind in ("filler", "stop", "and") or (token.kind == "pct" and in_points):
            continue
        if token.kind in forms.NO_UNITS:
            names.append(token.text.lower().removesuffix("s"))
        elif names:
            names.append(f"{token.size:g} {token.kind}")
        else:
            names, size = [token.kind], token.size or 1
    return tuple(names), size


def _ends(claim: Amount | None, *texts: str) -> list[Amount]:
    """Return the ends of a band in the form of the claim.

    An end without a word for its scale (“$25 to 35 billion”) has that of another, or of the claim, or
    none: what brings it nearest to the claim. What it lacks of a unit it has of the claim.
    """
    ends = [amount(text) for text in texts]
    if claim is None:
        return ends
    found = []
    for end in ends:
        size = end.size
        if not end.unit:
            named = next((each for each in (*ends, claim) if each.unit), claim)
            size *= named.size / named.scale
        scales = [1.0] if end.scale != 1 else [claim.scale, *(each.scale for each in ends), 1.0]
        goal = claim.value * claim.size
        size *= min(scales, key=lambda scale: _apart(end.value * size * scale, goal))
        unit = claim.unit if claim.unit[: len(end.unit)] == end.unit else end.unit
        found.append(held(replace(end, size=size, unit=unit), claim))
    return found


def _apart(one: float, other: float) -> float:
    """Return how many powers of ten lie between two numbers; nought if one of them is nought."""
    return abs(math.log10(abs(one)) - math.log10(abs(other))) if one and other else 0
