"""Fields to type in in a printed PDF: boxes to tick, lines, rooms of several lines.

Chromium prints no fields, but links, with their places. So it prints a link to `FIELD` where there is
to be a field, and here the link becomes one. An empty field shows the lines below it; typed in, it is
white, so that no line strikes the words through.
"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import unquote

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

FIELD = "field:"  # then box or text, a question mark, what the field is for
LINE_PT = 30  # what is higher has several lines
PRINTED, MANY_LINES = 1 << 2, 1 << 12  # flags of an annotation, and of a field
CROSS = "q 1.5 w 3 3 m {0} {1} l 3 {1} m {0} 3 l S Q"
HELVETICA = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
FORM = {"/DA": "/Helv 11 Tf 0 g", "/DR": {"/Font": {"/Helv": HELVETICA}}}
BOX = {"/FT": "/Btn", "/V": "/Off", "/AS": "/Off"}


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
                become_field(link, kind, {"/T": f"answer {len(fields)}", "/TU": label}, writer)
                meanings[link["/StructParent"]].get_object().update(pdf_object({"/S": "/Form"}))
        page[NameObject("/Tabs")] = NameObject("/S")  # from field to field in the order of reading
    if not fields:
        return pdf
    writer.root_object[NameObject("/AcroForm")] = pdf_object({"/Fields": fields, **FORM})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def become_field(link: Any, kind: str, named: dict[str, str], writer: PdfWriter) -> None:
    """Change a link to a field, a box or a text, of the same place."""
    left, bottom, right, top = map(float, link["/Rect"])
    width, height = right - left, top - bottom

    def drawn(content: str) -> Any:
        form = StreamObject()
        form.update(
            pdf_object({"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, width, height]})
        )
        form.set_data(content.encode())
        form.indirect_reference = None  # so that its copy gets one of its own
        return form.clone(writer).indirect_reference

    parts: dict[str, Any] = {"/Subtype": "/Widget", "/F": PRINTED, **named}
    if kind == "box":
        cross = CROSS.format(f"{width - 3:.2f}", f"{height - 3:.2f}")
        parts |= BOX | {"/AP": {"/N": {"/Off": drawn(""), "/Yes": drawn(cross)}}}
    else:
        parts |= {"/FT": "/Tx", "/DA": FORM["/DA"], "/MK": {"/BG": [1]}, "/AP": {"/N": drawn("")}}
        parts["/Ff"] = MANY_LINES * (height > LINE_PT)
    del link["/A"]
    link.update(pdf_object(parts))


def pdf_object(plain: Any) -> Any:
    """Return plain data as objects of a PDF: a text that starts with a slash is a name."""
    if isinstance(plain, dict):
        return DictionaryObject({NameObject(key): pdf_object(part) for key, part in plain.items()})
    if isinstance(plain, list):
        return ArrayObject(map(pdf_object, plain))
    if isinstance(plain, str):
        return (
            NameObject(plain)
            if plain.startswith("/") and " " not in plain
            else TextStringObject(plain)
        )
    if isinstance(plain, PdfObject):
        return plain
    return NumberObject(plain) if isinstance(plain, int) else FloatObject(plain)
