"""What-ifs: what a reader can choose on a page, the answer it starts from, and what the others need.

Each module offers `what_if`. The words are written here; the scripts of a page look an answer up
where all of them can be written down, and else compute it (`book/_static/whatif.js`).
"""
