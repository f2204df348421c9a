"""Fees (phí, lệ phí) as sources word them.

In: what a source says of a fee. Out: a plain fee, or nothing. Touches: nothing.
A portal's 0, and the «Miễn phí» it shows for one, is what it writes where nobody filled in an amount: it frees nobody.
"""

from __future__ import annotations

import re
from typing import Any

from ...domain.procedure import FeeKind, FeeStatus
from .record import PortalFee, said

_AMOUNT = re.compile(
    r"(?:(?P<kind>lệ phí|phí)\s*:\s*)?(?P<amount>\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:\([^()]*\)\s*)?(?:vnđ|vnd|việt nam đồng|đồng|đ)"
    r"\s*(?:/\s*(?P<per>[^\d;.,()]{1,40}))?[.;]?",
    re.IGNORECASE,
)
_ZERO = re.compile(r"(?:(?:lệ phí|phí)\s*:\s*)?(?:miễn phí|0+\s*(?:vnđ|vnd|việt nam đồng|đồng|đ)?)[.;]?", re.IGNORECASE)
_FREE = re.compile(
    r"(?:(?:lệ phí|phí)\s*:\s*)?(?:không(?: thu| có)?(?: phí| lệ phí)?|miễn (?:thu )?(?:phí|lệ phí))[.;]?", re.IGNORECASE
)
_FREE_TOLD = re.compile(r"\(?\s*miễn (?:lệ )?phí\s*(?:[.;,)]|$)", re.IGNORECASE)
_LOCAL = re.compile(r"hội đồng nhân dân|hđnd", re.IGNORECASE)
_PER = re.compile(r"/\s*([^\d;.,()/]{1,40})")


def fee_in(fee: PortalFee) -> tuple[dict[str, Any] | None, bool]:
    """Return a plain fee, None where it is not understood; and whether a 0 stood for «free»."""
    text = said(fee.text) if not fee.value else f"{said(fee.value)} {said(fee.text) or 'VNĐ'}".strip()
    told = said(fee.description)
    while told.startswith("(") and told.endswith(")") and told.count("(") == told.count(")"):
        told = told[1:-1].strip()
    kind = FeeKind.FEE if (fee.kind or text).lower().startswith("phí") else None
    if _LOCAL.search(told) and (_ZERO.fullmatch(text) or not text):
        return _with(kind, {"status": FeeStatus.LOCAL.value, "note": told}), False
    if _ZERO.fullmatch(text):
        if _FREE_TOLD.match(told):
            return _with(kind, {"status": FeeStatus.FREE.value, "note": told}), False
        return None, True
    bare = said(fee.value) or text
    if _FREE.fullmatch(bare):
        return _with(kind, {"status": FeeStatus.FREE.value} | ({"note": told} if told else {})), False
    if found := _AMOUNT.fullmatch(text):
        amount = int(re.sub(r"[.,]", "", found["amount"]))
        if not 1 <= amount <= 1_000_000_000:
            return None, amount == 0
        plain: dict[str, Any] = {"status": FeeStatus.AMOUNT.value, "amount": str(amount)}
        per = _PER.fullmatch(told) if told.startswith("/") else None
        if found["per"] or per:
            plain["per"] = (found["per"] or (per[1] if per else "")).strip()
        elif told:
            plain["note"] = told
        if found["kind"]:
            kind = FeeKind.FEE if found["kind"].lower() == "phí" else FeeKind.CHARGE
        return _with(kind, plain), False
    return None, False


def _with(kind: FeeKind | None, plain: dict[str, Any]) -> dict[str, Any]:
    return ({"kind": kind.value} if kind else {}) | plain
