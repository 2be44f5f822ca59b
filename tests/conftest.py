from __future__ import annotations

from hypothesis import settings

# The same examples on every run and machine, and no clock.
settings.register_profile("book", deadline=None, derandomize=True)
settings.load_profile("book")
