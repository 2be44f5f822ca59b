"""Plates: each picture of the book with its words and numbers, ready for a page.

A plate takes tables or frames made from them, draws with `rereading.figures` and returns a
`PublishedFigure`. Descriptions and captions are written here, next to the numbers they speak of.
"""
