"""The words a template may use: a plain view of the catalogue for one document.

In: catalogue, settings, commune, day. Out: dictionaries of text and lists. Touches: nothing.
"""

from .context import CommuneContext
from .manual import manual_words
from .publication import publication_words
from .sheet import sheet_words

__all__ = ["CommuneContext", "manual_words", "publication_words", "sheet_words"]
