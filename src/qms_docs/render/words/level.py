"""What the words of the level-1 documents share: texts of the day, who answers, which documents.

In: `system/*.yaml`, the posts held on the day. Out: texts ready to print. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.dated_text import DatedText
from ...domain.system.manual import LevelText
from ...domain.vietnamese import upper_first
from .committee import BOARD, who_title
from .context import CommuneContext
from .register import is_made, kind_code

SHEETS = "quy trình của từng thủ tục"


def amendment_of(context: CommuneContext) -> str:
    """Return the name of the last amendment of the standard published by the day, or nothing."""
    names = [item.name for item in context.standard.amendments if item.published <= context.day]
    return names[-1] if names else ""


def sentence(context: CommuneContext, text: str) -> str:
    """Return a text with its blanks filled, {amendment} too, its first letter upper case."""
    return upper_first(context.text(text.replace("{amendment}", amendment_of(context))))


def level_texts(context: CommuneContext, items: Iterable[DatedText]) -> list[str]:
    """Return the texts that hold on the day; those on an amendment only once it is published."""
    amended = bool(amendment_of(context))
    return [
        sentence(context, item.text)
        for item in in_force(tuple(items), context.day)
        if amended or not (isinstance(item, LevelText) and item.amendment)
    ]


def held_of(context: CommuneContext, keys: Iterable[str]) -> list[str]:
    """Return those positions that somebody holds on the day; all of them where nobody holds any."""
    keys = tuple(keys)
    return [key for key in keys if key == BOARD or key in context.holders] or list(keys)


def who_text(context: CommuneContext, keys: Iterable[str]) -> str:
    """Return the titles of positions held on the day in one line, each once."""
    return "; ".join(dict.fromkeys(who_title(context, key) for key in held_of(context, keys)))


def codes_of(context: CommuneContext, kinds: Iterable[DocumentKind]) -> str:
    """Return the codes of kinds in one line; the procedure sheets in words, since each has a code of its own."""
    codes = (SHEETS if not kind.scope.is_single and kind.form is None else kind_code(context, kind) for kind in kinds)
    return ", ".join(dict.fromkeys(codes))


def codes_text(context: CommuneContext, kinds: Iterable[str]) -> str:
    """Return the codes of those kinds that the commune makes."""
    made = context.catalogue.made_kinds
    return codes_of(context, [made[key] for key in kinds if key in made and is_made(context, made[key])])
