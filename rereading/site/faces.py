"""The faces of the book inside a drawing that stands alone: as a picture it reads no style sheet."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

FOLDER = "_static/faces"  # in the built site
WEIGHTS = {"regular": 400, "bold": 700}


def with_faces(svg: str, site: Path) -> str:
    """Return an SVG that carries those weights of the sans of a built `site` that it uses."""
    rules = "".join(
        _rule(site / FOLDER / f"sans-{name}.woff2", weight)
        for name, weight in WEIGHTS.items()
        if name == "regular" or re.search(rf"font-weight\W+{weight}\b", svg)
    )
    return re.sub(r"(<svg\b[^>]*>)", rf'\1<style type="text/css">{rules}</style>', svg, count=1)


@cache
def _rule(file: Path, weight: int) -> str:
    content = b64encode(file.read_bytes()).decode("ascii")
    source = f"src:url(data:font/woff2;base64,{content}) format('woff2')"
    return f"@font-face{{font-family:'Rereading Sans';font-weight:{weight};{source}}}"
