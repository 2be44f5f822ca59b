"""Cut the two typefaces of the book to the characters that it uses.

    python tools/faces.py FOLDER     FOLDER holds the unpacked packages `source-serif` 4.5.1 and
                                     `@ibm/plex-sans` 1.1.0 of the Node registry; needs `brotli`

Pages get WOFF2 files, drawings TTF files of the sans. Both families are under the SIL Open Font
License, which asks for another name of what was changed.
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
PAGES, DRAWINGS = ROOT / "book/_static/faces", ROOT / "rereading/figures/faces"
# Printable ASCII, letters with marks as in names, signs of measure and quotation. Hangul, Kanji and
# Arabic are left to the machine's own typefaces, and so is a letter that no page has (a test looks).
CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + (
    "\xa0£¥§°±·×÷½äåçèéêëíïñóôöøúüßāēīōūŏŭ‑–—‘’“”…′″€−≈≤≥→"
)
FEATURES = ["kern", "liga"]
SERIF, SANS = "source-serif/TTF/SourceSerif4-{}.ttf", "plex-sans/fonts/complete/{}"
FACES = {
    "serif-regular": (SERIF.format("Regular"), "Regular", 400),
    "serif-bold": (SERIF.format("Semibold"), "Bold", 700),
    "serif-italic": (SERIF.format("It"), "Italic", 400),
    "sans-regular": (SANS.format("woff2/IBMPlexSans-Regular.woff2"), "Regular", 400),
    "sans-bold": (SANS.format("woff2/IBMPlexSans-SemiBold.woff2"), "Bold", 700),
}


def cut(source: Path, family: str, style: str, weight: int) -> TTFont:
    """Return a font with the characters of the book, under its own name and without hints."""
    font = TTFont(source, recalcTimestamp=False)
    missing = [letter for letter in CHARACTERS if ord(letter) not in font.getBestCmap()]
    assert not missing, f"{source.name} lacks {missing}"
    options = Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight  # matplotlib looks for a bold face by it
    return font


def main(folder: Path) -> None:
    """Write all files and the two licences."""
    for target in (PAGES, DRAWINGS):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
    for name, (source, style, weight) in FACES.items():
        font = cut(folder / source, f"Rereading {name.split('-')[0].title()}", style, weight)
        if name.startswith("sans"):
            font.flavor = None
            font.save(DRAWINGS / f"{name}.ttf")
        font.flavor = "woff2"
        font.save(PAGES / f"{name}.woff2")
    for target in (PAGES, DRAWINGS):
        shutil.copy(folder / "plex-sans/LICENSE.txt", target / "LICENSE-sans.txt")
    shutil.copy(folder / "source-serif/LICENSE.md", PAGES / "LICENSE-serif.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
