"""What-ifs: every answer that a reader can choose on a page, computed and worded beforehand.

The scripts of a page hold no arithmetic: they look up what these functions have computed and put
it on the page. Each module offers `what_if` (the form, with the answer it starts from) and `files`
(all its answers, by file, as `rereading.site` writes them beside the pages).
"""
