"""What a page looks like, measured in a browser: what moves, sticks out, lies on something, hides.

Each measure of `looks.js`, which every watched page carries, returns what is wrong, in words.
"""

from pathlib import Path

from playwright.sync_api import Page

# WCAG 1.4.12: what a reader may set without losing anything.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
LOST = Path(__file__).with_name("lost.js").read_text("utf-8")
# What a number says of itself on hover, focus or tap.
ORIGIN = """number => {
  const said = getComputedStyle(number, "::after");
  return said.display === "none" || said.content === "none" ? "" : said.content;
}"""
# The sum of all shifts that is let pass: what a typeface may move that comes just in time.
UNSEEN_SHIFT = 0.02


def shifts(page: Page) -> list[str]:
    """Go to the end of a page, let its what-if start, and return what moved by itself."""
    moved = list(page.evaluate("looks.moved()"))
    page.evaluate("looks.visit()")
    if page.query_selector("section.whatif"):
        page.wait_for_selector("section.whatif[data-ready]")
        page.evaluate("looks.visit()")
        moved += page.evaluate("looks.moved()")
    seen = page.evaluate("looks.shifts")
    if sum(by for by, _ in seen) > UNSEEN_SHIFT:
        moved += [f"by {by:.4f} moves {what}" for by, what in seen]
    return moved


def misfits(page: Page, width: int, style: str = "") -> list[str]:
    """Return what does not fit a window of this width, with a reader's own style if there is one."""
    page.set_viewport_size({"width": width, "height": 800})
    if style:
        page.add_style_tag(content=style)
    if page.query_selector("section.whatif"):
        page.evaluate("looks.visit()")  # the drawing that follows the width has followed it
    wrong = page.evaluate("looks.sideways().concat(looks.covered())")
    return [f"at {width} px{', spaced' * bool(style)}: {each}" for each in wrong]


def misfits_enlarged(page: Page, width: int) -> list[str]:
    """Return what does not fit when a reader has text, and only text, at twice its size."""
    twice = {"standard": 32, "fixed": 32}  # pixels; browsers begin with half of it
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": twice})
    return [f"text at 200 %, {each}" for each in misfits(page, width)]


def unfocused(page: Page) -> list[str]:
    """Give everything that a key can reach the focus; return what does not show it, in order."""
    page.keyboard.press("Tab")  # from here on the browser shows focus as for a keyboard
    return list(page.evaluate("looks.focus()"))


def lost(page: Page) -> list[str]:
    """Return what a page opened without scripts hides, or offers though it does nothing."""
    for fold in page.locator("details.further > summary").all():
        fold.click()
    found = list(page.evaluate(LOST))
    if page.locator("main#content").count() and page.locator("details.menu a").count() <= 20:
        found.append("no contents")
    return found
