"""The look of the book, its drawings and how they reach a page."""
