"""The exercises of a chapter as quizzes for learning platforms, from the page's own data.

GIFT is what Moodle reads, in its text format. For what reads none there is QTI 2.1, of its versions
the one that most platforms take: Canvas, Blackboard, OpenOlat, TAO. Both know a value and a
tolerance, no digits and no units, so they take a number alone.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from rereading.answers import COUNTS, MESSAGES
from rereading.exercises import exercise_ids, sheet, solution
from rereading.site.search import words
from rereading.site.zips import zipped

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MADE_BY = 'toolName="Fifty-six percent of what?" toolVersion="{edition}"'
MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="{page}-quiz">
<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>
<organizations/><resources>
{files}</resources></manifest>
"""
FILE = """<resource identifier="{name}-file" type="imsqti_{kind}_xmlv2p1" href="{name}.xml">
<file href="{name}.xml"/>{needs}</resource>
"""
LISTED = '<assessmentItemRef identifier="{0}" href="{0}.xml"/>'
TEST = f"""<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{{page}}"
title="Fifty-six percent of what? {{page}}" {MADE_BY}>
<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">
<itemSessionControl maxAttempts="0" showFeedback="true"/>
<assessmentSection identifier="all" title="{{page}}" visible="true">{{items}}</assessmentSection>
</testPart></assessmentTest>
"""
ITEM = f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{{id}}"
title="{{id}}" adaptive="false" timeDependent="false" {MADE_BY} xml:lang="en">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="{{type}}">
{{correct}}</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">
<defaultValue><value>0</value></defaultValue></outcomeDeclaration>
<outcomeDeclaration identifier="REPLY" cardinality="single" baseType="identifier"/>
<outcomeDeclaration identifier="SOLUTION" cardinality="single" baseType="identifier">
<defaultValue><value>shown</value></defaultValue></outcomeDeclaration>
<itemBody>{{body}}</itemBody>
<responseProcessing>{{rules}}</responseProcessing>
{{replies}}</assessmentItem>
"""
BODIES = {
    "number": '<p>{asked}</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
    "choice": '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">'
    "<prompt>{asked}</prompt>{choices}</choiceInteraction>",
    "text": '<extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="5">'
    "<prompt>{asked}</prompt></extendedTextInteraction>",
}
TYPES = {"number": "float", "choice": "identifier", "text": "string"}
GIVEN = '<variable identifier="RESPONSE"/><baseValue baseType="{}">{}</baseValue>'
OUTCOME = (
    '<setOutcomeValue identifier="{}"><baseValue baseType="{}">{}</baseValue></setOutcomeValue>'
)
FEEDBACK = """<modalFeedback outcomeIdentifier="{}" identifier="{}" showHide="show">
<p>{}</p></modalFeedback>
"""


def gift(page: str, edition: str) -> str:
    """Return the quiz of a page of the book (`imports`); its first line names the edition."""
    quiz = "\n\n".join(gift_question(sheet(name)) for name in exercise_ids(page))
    return f"// {edition}\n\n$CATEGORY: Fifty-six percent of what/{page}\n\n{quiz}\n"


def gift_question(asked: Mapping[str, Any]) -> str:
    """Return one question in GIFT: its answers, the reply to each, its solution as feedback."""
    sign = "#" if asked["kind"] == "number" else ""
    lines = [f"::{asked['id']}::{escaped(prompt(asked))} {{{sign}"]
    for given, reply, right in replies(asked):
        if "value" in given:
            answer = f"=%{100 * right}%{given['value']:.7g}:{tolerance(given):.3g}"
        else:
            answer = ("=" if right else "~") + escaped(given["label"])
        lines.append(f"{answer}#{escaped(reply)}")
    return "\n".join([*lines, f"####{escaped(words(solution(asked['id']).html))}", "}"])


def prompt(asked: Mapping[str, Any]) -> str:
    """Return what is asked, and in which unit."""
    unit = f" ({asked['says']['unit']})" if asked["unit"] not in ("", *COUNTS) else ""
    return f"{asked['question']}{unit}"


def replies(asked: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str, bool]]:
    """Return the answers that have a reply: the choice or number, the reply, whether it is right."""
    right = MESSAGES["right"].replace("{right}", asked["says"]["right"])
    numbers = [{**asked, "text": ""}, *asked["wrong"]] if asked["kind"] == "number" else []
    return [(each, each["text"] or right, not each["text"]) for each in numbers or asked["choices"]]


def tolerance(goal: Mapping[str, Any]) -> float:
    """Return how far from its value an answer may lie: half the coarsest rounding."""
    return float(max(goal["step"] / 2, goal["slack"])) if goal["step"] else 0.0


def escaped(text: str) -> str:
    """Return a text in which the signs of the format stand for themselves."""
    return re.sub(r"([~=#{}:\\])", r"\\\1", text)


def qti(page: str, edition: str) -> bytes:
    """Return the quiz of a page of the book (`imports`) as a package; each part names the edition."""
    names, published = exercise_ids(page), escape(edition)
    needs = "".join(f'<dependency identifierref="{name}-file"/>' for name in names)
    listed = "".join(map(LISTED.format, names))
    files = FILE.format(name=page, kind="test", needs=needs)
    files += "".join(FILE.format(name=name, kind="item", needs="") for name in names)
    parts = {"imsmanifest": MANIFEST.format(page=page, files=files)}
    parts[page] = TEST.format(page=page, edition=published, items=listed)
    parts |= {name: qti_item(sheet(name), published) for name in names}
    return zipped({f"{name}.xml": HEAD + text for name, text in parts.items()})


def qti_item(asked: Mapping[str, Any], edition: str) -> str:
    """Return a question in QTI: how it is asked, how each answer is judged, what the reply is."""
    offered = "".join(
        f'<simpleChoice identifier="{each["id"]}">{escape(each["label"])}</simpleChoice>'
        for each in asked["choices"]
    )
    right, rules = "", ""
    feedback = FEEDBACK.format("SOLUTION", "shown", escape(words(solution(asked["id"]).html)))
    for n, (given, reply, is_right) in enumerate(replies(asked)):
        value, test = qti_test(given)
        right = value if is_right else right
        score = OUTCOME.format("SCORE", "float", 1) * is_right
        tag, told = "responseElseIf" if n else "responseIf", f"reply-{n}"
        rules += f"<{tag}>{test}{score}{OUTCOME.format('REPLY', 'identifier', told)}</{tag}>"
        feedback += FEEDBACK.format("REPLY", told, escape(reply))
    return ITEM.format(
        id=asked["id"],
        edition=edition,
        type=TYPES[asked["kind"]],
        correct=f"<correctResponse><value>{right}</value></correctResponse>" if right else "",
        body=BODIES[asked["kind"]].format(asked=escape(prompt(asked)), choices=offered),
        rules=f"<responseCondition>{rules}</responseCondition>" if rules else "",
        replies=feedback,
    )


def qti_test(given: Mapping[str, Any]) -> tuple[str, str]:
    """Return the value of a choice or a number, and how to test whether it was given."""
    if "value" not in given:
        return given["id"], f"<match>{GIVEN.format('identifier', given['id'])}</match>"
    within, value = tolerance(given), f"{given['value']:.7g}"
    mode = f'absolute" tolerance="{within:.3g}' if within else "exact"
    return value, f'<equal toleranceMode="{mode}">{GIVEN.format("float", value)}</equal>'
