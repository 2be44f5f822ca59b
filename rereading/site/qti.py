"""The exercises of a chapter as a quiz in QTI 2.1, from the page's own data, for what reads no GIFT.

Of the versions of QTI this is the one that most platforms take: Canvas, Blackboard, OpenOlat, TAO.
Like GIFT it knows a value and a tolerance, no digits and no units, so it takes a number alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from rereading.answers import MESSAGES
from rereading.exercises import exercise_ids, sheet, solution
from rereading.site.gift import prompt, tolerance
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
COMPARED = '<{how}><variable identifier="RESPONSE"/><baseValue baseType="{type}">{value}</baseValue></{end}>'
OUTCOME = (
    '<setOutcomeValue identifier="{}"><baseValue baseType="{}">{}</baseValue></setOutcomeValue>'
)
FEEDBACK = """<modalFeedback outcomeIdentifier="{}" identifier="{}" showHide="show">
<p>{}</p></modalFeedback>
"""


def qti(page: str, edition: str) -> bytes:
    """Return the quiz of a page of the book (`imports`) as a package; each part names the edition."""
    names, published = exercise_ids(page), escape(edition)
    needs = "".join(f'<dependency identifierref="{name}-file"/>' for name in names)
    listed = "".join(
        f'<assessmentItemRef identifier="{name}" href="{name}.xml"/>' for name in names
    )
    files = FILE.format(name=page, kind="test", needs=needs)
    files += "".join(FILE.format(name=name, kind="item", needs="") for name in names)
    parts = {"imsmanifest": MANIFEST.format(page=page, files=files)}
    parts[page] = TEST.format(page=page, edition=published, items=listed)
    parts |= {name: item(sheet(name), published) for name in names}
    return zipped({f"{name}.xml": HEAD + text for name, text in parts.items()})


def item(asked: Mapping[str, Any], edition: str) -> str:
    """Return a question: how it is asked, how each answer is judged, what the reply is."""
    replies = judged(asked)
    right = next((value for _, value, _, is_right in replies if is_right), "")
    offered = "".join(
        f'<simpleChoice identifier="{each["id"]}">{escape(each["label"])}</simpleChoice>'
        for each in asked["choices"]
    )
    tests = ""
    for n, (test, _, _, is_right) in enumerate(replies):
        tag = "responseElseIf" if n else "responseIf"
        score = OUTCOME.format("SCORE", "float", 1) * is_right
        tests += (
            f"<{tag}>{test}{score}{OUTCOME.format('REPLY', 'identifier', f'reply-{n}')}</{tag}>"
        )
    return ITEM.format(
        id=asked["id"],
        edition=edition,
        type=TYPES[asked["kind"]],
        correct=f"<correctResponse><value>{right}</value></correctResponse>" if right else "",
        body=BODIES[asked["kind"]].format(asked=escape(prompt(asked)), choices=offered),
        rules=f"<responseCondition>{tests}</responseCondition>" if tests else "",
        replies=FEEDBACK.format("SOLUTION", "shown", escape(words(solution(asked["id"]).html)))
        + "".join(
            FEEDBACK.format("REPLY", f"reply-{n}", escape(text))
            for n, (_, _, text, _) in enumerate(replies)
        ),
    )


def judged(asked: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
    """Return the answers that have a reply: how to test for one, its value, reply, if it is right."""
    right = MESSAGES["right"].replace("{right}", asked["says"]["right"])
    if asked["kind"] == "choice":
        same = COMPARED.format(how="match", end="match", type="identifier", value="{}")
        return [
            (same.format(each["id"]), each["id"], each["text"] or right, not each["text"])
            for each in asked["choices"]
        ]
    found = []
    for goal in [asked, *asked["wrong"]] if asked["kind"] == "number" else ():
        within, value = tolerance(goal), f"{goal['value']:.7g}"
        mode = f'absolute" tolerance="{within:.3g}' if within else "exact"
        how = f'equal toleranceMode="{mode}"'
        test = COMPARED.format(how=how, end="equal", type="float", value=value)
        found.append((test, value, goal.get("text", right), goal is asked))
    return found
