"""What a class gets: plans, sheets, keys and slides, as they stand in the built pages."""

import re
from pathlib import Path

import pytest
from browser import address, opened, watched_page
from bs4 import BeautifulSoup, Tag
from faults import parsed
from helpers import ROOT, csv_rows
from looks import ORIGIN
from playwright.sync_api import expect

from rereading import data
from rereading.exercises import check, exercise_ids, sheet
from rereading.figures.sheets import right_answer
from rereading.lessons import LESSONS
from rereading.site import pupils

OF_LESSON = re.compile(rf"[-/]({'|'.join(LESSONS)})\.html$")
every_lesson = pytest.mark.parametrize("lesson", LESSONS)
# What a pupil of fifteen may not know; a sheet that uses one of them explains it.
HARD = (
    "rare earths", "imports", "exports", "share of", "by weight", "customs", "reading", "band",
    "edition", "ore", "oxide", "exploration target", "reserve base", "resource", "rank", "yardstick",
    "dividend", "stock", "grant", "loan", "bond", "treasury bill", "deflator", "gdp", "price level",
)  # fmt: skip


def asked_in(lesson: str) -> list[dict[str, str]]:
    return [row for row in csv_rows("worksheet_questions") if row["lesson"] == lesson]


def in_class(site: Path, page: str) -> BeautifulSoup:
    return parsed(site / "book" / "classroom" / f"{page}.html")


def questions(site: Path, lesson: str) -> list[tuple[dict[str, str], Tag, Tag]]:
    """Return of each question its row, and what stands on the worksheet and in the key."""
    asked = in_class(site, f"worksheet-{lesson}").select(".questions > li")
    answered = in_class(site, f"key-{lesson}").select(".answers > li")
    return list(zip(asked_in(lesson), asked, answered, strict=True))


@every_lesson
def test_a_plan_fills_forty_five_minutes_and_has_time_for_every_question(lesson):
    text = (ROOT / "book" / "classroom" / f"lesson-{lesson}.md").read_text("utf-8")
    steps = re.findall(r"^\| (\d+)–(\d+) \|.*\| (.*) \|$", text, re.M)
    starts, ends = ([int(step[side]) for step in steps] for side in (0, 1))
    assert (starts[0], ends[-1]) == (0, 45) and starts[1:] == ends[:-1]
    minutes = [int(row["minutes"]) for row in asked_in(lesson) if row["version"] == "standard"]
    taken = []
    for start, end, (_, _, does) in zip(starts, ends, steps, strict=True):
        named = re.search(r"Questions? (\d+)(?: (and|to) (\d+))?", does)
        numbers = range(int(named[1]), int(named[3] or named[1]) + 1) if named else ()
        taken += numbers
        assert end - start >= max(1, sum(minutes[n - 1] for n in numbers)), does
    assert taken == list(range(1, len(minutes) + 1))


@every_lesson
def test_each_picture_of_a_worksheet_is_asked_what_to_notice_and_what_follows(site, lesson):
    page = in_class(site, f"worksheet-{lesson}")
    keys = [figure["id"] for figure in page.select("figure.plate")]
    asked = [(row["picture"], row["asks"]) for row in asked_in(lesson)]
    assert keys and all({(key, "notice"), (key, "infer")} <= set(asked) for key in keys)
    # Nobody reads a finding before the key: it has each picture with its title.
    key_page = in_class(site, f"key-{lesson}")
    for key in keys:
        finding = key_page.select_one(f"figure#{key} .finding").get_text()
        assert finding and finding not in page.get_text()


def test_what_is_argued_has_a_sample_answer_for_each_of_four_levels():
    asked = [r["question_id"] for r in csv_rows("worksheet_questions") if r["asks"] == "exercise"]
    argued = [name for name in asked if sheet(name)["kind"] == "text"]
    samples = [(row["question_id"], row["points"]) for row in csv_rows("sample_answers")]
    assert sorted(samples) == sorted((name, points) for name in argued for points in "1234")
    assert len(argued) == len(LESSONS)


@every_lesson
def test_a_hard_word_of_a_worksheet_is_explained_on_it(site, lesson):
    page = in_class(site, f"worksheet-{lesson}")
    explained = ", ".join(tag.get_text() for tag in page.select("dt, table th[scope=row]")).lower()
    said = page.select(".questions, .plot, figcaption")
    used = " ".join(tag.get_text(" ") for tag in said).lower()
    lacking = [word for word in HARD if re.search(rf"\b{word}", used) and word not in explained]
    assert not lacking


@every_lesson
def test_a_worksheet_asks_all_with_help_and_worth_and_leaves_the_answers_to_its_key(site, lesson):
    asked = questions(site, lesson)
    text = " ".join(item.get_text(" ") for _, item, _ in asked)
    exercises = []
    for number, (row, item, answer) in enumerate(asked, start=1):
        worth = f"{row['minutes']} min · {row['points']} point"
        assert item.select_one(".worth").get_text().removesuffix("s") == worth
        assert (row["version"] == "standard") == bool(item.select(".help"))
        assert item["value"] == str(number) and item.select(".room .line, .boxes")
        if row["asks"] != "exercise":
            assert len(answer.select_one(".model").get_text().split()) >= 12
            continue
        said = sheet(name := row["question_id"])
        exercises.append(name)
        assert not row["question"] + row["answer"]
        assert item.p.get_text().startswith(said["question"])
        assert said["says"]["right"] not in text
        assert said["kind"] != "number" or right_answer(name) not in text
    assert sorted(exercises) == sorted(exercise_ids(lesson))


@every_lesson
def test_the_answers_of_a_key_are_right_and_its_wrong_ones_wrong(site, lesson):
    for row, _, item in questions(site, lesson):
        exercise_id = row["question_id"]
        if row["asks"] != "exercise" or sheet(exercise_id)["kind"] == "text":
            assert not item.select(".right")
            continue
        asked = sheet(exercise_id)
        assert check(exercise_id, item.select_one(".right").get_text()).right
        lines = [line.get_text() for line in item.select(".wrong > li")]
        offered = asked.get("wrong") or [each for each in asked["choices"] if each["text"]]
        for line, each in zip(lines, offered, strict=True):
            reply = check(exercise_id, each.get("value", each.get("id")))
            assert not reply.right and reply.text == each["text"] and line.endswith(reply.text)


@every_lesson
def test_the_workings_of_a_key_come_out_by_hand_with_the_numbers_it_shows(site, lesson):
    """Each `a over b is c` (or divided by, ÷) of a key, with the digits that stand there."""
    text = in_class(site, f"key-{lesson}").select_one(".answers").get_text(" ")
    number = r"([\d,.]*\d)[a-z ]*"
    working = rf"{number}(?:over|divided by|÷|out of) +{number}(?:is|make|=) +{number}"
    found = re.findall(working, text)
    assert found
    for texts in found:
        part, whole, said = (float(each.replace(",", "")) for each in texts)
        digits = len(texts[2].partition(".")[2])
        shares = (part / whole, 100 * part / whole)
        assert any(abs(value - said) <= 0.5 * 10**-digits for value in shares), texts


def test_every_table_that_holds_an_answer_stays_out_of_the_pupils_package():
    tells = {"right", "solution", "answer", "feedback"}
    fields = {name: {field["name"] for field in data.fields(name)} for name in data.table_names()}
    assert {name for name, held in fields.items() if held & tells} == {*pupils.TABLES}


def test_a_line_of_links_leads_to_one_lesson_and_the_one_that_it_names(site):
    titles = {parsed(site / "book" / f"{each}.html").h1.find(string=True): each for each in LESSONS}
    kinds = ("lesson", "worksheet", "key", "slides")
    for page in ["guide", "unit", *(f"{kind}-{each}" for kind in kinds for each in LESSONS)]:
        for line in in_class(site, page).select("main :is(p, li, tr)"):
            links = [(link["href"], link.get_text()) for link in line.select("a[href]")]
            led = {to[1] for href, _ in links if (to := OF_LESSON.search(href))}
            assert len(led | {page.partition("-")[2]} - {""}) <= 1, (page, links)
            named = {titles[text] for _, text in links if text in titles}
            assert named in (set(), led), (page, links)


@every_lesson
def test_no_next_link_leads_pupils_to_a_page_for_teachers(site, lesson):
    sheet_of, key = (in_class(site, f"{kind}-{lesson}") for kind in ("worksheet", "key"))
    leads = sheet_of.select_one("a[rel=next]")["href"]
    assert not leads.startswith(("key", "guide", "unit", "lesson", "slides"))
    here = [page.select_one(".menu[data-here] summary").get_text() for page in (sheet_of, key)]
    assert here == ["In class", "For teachers"]


def test_what_is_typed_on_a_worksheet_stays_in_this_browser_until_start_fresh(browser, site):
    """Each place to write on has a field that its question names; on paper stands what was typed."""
    places = in_class(site, "worksheet-imports").select("[data-field]")
    sentence, letter = "Both lines lie far above it.\nThey fall only later. " * 9, "Question 6, b"
    with opened(browser, site, "classroom/worksheet-imports") as page:
        page.goto(f"{page.url}#further")
        fields = page.locator(".spot > textarea, .box > input")
        assert fields.count() == len(places)
        names = [field.get_attribute("aria-label") for field in fields.all()]
        assert names == [place["data-field"] for place in places] and len(set(names)) == len(names)
        room = page.get_by_role("textbox", name="Question 3")
        before = room.bounding_box()
        room.click()  # no line lies on it
        room.fill(sentence)
        assert room.bounding_box()["height"] > before["height"], "it makes room"
        for box in ("Question 6, a", letter):
            page.get_by_role("radio", name=box).check()
        page.get_by_role("textbox", name="Name", exact=True).fill("Mina")
        assert page.locator(".spot[data-typed=Mina]").count() == 1, "paper has it at once"
        page.reload()
        expect(room).to_have_value(sentence)
        expect(page.get_by_role("radio", name=letter)).to_be_checked()
        assert page.locator(":checked").count() == 1
        page.emulate_media(media="print")
        expect(page.locator(".box:has(:checked)")).to_have_css("print-color-adjust", "exact")
        expect(room).not_to_be_visible()
        spot = page.locator(f".spot[data-typed*='{sentence[:20]}']")
        assert spot.evaluate("spot => getComputedStyle(spot, '::after').visibility") == "visible"
        page.emulate_media(media="screen")
        page.evaluate("() => { window.print = () => { window.printed = true; } }")
        page.get_by_role("button", name="Print my answers").click()
        assert page.evaluate("window.printed")
        page.goto(address(site, "classroom/worksheet-reserves"))
        assert page.locator(".spot[data-typed]:not([data-typed=''])").count() == 0
        page.go_back()
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Start fresh").click()
        page.reload()
        expect(room).to_have_value("")
        assert page.locator(":checked").count() == 0
        page.evaluate("() => { Storage.prototype.setItem = () => { throw Error('full'); } }")
        room.fill(sentence)
        kept = page.locator(".kept").evaluate("box => getComputedStyle(box, '::after').content")
        assert "keeps nothing" in kept


@every_lesson
def test_words_on_a_sheet_are_large_enough_to_read(browser, site, lesson):
    with watched_page(browser, width=680) as page:  # as wide as a printed page
        page.emulate_media(media="print")
        for version, least in (("", 11), ("#with-help", 14), ("#further", 11)):
            page.goto(address(site, f"classroom/worksheet-{lesson}") + version)
            drawn, other = page.evaluate("looks.smallest()")
            assert drawn >= 9 and other >= least - 0.01, version


@every_lesson
def test_slides_turn_by_keyboard_fit_and_show_their_notes(browser, site, lesson):
    with opened(browser, site, f"classroom/slides-{lesson}", scheme="dark") as page:
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        light = page.evaluate("getComputedStyle(document.body.parentNode).backgroundColor")
        assert light == "rgb(255, 255, 255)"
        for _ in range(3 * page.evaluate("Reveal.getTotalSlides()")):
            assert page.evaluate("looks.below()") <= 0, page.url
            page.keyboard.press("ArrowRight")
        assert page.evaluate("Reveal.isLastSlide()")
        assert not page.locator("figcaption strong:not(.fragment)").count(), "first the picture"
        note = page.locator("section.present .admonition.note")
        assert not note.is_visible()
        page.keyboard.press("n")
        assert note.is_visible()
        page.goto(f"{address(site, f'classroom/slides-{lesson}')}?notes")
        assert all(each.is_visible() for each in page.locator(".admonition.note").all())
        number = page.locator("section data.number").first
        number.focus()
        assert number.evaluate(ORIGIN).strip('"') == number.get_attribute("data-origin")


def test_the_history_shows_every_view_with_its_side_and_sources(site):
    page = in_class(site, "history")
    sides = [tag.get_text() for tag in page.select("dl.views dt")]
    views = [tag.contents[0].strip() for tag in page.select("dl.views dd")]
    rows = csv_rows("views")
    assert sorted(zip(sides, views, strict=True)) == sorted((r["side"], r["view"]) for r in rows)
    assert all(tag.select(".cites a") for tag in page.select("dl.views dd"))
    topics = {row["topic"] for row in rows}
    alone = [t for t in topics if len({r["side"] for r in rows if r["topic"] == t}) < 2]
    assert not alone, "a contested point needs two sides"


def test_no_capital_has_the_first_word_always():
    first = {row["topic"]: row["side"] for row in reversed(csv_rows("views"))}
    counts = [list(first.values()).count(side) for side in ("Tokyo", "Seoul", "Pyongyang")]
    assert max(counts) - min(counts) <= 1
