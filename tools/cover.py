"""Draw the picture of the README, one chart of the book: `make cover`."""

import base64
from pathlib import Path

from rereading import claim, table
from rereading.plates import imports

TARGET = Path(__file__).resolve().parents[1] / "book" / "_static" / "cover.png"

plate = imports.two_fractions(claim("china-56-percent"), table("trade_flows"), 2011)
TARGET.write_bytes(base64.b64decode(plate.png_base64))
print(f"{TARGET.name}: {plate.description}")
