"""A document job becomes DOCX bytes.

In: `DocumentJob`, the catalogue and settings. Out: `RenderedDocument`. Touches: the templates, once per process.
"""

from .press import Press
from .words import words_of

__all__ = ["Press", "words_of"]
