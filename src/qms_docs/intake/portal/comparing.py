"""A record as it was seen before and as it is seen now: what the authorities changed in between.

In: two stored records. Out: `RecordChange` values. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .procedure import Understood


class RecordChangeKind(StrEnum):
    """Loại thay đổi của bản ghi quốc gia."""

    RENAMED = "renamed"
    REPEALED = "repealed"
    REPLACED = "replaced"
    DECISION = "decision"
    LIMIT = "limit"
    FEE = "fee"
    ACTS = "acts"
    DOSSIER = "dossier"
    FORMS = "forms"
    OTHER = "other"


@dataclass(frozen=True)
class RecordChange:
    """One difference: what it is about, the value before and now (texts as stored)."""

    kind: RecordChangeKind
    key: str
    before: Any
    after: Any


_KINDS = {
    "names": RecordChangeKind.RENAMED,
    "decision": RecordChangeKind.DECISION,
    "time_limits": RecordChangeKind.LIMIT,
    "scenarios": RecordChangeKind.LIMIT,
    "fees": RecordChangeKind.FEE,
    "legal_basis": RecordChangeKind.ACTS,
    "dossier": RecordChangeKind.DOSSIER,
    "forms": RecordChangeKind.FORMS,
}
_TEXTS = {
    "Thời hạn": RecordChangeKind.LIMIT,
    "Phí": RecordChangeKind.FEE,
    "Căn cứ": RecordChangeKind.ACTS,
    "Thành phần": RecordChangeKind.DOSSIER,
    "Thay thế": RecordChangeKind.REPLACED,
}
_REPEALED = ("bãi bỏ", "hết hiệu lực", "het_hieu_luc", "đã bãi bỏ", "không còn hiệu lực")
_OF_EACH_LOOK = frozenset(("verification",))
"""What says when and where a record was seen, not what it says."""


def stored(understood: Understood) -> dict[str, Any]:
    """Return what is kept of a record to compare the next one with: its plain values."""
    return {key: value for key, value in understood.values.items() if key not in _OF_EACH_LOOK}


def is_repealed(values: Mapping[str, Any]) -> bool:
    """True for a record whose state says that the procedure is no more."""
    status = str((values.get("national") or {}).get("status") or "").lower()
    return any(word in status for word in _REPEALED)


def record_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[RecordChange]:
    """Yield what changed between two looks at a record."""
    if is_repealed(after) and not is_repealed(before):
        yield RecordChange(RecordChangeKind.REPEALED, "national", _status(before), _status(after))
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old == new or key in ("code", "unparsed"):
            continue
        if key == "national":
            yield from _national_changes(old or {}, new or {})
        else:
            yield RecordChange(_KINDS.get(key, RecordChangeKind.OTHER), key, old, new)
    yield from _unparsed_changes(before.get("unparsed") or [], after.get("unparsed") or [])


def _status(values: Mapping[str, Any]) -> Any:
    return (values.get("national") or {}).get("status")


def _national_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[RecordChange]:
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key) and key not in ("status", "url"):
            yield RecordChange(RecordChangeKind.OTHER, f"national.{key}", old.get(key), new.get(key))


def _unparsed_changes(old: list[Any], new: list[Any]) -> Iterator[RecordChange]:
    """Texts nobody understood may still be what changed: a limit, a fee."""
    before = {(each["about"], each["text"]) for each in old}
    after = {(each["about"], each["text"]) for each in new}
    for about in dict.fromkeys(each["about"] for each in (*new, *old)):
        gone = [text for name, text in sorted(before - after) if name == about]
        come = [text for name, text in sorted(after - before) if name == about]
        if gone or come:
            kind = next((kind for word, kind in _TEXTS.items() if about.startswith(word)), RecordChangeKind.OTHER)
            yield RecordChange(kind, about, "; ".join(gone) or None, "; ".join(come) or None)
