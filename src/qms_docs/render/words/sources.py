"""The groups of words that every document may use besides those of its own kind.

In: a commune on a day. Out: one dictionary per group, made once per commune. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...domain.document import DocumentKind
from .context import CommuneContext
from .models import WordGroup


@dataclass(frozen=True)
class WordSource:
    """Nhóm từ: its name in templates, the model that describes it, and the function that makes it."""

    name: str
    title: str
    model: type[WordGroup]
    words: Callable[[CommuneContext], dict[str, Any]]


@dataclass(frozen=True)
class KindWordSource:
    """Nhóm từ của từng loại tài liệu: like WordSource, but made anew for each kind; `kinds` are the kinds that have it."""

    name: str
    title: str
    model: type[WordGroup]
    words: Callable[[CommuneContext, DocumentKind], dict[str, Any]]
    has: Callable[[DocumentKind], bool]


SOURCES: tuple[WordSource, ...] = ()
KIND_SOURCES: tuple[KindWordSource, ...] = ()
