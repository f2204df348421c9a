"""Excel workbooks of our own, saved so that the same content has the same bytes.

In: a workbook of openpyxl. Out: bytes of an .xlsx. Touches: nothing. Needs openpyxl (extra `excel`).
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from ..diagnostics import say
from ..errors import MissingProgramError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def new_book() -> Workbook:
    """Return a workbook without sheets; raises MissingProgramError where openpyxl is not installed."""
    try:
        import openpyxl
    except ImportError as cause:
        raise MissingProgramError(
            say("The library openpyxl, which writes Excel files, is missing."), say('Type: pip install "qms-docs[excel]"')
        ) from cause
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    return book


def saved(book: Workbook, title: str, day: date) -> bytes:
    """Return the workbook as a file, written by qms-docs on `day`."""
    moment = datetime.combine(day, time())
    book.properties.creator = "qms-docs"
    book.properties.title = title
    book.properties.language = "vi-VN"
    book.properties.created = moment
    written = io.BytesIO()
    book.save(written)
    return _settled(written.getvalue(), moment)


def _settled(data: bytes, moment: datetime) -> bytes:
    """Return the workbook with the days that the library takes from the clock replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return written.getvalue()
