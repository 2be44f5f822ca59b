"""What turns pages into the site: figures as HTML, a light layout, one command to build."""

import sys

# A grammar for international web addresses that jsonschema loads if it is there: most of a second
# at the start of every build, and nothing here asks for it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
