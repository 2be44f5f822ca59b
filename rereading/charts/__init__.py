"""Charts that a page draws itself: the decorator, and a few helpers that take axes."""
