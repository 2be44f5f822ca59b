"""A page without a screen: what moves stands still, questions get a line to write on.

Forms become questions, folded parts are opened or left out, solutions go to the end of the book.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag

# A folded table of more rows than this stays on the site.
MOST_ROWS = 12
BOX = "☐"
# Nothing of this works, or says anything, without a screen.
SCREEN_ONLY = (
    "script, style, noscript, template, button, nav, .contents, .headerlink, .downloads, .live, "
    ".share, .failed, .take, .on-screen, [hidden], [type=hidden], form:not(.quiz), ul.data, "
    "figure details, .dataset details, details.sources, details.tables, "
    ".quiz output, .quiz [aria-live], .quiz [role=status]"
)
HEADINGS = ("h2", "h3", "h4")
SCREEN_ATTRIBUTES = ("tabindex", "data-origin", "data-topic", "data-verdict", "border", "download")


def still(main: Tag, drawing: str) -> None:
    """Change the content of a page in place; of its two drawings, wide and narrow, keep one."""
    other = {"wide": "narrow", "narrow": "wide"}[drawing]
    for tag in main.select(f"{SCREEN_ONLY}, .plot > .{other}"):
        if not tag.decomposed:
            tag.decompose()
    for form in main.select("form.quiz"):
        ask_on_paper(form)
    for section in main.select("section.whatif"):
        section.append(new_tag("p", "On the site you choose, and the answer follows.", "aside"))
    for further in main.select("details.further"):
        for summary in further.find_all("summary", recursive=False):
            summary.decompose()
        further.unwrap()
    for folded in main.select("details:not(.solution)"):
        unfold(folded)
    plain(main)
    for place in main.select(".cell, p, section"):
        if not place.decomposed and is_hollow(place):
            place.decompose()


def plain(main: Tag) -> None:
    """Take from the elements of a page what they say to a screen alone."""
    for tag in main.select("output, label"):
        tag.name, tag.attrs = "span", {k: v for k, v in tag.attrs.items() if k == "class"}
    for drawn in main.select(".plot > [aria-hidden]"):
        del drawn["aria-hidden"]  # or a printed page keeps no place for the description
    for offer in main.select("a[download]"):
        offer.string = offer.get_text().removeprefix("Download ")
    for box in main.select("div.table"):
        box.attrs = {"class": "table"}
    for tag in main.find_all(True):
        for name in SCREEN_ATTRIBUTES:
            tag.attrs.pop(name, None)


def is_hollow(place: Tag) -> bool:
    """Return whether nothing, or nothing but a heading, is left of a part of a page."""
    left = [part for part in place.children if getattr(part, "name", None) not in HEADINGS]
    drawn = place.select_one("drawing, img, .write")
    return drawn is None and not "".join(part.get_text() for part in left).strip()


def ask_on_paper(form: Tag) -> None:
    """Turn the form of an exercise into a question with a line to write on or boxes to tick."""
    for field in form.select("input, select, textarea"):
        if field.name == "select":
            choices = [option.decode_contents() for option in field.select("option[value]")]
            boxes = "".join(f'<span class="choice">{BOX} {words}</span>' for words in choices)
            field.replace_with(piece(f'<span class="choices">{boxes}</span>'))
        elif field.get("type") in ("radio", "checkbox"):
            label = field.find_parent("label")
            if label is not None:
                label["class"] = "choice"
            field.replace_with(BOX)
        else:
            short = field.get("inputmode") == "decimal" or field.get("type") == "number"
            field.replace_with(new_tag("span", "", "write" if short else "write long"))
    for tag in form.select("fieldset"):
        tag.name, tag.attrs = "div", {}
    for tag in form.select("legend"):
        tag.name, tag.attrs = "p", {"class": "legend"}
    form.name, form.attrs = "div", {k: v for k, v in form.attrs.items() if k in ("class", "id")}


def unfold(folded: Tag) -> None:
    """Open a folded part; of one with a long table say only that the site has it."""
    summary = folded.find("summary")
    title = words_of(summary)
    rows = len(folded.select("tbody tr"))
    if rows > MOST_ROWS:
        folded.replace_with(new_tag("p", f"{title}: {rows} rows, on the site.", "elsewhere"))
        return
    if summary is not None:
        summary.extract()
    if title and not folded.select_one("caption"):
        folded.insert(0, new_tag("p", title, "summary"))
    folded.name, folded.attrs = "div", {"class": "unfolded"}


def collect_solutions(pages: list[tuple[str, str, Tag]]) -> Tag | None:
    """Move the solutions of the pages (slug, title, content) to a chapter of their own.

    A link takes the place of each, and one leads back. Without any solution there is no chapter.
    """
    chapter = new_tag("section", "", "chapter", id="solutions")
    chapter.append(new_tag("h1", "Solutions"))
    number = 0
    for slug, title, body in pages:
        part = new_tag("section", "", id=f"solutions--{slug}")
        part.append(new_tag("h2", title))
        for folded in body.select("details.solution"):
            number += 1
            place = f"solutions--{number}"
            asked = exercise_before(folded)
            back = slug if asked is None else str(asked.get("id") or f"{slug}--exercise-{number}")
            if asked is not None:
                asked["id"] = back
            name = solution_name(folded, asked)
            link = new_tag("p", "", "to-solution")
            link.append(new_tag("a", "Solution at the end", href=f"#{place}"))
            folded.replace_with(link)
            heading = new_tag("p", "", "solution-name")
            heading.append(new_tag("a", name, href=f"#{back}"))
            folded.insert(0, heading)
            folded.name, folded.attrs = "div", {"class": "solution", "id": place}
            part.append(folded)
        if part.select_one(".solution"):
            chapter.append(part)
    return chapter if number else None


def exercise_before(solution: Tag) -> Tag | None:
    """Return the exercise that a solution follows."""
    found = solution.find_previous(class_=["exercise", "quiz"])
    if not isinstance(found, Tag):
        return None
    around = found.find_parent(class_="exercise")
    return around if isinstance(around, Tag) else found


def solution_name(folded: Tag, asked: Tag | None) -> str:
    """Take the summary off a solution; return the title of its exercise, or else the summary."""
    summary = folded.find("summary")
    if summary is not None:
        summary.extract()
    title = asked.select_one("h3, h4, .admonition-title, .legend") if asked is not None else None
    return words_of(title) or words_of(summary) or "Solution"


def words_of(tag: Any) -> str:
    """Return the words of an element, or "" if there is none."""
    return "" if tag is None else " ".join(tag.get_text().split())


def new_tag(name: str, text: str = "", class_: str = "", **attributes: str) -> Tag:
    """Return a new element."""
    tag = BeautifulSoup("", "html.parser").new_tag(name, attrs=attributes)
    if class_:
        tag["class"] = class_
    if text:
        tag.string = text
    return tag


def piece(html: str) -> Tag:
    """Return the one element of a piece of HTML."""
    found = BeautifulSoup(html, "html.parser").find(True)
    assert isinstance(found, Tag)
    return found
