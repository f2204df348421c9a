"""Which texts of a file loading has to clean: letters and tone marks typed apart, characters that nobody sees.

In: the data of a file. Out: paths and texts. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .yaml_text import Path_

_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff\u00a0\u2007\u202f\u3000]")


def uncleaned(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield the path and the text of every value with combining marks, invisible characters or blanks of another kind."""
    if isinstance(data, str):
        if not data.isascii() and _MARKS.search(data):
            yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from uncleaned(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from uncleaned(value, (*path, number))
