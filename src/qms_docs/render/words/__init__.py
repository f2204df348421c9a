"""The words a template may use: a plain view of the catalogue for one document.

In: catalogue, settings, commune, day, year. Out: dictionaries of text and lists. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from ...domain.catalogue import Catalogue
from ...domain.document import DocumentKind, DocumentScope
from ...domain.procedure import AdministrativeProcedure
from ...domain.shared import SharedGroup
from .context import CommuneContext
from .extras import extra_model, extra_words
from .manual import manual_words
from .models import ManualWords, PublicationWords, SharedWords, SheetDocumentWords
from .publication import publication_words
from .shared_sheet import SharedSheetDocumentWords, shared_sheet_words
from .sheet import sheet_words
from .sources import KIND_SOURCES, PROCEDURE_SOURCES, SOURCES, KindWordSource, WordSource

__all__ = ["CommuneContext", "document_words", "words_of"]

_BASES: dict[DocumentScope, type[SharedWords]] = {
    DocumentScope.PROCEDURE: SheetDocumentWords,
    DocumentScope.SHARED: SharedSheetDocumentWords,
}
_HEADER_LINE = 86
"""Letters that the header of a standing page holds, title and code together."""
_COMMUNE = (WordSource("manual", "Nội dung sổ tay", ManualWords, manual_words), *SOURCES)
_KIND = (
    KindWordSource(
        "publication",
        "Nội dung công bố",
        PublicationWords,
        publication_words,
        lambda kind: kind.scope.is_single,
    ),
    *KIND_SOURCES,
)


def document_words(
    context: CommuneContext,
    kind: DocumentKind,
    procedure: AdministrativeProcedure | None = None,
    shared: SharedGroup | None = None,
) -> dict[str, Any]:
    """Return the words of one document."""
    for source in _COMMUNE:
        if source.name not in context.made:
            context.made[source.name] = source.words(context)
    words = {**context.shared_words, **context.made}
    if procedure is not None:
        words |= sheet_words(context, procedure, kind)
        words |= {source.name: source.words(context, kind, procedure) for source in PROCEDURE_SOURCES if source.has(kind)}
    elif shared is not None:
        words |= shared_sheet_words(context, shared, kind)
    else:
        words["document"] = context.control_words(context.code_of(kind), kind.title)
        words["running_title"] = _running_title(context, kind)
    words |= {source.name: _of_kind(source, context, kind) for source in _sources_of(context, kind)}
    if kind.key in context.catalogue.extras:
        words["extra"] = extra_words(context, context.catalogue.extras[kind.key])
    return words


def _sources_of(context: CommuneContext, kind: DocumentKind) -> list[KindWordSource]:
    key = ("sources", kind.key)
    if key not in context.common:
        context.common[key] = [source for source in _KIND if source.has(kind)]
    made: list[KindWordSource] = context.common[key]
    return made


def _of_kind(source: KindWordSource, context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    if not source.is_common:
        return source.words(context, kind)
    if source.name not in context.kept:
        context.kept[source.name] = source.words(context, kind)
    made: dict[str, Any] = context.kept[source.name]
    return made


def _running_title(context: CommuneContext, kind: DocumentKind) -> str:
    """Return title and agency, the agency abbreviated or left off where the line would reach the code."""
    room = _HEADER_LINE - len(context.code_of(kind))
    agency = context.agency_words
    titles = [f"{kind.title} – {name}" for name in (agency["name"], agency["short_name"])]
    return next((title for title in titles if len(title) <= room), kind.title)


def words_of(kind: DocumentKind, catalogue: Catalogue) -> type[SharedWords]:
    """Return the model that describes the words of a kind of document."""
    base = _BASES.get(kind.scope, SharedWords)
    groups: dict[str, Any] = {source.name: source for source in _COMMUNE}
    groups |= {source.name: source for source in _KIND if source.has(kind)}
    groups |= {source.name: source for source in PROCEDURE_SOURCES if source.has(kind)}
    fields: dict[str, Any] = {name: (source.model, _titled(source.title)) for name, source in groups.items()}
    if kind.key in catalogue.extras:
        fields["extra"] = (extra_model(catalogue.extras[kind.key]), _titled("Từ bổ sung của loại tài liệu"))
    return create_model(f"{kind.key}_words", __base__=base, **fields)


def _titled(title: str) -> Any:
    return Field(title=title)
