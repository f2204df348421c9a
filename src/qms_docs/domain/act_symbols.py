"""What the number and symbol of an act tell: its kind, its issuer, the year.

In: a number such as «123/2015/NĐ-CP», the acts known. Out: kind and issuer, None where the symbol leaves them open.
Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .law import ActKind, LegalAct

_ASSEMBLY, _STANDING = "Quốc hội", "Ủy ban Thường vụ Quốc hội"
_SYMBOLS: tuple[tuple[str, ActKind, str | None], ...] = (
    (r"QH\d+", ActKind.LAW, _ASSEMBLY),
    (r"NQ-QH\d+", ActKind.ASSEMBLY_RESOLUTION, _ASSEMBLY),
    (r"(?:PL-)?UBTVQH\d+", ActKind.ORDINANCE, _STANDING),
    (r"NQ-UBTVQH\d+", ActKind.STANDING_RESOLUTION, _STANDING),
    (r"NĐ-CP", ActKind.DECREE, "Chính phủ"),
    (r"NQ-CP", ActKind.GOVERNMENT_RESOLUTION, "Chính phủ"),
    (r"QĐ-TTg", ActKind.PRIME_MINISTER_DECISION, "Thủ tướng Chính phủ"),
    (r"NQLT-.+", ActKind.JOINT_RESOLUTION, None),
    (r"TTLT(?:-.+)?", ActKind.JOINT_CIRCULAR, None),
    (r"TT-.+", ActKind.CIRCULAR, None),
    (r"NQ-HĐND", ActKind.COUNCIL_RESOLUTION, None),
    (r"QĐ-UBND", ActKind.COMMITTEE_DECISION, None),
    (r"QĐ-(?:B[A-ZĐ]+|VPCP|TTCP|NHNN|UBDT)", ActKind.MINISTER_DECISION, None),
    (r"KH-.+", ActKind.PLAN, None),
)
_TITLED = (
    ("Bộ luật", ActKind.CODE),
    ("Luật", ActKind.LAW),
    ("Pháp lệnh", ActKind.ORDINANCE),
    ("Hiến pháp", ActKind.CONSTITUTION),
)
_OF_A_MINISTRY = (ActKind.CIRCULAR, ActKind.MINISTER_DECISION)
_RESOLUTIONS = {_ASSEMBLY: ActKind.ASSEMBLY_RESOLUTION, _STANDING: ActKind.STANDING_RESOLUTION}
_PLAIN = ((r"(?<![A-ZĐ])ND-(?=CP$)", "NĐ-"), (r"(?<![A-ZĐ])QD-", "QĐ-"), (r"-HDND$", "-HĐND"))


def spelled(number: str) -> str:
    """Return a number typed without the letter Đ as it is written: «123/2015/ND-CP» is «123/2015/NĐ-CP»."""
    for pattern, right in _PLAIN:
        number = re.sub(pattern, right, number.strip())
    return number


def symbol_of(number: str) -> str:
    """Return what stands after the last stroke: «NĐ-CP», «QH16»."""
    return number.rpartition("/")[2]


def kind_of(number: str, title: str | None) -> ActKind | None:
    """Return the kind that the symbol tells; the National Assembly's symbol leaves laws, codes and resolutions to the title."""
    symbol = symbol_of(number)
    found = next(((kind, issuer) for pattern, kind, issuer in _SYMBOLS if re.fullmatch(pattern, symbol)), None)
    if found is None:
        return None
    kind, issuer = found
    if kind not in (ActKind.LAW, ActKind.ORDINANCE) or title is None or issuer is None:
        return kind
    named = next((each for word, each in _TITLED if title.startswith(word)), None)
    return named or _RESOLUTIONS[issuer]


def issuer_of(number: str, kind: ActKind, known: Iterable[LegalAct]) -> str | None:
    """Return the issuer that the symbol tells, spelled as in the acts known; None where it may be one of several."""
    symbol = symbol_of(number)
    fixed = next((issuer for pattern, _, issuer in _SYMBOLS if re.fullmatch(pattern, symbol)), None)
    if fixed is not None:
        return fixed
    if kind is ActKind.JOINT_CIRCULAR and "-" in symbol:
        issuers = {act.issuer for act in known if symbol_of(act.number) == symbol}
    elif kind in _OF_A_MINISTRY:
        ministry = symbol.partition("-")[2]
        of_ministries = (act for act in known if act.kind in _OF_A_MINISTRY)
        issuers = {act.issuer for act in of_ministries if symbol_of(act.number).partition("-")[2] == ministry}
    else:
        issuers = set()
    return issuers.pop() if len(issuers) == 1 else None
