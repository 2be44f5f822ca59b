"""The quiz on a page, in a real browser: keyboard, axe, and the same replies as Python gives."""

from browser import opened, violations, watched_page
from helpers import BOOK, csv_rows
from playwright.sync_api import Page

from rereading.answers import MESSAGES
from rereading.exercises import QUIZ_MIME, ask, check, exercise_ids, sheet
from rereading.site.quiz import SCRIPTS, SHARED, exercise_html

EXERCISES = [row["exercise_id"] for row in csv_rows("exercises")]
# Beside what pupils write: what a script may take for something of its own.
ODD = """__proto__ toString hasOwnProperty NaN inf undefined null <script>alert(1)</script> 56<br> {hint}
  ${56} %s 1e400 1e-400 5e e5 1..2 1,,2 007 ½ ① ٥٦ 0x38 -0 5- - . $ ()""".split()
ANSWERS = [
    *(row["answer"] for row in csv_rows("../tests/answers")),
    *(*ODD, "constructor 5", "ǅ 56", "İ56", "ﬀ 56", "\ufeff56\u200b", "5\u030a6", "56\u0000"),
    *("9" * 400, "1" + " 000" * 60, "a" * 3000),
]


def replies(page: Page, exercise: str, answers: list[str]) -> list[tuple[str, bool]]:
    """Return what the page replies to each answer, of a choice its id, and whether it is right."""
    return [tuple(said) for said in page.evaluate("looks.ask", [exercise, answers])]


def test_the_page_replies_word_for_word_as_python_does(browser):
    """Each answer of the file of cases, and worse, to each question that there is."""
    questions = (exercise_html(ask(name)._repr_mimebundle_()[QUIZ_MIME]) for name in EXERCISES)
    with watched_page(browser) as page:
        page.set_content(SHARED + "".join(questions))
        for script in SCRIPTS:
            page.add_script_tag(path=BOOK / "_static" / script)
        for name in EXERCISES:
            given = [choice["id"] for choice in sheet(name)["choices"]] or ANSWERS
            ours = [check(name, answer) for answer in given]
            assert replies(page, name, given) == [(reply.text, reply.right) for reply in ours], name


def test_an_answer_is_checked_with_the_keyboard_alone(browser, site):
    with opened(browser, site, "imports") as page:
        form = page.locator("#quiz-imports-share")
        form.scroll_into_view_if_needed()
        form.locator("legend data").first.focus()
        page.keyboard.press("Tab")  # past the other number of the question, which arrows reach
        page.keyboard.type("56")
        page.keyboard.press("Enter")
        output = form.get_by_role("status")
        assert output.text_content() == check("imports-share", "56").text
        page.keyboard.press("Backspace")
        assert output.text_content() == ""  # a reply never stands beside another answer
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert output.text_content() == check("imports-share", "5").text
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("#imports-share-solution").get_attribute("open") is not None
        choice, whole = map(page.locator, ("#quiz-imports-whole", "#imports-whole-solution"))
        choice.locator("input").first.focus()
        page.keyboard.press("Enter")
        assert choice.get_by_role("status").text_content() == MESSAGES["empty"]
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert choice.get_by_role("status").text_content() == check("imports-whole", "sold").text
        assert whole.get_attribute("open") is not None  # a right answer opens its solution


def test_a_quiz_is_accessible_answered_right_or_wrong(browser, site):
    with opened(browser, site, "imports", 390) as page:  # it has every kind of question
        page.locator("details.solution").evaluate_all("all => all.forEach(e => { e.open = true })")
        for right in (False, True):
            for exercise in exercise_ids("imports"):
                asked = sheet(exercise)
                typed = str(asked.get("value", "One reason is the whole. " * 4)) if right else "x"
                offered = [c["id"] for c in asked["choices"] if bool(c["text"]) != right]
                ((_, said),) = replies(page, exercise, [*offered, typed][:1])
                assert said == right
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert not violations(page, "form.quiz, details.solution")
