"""`python -m rereading.site.ebook`: the whole book as an EPUB 3 file for phones and e-readers.

Made from the pages of the built site, like the printed book: the same words, and no page runs anew.
"""

import mimetypes
import re
from base64 import b64decode
from html import escape
from pathlib import Path

import yaml

from rereading.site.build import SITE
from rereading.site.chapters import Chapter, contents, read_chapters, title_page
from rereading.site.metadata import AUTHOR, BOOK, SUBTITLE
from rereading.site.zips import zipped

EPUB = Path("_build") / "fifty-six-percent-of-what.epub"
STYLE, COVER = "ereader.css", "jacket.png"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
PACKAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:4fe4b4b0-e5dd-5a66-82e9-1529c67af538</dc:identifier>
<dc:title>{BOOK}</dc:title><dc:description>{SUBTITLE}</dc:description>
<dc:creator>{AUTHOR}</dc:creator><dc:language>en</dc:language><dc:rights>CC BY 4.0</dc:rights>
<dc:date>{{released}}</dc:date><meta property="dcterms:modified">{{released}}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Every drawing has a description in words; headings,
tables and lists are marked as such.</meta></metadata>
<manifest>{{items}}</manifest><spine>{{order}}</spine></package>
"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en"
xml:lang="en"><head><title>{title}</title><link rel="stylesheet" href="ereader.css"/></head>
<body>{content}</body></html>
"""
NAVIGATION = """<nav epub:type="toc"><h1>Contents</h1>{contents}</nav>
<nav epub:type="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>
<li><a epub:type="titlepage" href="title.xhtml">Title page</a></li>
<li><a epub:type="bodymatter" href="index.xhtml">Start</a></li></ol></nav>"""
SPECIAL = {"contents.xhtml": ' properties="nav"', COVER: ' properties="cover-image"'}


def packed(site: Path, root: Path) -> bytes:
    """Return the book below `root` as built in `site` as an EPUB file."""
    files = files_of(site, root)
    # The first file tells what the archive is.
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    head["book/package.opf"] = package(list(files), root)
    return zipped(head | {f"book/{name}": content for name, content in files.items()})


def files_of(site: Path, root: Path) -> dict[str, bytes]:
    """Return the files of the book by name, pages in reading order."""
    chapters = read_chapters(site, root, "narrow")
    pictures = hang_pictures(chapters)
    pages = {"title": (BOOK, title_page(chapters, root))}
    pages["contents"] = ("Contents", NAVIGATION.format(contents=contents(chapters)))
    home = {}
    for chapter in chapters:
        pages[chapter.slug] = (chapter.title, chapter.html())
        for tag in [chapter.body, *chapter.body.select("[id]")]:
            home[f"#{tag['id']}"] = f"{chapter.slug}.xhtml#{tag['id']}"
    files = {}
    for slug, (title, content) in pages.items():
        led = re.sub(r'href="(#[^"]+)"', lambda link: f'href="{home[link[1]]}"', content)
        files[f"{slug}.xhtml"] = PAGE.format(title=escape(title), content=led).encode()
    static = root / "book" / "_static"
    for file in [static / STYLE, static / COVER, *sorted(static.glob("faces/*.woff2"))]:
        files[file.relative_to(static).as_posix()] = file.read_bytes()
    return files | pictures


def hang_pictures(chapters: list[Chapter]) -> dict[str, bytes]:
    """Let the pictures of chapters be files of their own; return these by name."""
    files: dict[str, bytes] = {}
    for image in (image for each in chapters for image in each.body.select("img")):
        kind, content = image["src"].removeprefix("data:").split(";base64,")
        image["src"] = f"picture-{len(files)}{mimetypes.guess_extension(kind)}"
        files[image["src"]] = b64decode(content)
    return files


def package(names: list[str], root: Path) -> str:
    """Return the list of all files, the reading order and what the book says of itself."""
    items, order = "", ""
    for name in names:
        kind = mimetypes.guess_type(name)[0]
        items += f'<item id="{Path(name).name}" href="{name}" media-type="{kind}"{SPECIAL.get(name, "")}/>'
        order += f'<itemref idref="{name}"/>' * name.endswith(".xhtml")
    about = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    return PACKAGE.format(items=items, order=order, released=about["date-released"])


if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parents[2]
    (ROOT / EPUB).write_bytes(packed(ROOT / SITE, ROOT))
    print(f"The book for e-readers is ready: {EPUB}")
