"""Messages that are translated only when they are shown.

The English text in the code is the key of the catalogue; Vietnamese is what users see unless they ask for English.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "qms_docs"
_language = "vi"


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE_DIR, [language], fallback=True)


def use_language(language: str) -> None:
    """Show messages in `language` (`vi` or `en`) from now on."""
    global _language
    _language = language


def translate(text: str) -> str:
    """Return `text` in the language in use; the text itself where the catalogue lacks it."""
    return _catalogue(_language).gettext(text)


@dataclass(frozen=True)
class Message:
    """A sentence with blanks, and what fills them."""

    text: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        filled = {name: str(value) if isinstance(value, Message) else value for name, value in self.values.items()}
        return translate(self.text).format(**filled)


def say(text: str, **values: Any) -> Message:
    """Return a message; `text` is found by the extractor of the catalogues."""
    return Message(text, values)
