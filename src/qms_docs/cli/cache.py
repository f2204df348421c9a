"""Where the program keeps what it need not find out twice.

In: environment. Out: a folder, or None. Touches: nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

VARIABLE = "QMS_DOCS_CACHE"


def cache_folder() -> Path | None:
    """Return the folder named in QMS_DOCS_CACHE, else the user's own; None where the variable says `off`."""
    wanted = os.environ.get(VARIABLE, "")
    if wanted.lower() == "off":
        return None
    return Path(wanted) if wanted else user_cache_path("qms-docs", appauthor=False) / "check"
