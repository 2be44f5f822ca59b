"""Colours by role, and the name under which a figure travels. Nothing here loads matplotlib."""

FIGURE_MIME = "application/vnd.rereading.figure+json"

# Role: what a colour is for, on a light page and on a dark one. The accent is the article's number
# and nothing else.
COLOURS = {
    "ink": ("#1b1f24", "#eceae6"),
    "muted": ("#5a626c", "#a8afb8"),
    "rule": ("#d5d9df", "#383d44"),
    "data": ("#1f5a99", "#7fb4ee"),
    "second": ("#6886af", "#5f82a9"),
    "accent": ("#c2371a", "#ff8465"),
    "band": ("#f8e3dd", "#35241f"),
    "paper": ("#ffffff", "#15181c"),
    "card": ("#f7f6f3", "#1e2226"),
    "land": ("#e3e0d8", "#3a3e44"),
}
LIGHT = {role: light for role, (light, _) in COLOURS.items()}
DARK = {role: dark for role, (_, dark) in COLOURS.items()}
INK, MUTED, RULE = LIGHT["ink"], LIGHT["muted"], LIGHT["rule"]
DATA, SECOND = LIGHT["data"], LIGHT["second"]
ACCENT, BAND = LIGHT["accent"], LIGHT["band"]
PAPER, CARD, LAND = LIGHT["paper"], LIGHT["card"], LIGHT["land"]


def palette_css() -> str:
    """Return the style sheet lines that define the palette for light and dark pages."""
    light = "".join(f"--{role}:{value};" for role, value in LIGHT.items())
    dark = "".join(f"--{role}:{value};" for role, value in DARK.items())
    light, dark = f"{{color-scheme:light;{light}}}", f"{{color-scheme:dark;{dark}}}"
    return (
        f":root{light}\n"
        f'@media(prefers-color-scheme:dark){{:root:not([data-theme="light"]){dark}}}\n'
        f':root[data-theme="dark"]{dark}\n'
        # Paper is white, whatever the reader has chosen for the screen.
        f"@media print{{:root:root:root{light}}}\n"
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2 of two colours, 1 to 21."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
