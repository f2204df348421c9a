"""A document job becomes DOCX bytes.

In: `DocumentJob`, the catalogue and settings. Out: `RenderedDocument`. Touches: the templates, once per process.
"""

from .press import Press
from .words import CommuneContext, words_of

__all__ = ["CommuneContext", "Press", "words_of"]
