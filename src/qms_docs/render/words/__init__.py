"""The words a template may use: a plain view of the catalogue for one document.

In: catalogue, settings, commune, day. Out: dictionaries of text and lists. Touches: nothing.
"""

from ...domain.document import DocumentKind, DocumentScope
from .context import CommuneContext
from .manual import manual_words
from .models import ManualDocumentWords, PublicationDocumentWords, SharedWords, SheetDocumentWords
from .publication import publication_words
from .sheet import sheet_words

__all__ = ["CommuneContext", "manual_words", "publication_words", "sheet_words", "words_of"]


def words_of(kind: DocumentKind) -> type[SharedWords]:
    """Return the model that describes the words of a kind of document."""
    if kind.scope is DocumentScope.PROCEDURE:
        return SheetDocumentWords
    return ManualDocumentWords if kind.key == "manual" else PublicationDocumentWords
