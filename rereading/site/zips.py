"""Zip files that are the same on every day: wheels, the e-book, sheets as `.docx`, quizzes."""

import io
import time
import zipfile
from collections.abc import Mapping

MADE = 1580601600  # 2 February 2020 is the time of every file


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return files, by name, as a zip in their order; a `mimetype` is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, time.gmtime(MADE)[:6]), content, how)
    return out.getvalue()
