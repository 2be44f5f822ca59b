"""Say whether this Python can build the book: too old is refused, newer than tried is told.

It has to run on any Python, so it uses nothing new.
"""

import sys

OLDEST, NEWEST_TRIED = (3, 11), (3, 13)


def main():
    """Return 1 for a Python that is too old, else 0."""
    version = sys.version_info[:2]
    said = "This is Python " + ".".join(map(str, version)) + ". "
    if version < OLDEST:
        said += "The book needs 3.11 or later; name one: make PYTHON=python3.12 book\n"
        sys.stderr.write(said)
        return 1
    if version > NEWEST_TRIED:
        said += "The book was tried on 3.11 to 3.13; if something fails, name one of these.\n"
        sys.stderr.write(said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
