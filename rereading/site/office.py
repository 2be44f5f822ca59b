"""Worksheets and keys as `.docx`, made from their built pages: for Word, LibreOffice, Google Docs.

Where a pupil writes on the page there is a field here, a content control with lines in it, so that
it serves on paper too.
"""

import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterable
from copy import copy
from datetime import datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import vl_convert
import yaml
from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from rereading.site.chapters import read_page, words_of
from rereading.site.metadata import AUTHOR, BOOK, edition
from rereading.site.zips import zipped

FONT = "Arial"  # or what has its widths
PAGE_CM, MARGIN_CM = (21, 29.7), 1.8
PICTURE_CM = 15
TYPE_PT, LARGE_PT = 11, 14
# What each version of a sheet leaves out.
LEFT_OUT = {"": ".help, li.further", "with-help": "li.further", "further": ".help"}
LINE = "Line to write on"  # the style of paragraphs with a rule below
RULES = f"""<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="1" w:color="5A626C"/>
<w:between w:val="single" w:sz="4" w:space="1" w:color="5A626C"/></w:pBdr>"""
FIELD = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val={{}}/></w:sdtPr>
<w:sdtContent><w:r><w:t>{chr(0xA0) * 8}</w:t></w:r></w:sdtContent></w:sdt>"""
BOX = f"""<w:sdt {nsdecls("w", "w14")}><w:sdtPr><w:alias w:val={{}}/><w14:checkbox>
<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>
<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>
<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"""


def documents(site: Path, root: Path, pages: Iterable[str]) -> dict[str, bytes]:
    """Return worksheets and keys of a built site by file name, each version of a sheet by itself."""
    found = {}
    for page in pages:
        whole = read_page(site, "", f"book/classroom/{page}", "wide").body
        for version in LEFT_OUT if whole.select(".versions") else [""]:
            body = copy(whole)
            for tag in body.select(f".versions, {LEFT_OUT[version]}"):
                tag.extract()
            size_pt = LARGE_PT if version == "with-help" else TYPE_PT
            found[f"{page}-{version}".rstrip("-") + ".docx"] = document(body, root, size_pt)
    return found


def document(body: Any, root: Path, size_pt: int) -> bytes:
    """Return the content of a page as a `.docx` in type of this size."""
    made, citation = Document(), yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    about = made.core_properties
    about.created = about.modified = datetime.combine(citation["date-released"], time.min)
    about.title, about.author, about.language = words_of(body.h1), AUTHOR, "en-GB"
    about.comments = ""  # its library signs there
    lay_out(made, size_pt)
    made.sections[0].footer.paragraphs[0].text = f"{BOOK} {edition(root)}"
    add(made, body)
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def lay_out(made: Docx, size_pt: int) -> None:
    """Set paper, language, typeface and the style of lines to write on."""
    section, styles = made.sections[0], made.styles
    section.page_width, section.page_height = map(Cm, PAGE_CM)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for fonts in styles.element.iter(qn("w:rFonts")):  # a theme's names would come before ours
        fonts.attrib.clear()
        fonts.attrib.update({qn(f"w:{script}"): FONT for script in ("ascii", "hAnsi", "cs")})
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        styles[name].font.color.rgb = RGBColor(0, 0, 0)
    normal = styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(size_pt), Pt(4)
    styles["List Number"].paragraph_format.space_before = Pt(8)
    line = styles.add_style(LINE, WD_STYLE_TYPE.PARAGRAPH)
    line.base_style = styles["List Continue"]
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(9), Pt(0)
    width = Cm(PAGE_CM[0] - 2 * MARGIN_CM)
    line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    line.element.get_or_add_pPr().insert(0, parse_xml(RULES))


def add(made: Docx, tag: Any) -> None:
    """Add what stands inside a part of a page, block by block."""
    for block in tag.find_all(recursive=False):
        if block.name in ("h1", "h2", "h3"):
            made.add_heading(words_of(block), int(block.name[1]))
        elif block.name == "p" and block.select(".spot"):
            add_room(made, block)
        elif block.name == "p":
            style = "List Continue" if block.find_parent("li") else None
            captioned = block.find_parent("figcaption") is not None
            say(made.add_paragraph(style=style), block).keep_with_next = captioned
        elif block.name == "dl":
            for term, meaning in zip(block.select("dt"), block.select("dd"), strict=True):
                paragraph = made.add_paragraph(style="List Continue")
                paragraph.add_run(f"{words_of(term)}: ").bold = True
                say(paragraph, meaning)
        elif block.name in ("ol", "ul"):
            add_list(made, block)
        elif block.name == "table":
            add_table(made, block)
        elif block.name == "img":
            svg = b64decode(block["src"].partition(",")[2]).decode()
            picture = io.BytesIO(vl_convert.svg_to_png(svg, scale=3))
            made.add_picture(picture, width=Cm(PICTURE_CM))
            made.element.xpath(".//wp:docPr")[-1].set("descr", block["alt"])
        else:
            add(made, block)


def say(paragraph: Paragraph, tag: Any) -> Any:
    """Write the words of an element into a paragraph; return the paragraph's format."""
    for text in tag.strings:
        run = paragraph.add_run(re.sub(r"\s+", " ", text if paragraph.text else text.lstrip()))
        strong = text.find_parent(["b", "strong", "th"]) or text.find_parent(class_="right")
        run.bold = strong is not None or None
        run.italic = text.find_parent(["em", "i", "cite"]) is not None or None
    return paragraph.paragraph_format


def add_list(made: Docx, listed: Any) -> None:
    """Add a list: questions and answers numbered, boxes to tick, others with bullets."""
    deep = " 2" * (listed.find_parent("li") is not None)
    style = ("List Number" if listed.name == "ol" else "List Bullet") + deep
    for item in listed.find_all("li", recursive=False):
        if listed.get("class") == ["boxes"]:
            paragraph = made.add_paragraph(style="List Continue")
            put(paragraph, BOX, item.select_one(".box"))
            paragraph.add_run(" ")
            say(paragraph, item)
        elif not item.p:
            say(made.add_paragraph(style=style), item)
        else:
            head = item.p.extract()
            rooms = [room.extract() for room in head.select(".room, .boxes")]
            say(made.add_paragraph(style=style), head).keep_with_next = True
            for room in rooms:
                add_room(made, room)
            add(made, item)


def add_room(made: Docx, room: Any) -> None:
    """Add where a pupil writes: lines, or boxes side by side."""
    for spot in room.select(".spot"):
        # A field in the first line, between what stands before it and after.
        begun, _, end = (words_of(part) for part in spot.find_all("span", recursive=False))
        first, *_ = [made.add_paragraph(style=LINE) for _ in spot.select(".line")]
        first.add_run(f"{begun} ".lstrip())
        put(first, FIELD, spot)
        first.add_run(f"\t{end}".rstrip())
    if boxes := room.select(".label"):
        paragraph = made.add_paragraph(style="List Continue")
        for box in boxes:
            put(paragraph, BOX, box.select_one(".box"))
            paragraph.add_run(f" {words_of(box)}   ")


def put(paragraph: Paragraph, control: str, place: Any) -> None:
    """Add a field to a paragraph, named by what it is for: its question, which stands above it."""
    name = quoteattr(place["data-field"].partition(":")[0])
    paragraph.paragraph_format.element.append(parse_xml(control.format(name)))


def add_table(made: Docx, tag: Any) -> None:
    """Add a table with its caption; its first row is that of the headings, on each page."""
    if tag.caption:
        say(made.add_paragraph(style="Caption"), tag.caption).keep_with_next = True
    rows = [row.find_all(["th", "td"]) for row in tag.find_all("tr")]
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, written in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, written, strict=True):
            say(cell.paragraphs[0], words)
    heading = made.element.xpath(".//w:tbl")[-1].tr_lst[0].get_or_add_trPr()
    heading.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
