"""Fields to type in in a printed PDF: boxes to tick, lines, rooms of several lines.

Chromium prints no fields, but links, with their places. So it prints a link to `FIELD` where there is
to be a field, and here the link becomes one. An empty field shows the lines below it; typed in, it is
white, so that no line strikes the words through.
"""

import io
from typing import Any
from urllib.parse import unquote

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
    read_object,
)

FIELD = "field:"  # then box or text, a question mark, what the field is for
LINE_PT = 30  # what is higher has several lines
# Beginnings of objects as a PDF writes them; a field with the flag 4 is printed.
FORM = """<< /DA (/Helv 11 Tf 0 g)
/DR << /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"""
BOX = "<< /Subtype /Widget /F 4 /FT /Btn /V /Off /AS /Off >>"
TEXT = "<< /Subtype /Widget /F 4 /FT /Tx /DA (/Helv 11 Tf 0 g) /MK << /BG [1] >> /Ff {flags} >>"
MANY_LINES = 1 << 12  # a flag of a text
DRAWING = "<< /Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] >>"
CROSS = "q 1.5 w 3 3 m {0:.2f} {1:.2f} l 3 {1:.2f} m {0:.2f} 3 l S Q"


def fillable(pdf: bytes) -> bytes:
    """Return a PDF whose links to `FIELD` are fields; one without such links as it is."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    fields = []
    numbers: Any = writer.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]  # type: ignore[index]
    meanings = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in writer.pages:
        for place in page.get("/Annots", ()):
            link: Any = place.get_object()
            address = link.get("/A", {}).get("/URI", "")
            if address.startswith(FIELD):
                kind, _, label = unquote(address.removeprefix(FIELD)).partition("?")
                fields.append(place)
                become_field(link, kind, writer)
                link[NameObject("/T")] = TextStringObject(f"answer {len(fields)}")
                link[NameObject("/TU")] = TextStringObject(label)
                meanings[link["/StructParent"]].get_object()[NameObject("/S")] = NameObject("/Form")
        page[NameObject("/Tabs")] = NameObject("/S")  # from field to field in the order of reading
    if not fields:
        return pdf
    form = written(FORM)
    form[NameObject("/Fields")] = ArrayObject(fields)
    writer.root_object[NameObject("/AcroForm")] = form
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def become_field(link: Any, kind: str, writer: PdfWriter) -> None:
    """Change a link to a field, a box or a text, of the same place."""
    left, bottom, right, top = map(float, link["/Rect"])
    width, height = right - left, top - bottom

    def drawn(content: str) -> Any:
        form = StreamObject()
        form.update(written(DRAWING.format(width=width, height=height)))
        form.set_data(content.encode())
        form.indirect_reference = None  # so that its copy gets one of its own
        return form.clone(writer).indirect_reference

    del link["/A"]
    if kind == "box":
        link.update(written(BOX))
        looks = {"/Off": drawn(""), "/Yes": drawn(CROSS.format(width - 3, height - 3))}
        look: Any = DictionaryObject({NameObject(state): form for state, form in looks.items()})
    else:
        link.update(written(TEXT.format(flags=MANY_LINES * (height > LINE_PT))))
        look = drawn("")
    link[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})


def written(text: str) -> Any:
    """Return the object that a PDF writes so."""
    return read_object(io.BytesIO(text.encode()), None)
