"""From a record of the national database to the data of a procedure's file; what is not understood stays as text.

In: a `PortalRecord`, the catalogue. Out: `Understood`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from ...domain.catalogue import Catalogue
from ...domain.procedure import PROCEDURE_CODE, ChannelKind, DossierGroupKind
from ...domain.text import MAX_TEXT, tone_folded
from .acts import ReadAct, read_act
from .fees import fee_in
from .limits import VERIFIED, is_bare_number, limits_in
from .record import Leftover, PortalChannel, PortalRecord, day_of, lines_of, plain, said

_CHANNELS = (("trực tuyến", ChannelKind.ONLINE), ("bưu chính", ChannelKind.POST), ("trực tiếp", ChannelKind.DIRECT))
_GROUPS = (("xuất trình", DossierGroupKind.PRESENT), ("lưu ý", DossierGroupKind.REMARK), ("ghi chú", DossierGroupKind.REMARK))
_SCENARIOS = {VERIFIED: "Có xác minh", "extended": "Kéo dài thời hạn"}
_FORM_NUMBER = re.compile(r"Mẫu(?: số)? [0-9IVX]+[a-zđ]?(?:[./-][0-9A-ZĐ]+)*")
_MOST = 20
_WHERE = {"F": "Quyết định công bố danh mục thủ tục hành chính", "I": "Tờ quy trình ISO 9001"}
_OWN_COMMITTEE = ("ủy ban nhân dân cấp xã", "ủy ban nhân dân xã", "ubnd cấp xã", "ubnd xã")


@dataclass
class Understood:
    """What a record means: plain values of a procedure's file, acts it cites, and what stays as text.

    `refused` says why a record must not be taken at all.
    """

    record: PortalRecord
    values: dict[str, Any] = field(default_factory=dict)
    acts: list[ReadAct] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    field_name: str = ""
    refused: str | None = None


def understand(record: PortalRecord, catalogue: Catalogue, seen: date, form: str) -> Understood:
    """Return what a record means on the day it was seen; `form` is the letter of the form it came in."""
    found = Understood(record, leftovers=list(record.leftovers), field_name=record.field_name)
    if not re.fullmatch(PROCEDURE_CODE, record.code):
        found.refused = "code"
    elif any(left.code == "IMP003" for left in record.leftovers):
        found.refused = "other-page"
    elif not record.name:
        found.refused = "name"
    values = found.values
    values["code"] = record.code
    values["names"] = [_short(found, "Tên thủ tục", record.name)]
    _field(found, catalogue)
    for key, text in (("decision", record.decision), ("authority", record.authority)):
        if text and not (key == "authority" and tone_folded(text).startswith(_OWN_COMMITTEE)):
            values[key] = _short(found, key, text)
    for key, texts in (("subjects", record.subjects), ("cooperating", record.cooperating), ("conditions", record.conditions)):
        listed = [_short(found, key, text.lstrip("-+*• ")) for text in texts if text.strip("-+*• ") and not _is_none(text)]
        if listed:
            values[key] = listed
    if results := [_short(found, "Kết quả", each.name) for each in record.results if each.name]:
        values["results"] = results
    _channels(found)
    _dossier(found)
    _limits(found)
    _fees(found)
    _legal_basis(found, catalogue)
    values["verification"] = {
        "verified": "true" if form in ("A", "B", "C", "D", "E") and found.refused is None else "false",
        "sources": [_source(record, form)],
        "seen_on": seen.isoformat(),
        "period_from": seen.isoformat(),
    }
    values["national"] = _national(found)
    for each in record.results:
        _left(found, "Kết quả: cơ quan ban hành", each.issuer)
        _left(found, "Kết quả: mô tả", each.description)
    _left(found, "Số bộ hồ sơ", "" if _sets(found, record.sets) else record.sets)
    _left(found, "Thay thế bằng", ", ".join(record.replaced_by))
    found.leftovers = list({(left.about, left.text): left for left in reversed(found.leftovers)}.values())[::-1]
    values["unparsed"] = [{"about": left.about, "text": left.text[:MAX_TEXT], "source": left.place} for left in found.leftovers]
    found.values = {key: value for key, value in values.items() if key == "dossier" or value not in ([], {}, None)}
    return found


def _left(found: Understood, about: str, text: str, code: str = "IMP010", place: str = "") -> None:
    if words := said(text):
        found.leftovers.append(Leftover(about, words, place or found.record.place, code))


def _short(found: Understood, about: str, text: str) -> str:
    """Return a text that fits into the models; of a longer one the rest is kept beside."""
    if len(text) <= MAX_TEXT:
        return text
    _left(found, about, text[MAX_TEXT:])
    return text[:MAX_TEXT]


def _is_none(text: str) -> bool:
    return tone_folded(text).strip(" .") in ("không", "không có", "không quy định")


def _field(found: Understood, catalogue: Catalogue) -> None:
    wanted = tone_folded(found.record.field_name)
    key = next((each.key for each in catalogue.fields.values() if tone_folded(each.name) == wanted), None)
    if key:
        found.values["field"] = key


def _source(record: PortalRecord, form: str) -> str:
    decision = f", Quyết định {record.decision}" if record.decision else ""
    where = _WHERE.get(form, "Cơ sở dữ liệu quốc gia về thủ tục hành chính")
    return f"{where}, tệp {PurePath(record.source).name}, mã {record.code}{decision}"


def _national(found: Understood) -> dict[str, Any]:
    record = found.record
    decided = day_of(record.decided)
    if record.decided and decided is None:
        _left(found, "Ngày quyết định", record.decided)
    values: dict[str, Any] = {
        "level": record.level,
        "type": record.type,
        "status": record.status,
        "decided": decided.isoformat() if decided else None,
        "promulgator": record.promulgator,
        "authorised": record.authorised,
        "address": record.address,
        "keywords": record.keywords,
        "description": record.description,
        "url": record.url,
    }
    values = {key: _short(found, key, text) for key, text in values.items() if text}
    for key, texts in (
        ("executing", record.executing),
        ("related", record.related),
        ("result_codes", [each.code for each in record.results if each.code]),
        ("sequence", [piece for line in record.sequence for piece in _pieces(line)]),
    ):
        if texts:
            values[key] = texts
    return values


def _pieces(text: str) -> Iterator[str]:
    for begin in range(0, len(text), MAX_TEXT):
        yield text[begin : begin + MAX_TEXT]


# ---- ways to submit, limits, fees


def channel_kind(text: str) -> ChannelKind | None:
    """Return the way to submit that a text names; None for none or several."""
    folded = tone_folded(text)
    found = {kind for word, kind in _CHANNELS if word in folded}
    return found.pop() if len(found) == 1 else None


def _channels(found: Understood) -> None:
    kinds: list[str] = []
    for channel in found.record.channels:
        kind = channel_kind(channel.kind)
        if kind is None:
            _left(found, "Hình thức nộp", channel.kind, place=channel.place)
        elif kind.value not in kinds:
            kinds.append(kind.value)
    if kinds:
        found.values["channels"] = kinds


def _by_channel(pairs: list[tuple[PortalChannel, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """Return facts once where all ways to submit agree, else each with its way."""
    said_by = [facts for _, facts in pairs if facts]
    if not said_by:
        return []
    if len(said_by) == len(pairs) and all(facts == said_by[0] for facts in said_by):
        return said_by[0]
    listed = []
    for channel, facts in pairs:
        kind = channel_kind(channel.kind)
        for fact in facts:
            each = fact | ({"channel": kind.value} if kind else {})
            if each not in listed:
                listed.append(each)
    return listed


def _limits(found: Understood) -> None:
    pairs: list[tuple[PortalChannel, list[dict[str, Any]]]] = []
    for channel in found.record.channels:
        limits = limits_in(channel.limit) if channel.limit else []
        if channel.limit and not limits:
            code = "IMP011" if is_bare_number(channel.limit) else "IMP010"
            _left(found, "Thời hạn giải quyết", channel.limit, code, channel.place)
        told = said(channel.description)
        if told and not limits and (from_told := limits_in(told)):
            limits, told = from_told, ""
        _left(found, "Cách thức thực hiện: mô tả", told, place=channel.place)
        pairs.append((channel, limits))
    limits = _by_channel(pairs)
    if not limits:
        return
    found.values["time_limits"] = limits
    scenarios = dict.fromkeys(limit.get("scenario", "standard") for limit in limits)
    if len(scenarios) > 1:
        titles = {"standard": "Thông thường", **_SCENARIOS}
        found.values["scenarios"] = [{"key": key, "title": titles[key]} for key in scenarios]


def _fees(found: Understood) -> None:
    pairs: list[tuple[PortalChannel, list[dict[str, Any]]]] = []
    for channel in found.record.channels:
        fees = []
        for fee in channel.fees:
            plain_fee, zero = fee_in(fee)
            if plain_fee is not None:
                fees.append(plain_fee)
            else:
                text = " ".join(filter(None, (fee.kind, said(fee.value), said(fee.text), said(fee.description))))
                _left(found, "Phí, lệ phí", text, "IMP012" if zero else "IMP010", channel.place)
        pairs.append((channel, fees))
    if fees := _by_channel(pairs):
        found.values["fees"] = fees


# ---- dossier


def _dossier(found: Understood) -> None:
    groups: list[dict[str, Any]] = []
    forms: dict[str, dict[str, Any]] = {}
    for group in found.record.groups:
        title = group.title.strip(" *:-.") or "Thành phần hồ sơ"
        folded = tone_folded(title)
        kind = next((kind for word, kind in _GROUPS if word in folded), DossierGroupKind.SUBMIT)
        items = [_item(found, paper, forms, kind) for paper in group.papers if paper.name or paper.forms]
        if not items and not group.title:
            continue
        said_group: dict[str, Any] = {"title": _short(found, "Thành phần hồ sơ", title)}
        if kind is not DossierGroupKind.SUBMIT:
            said_group["kind"] = kind.value
        groups.append(said_group | {"items": items})
    if groups:
        found.values["dossier"] = {"groups": groups}
    else:
        found.values["dossier"] = {}
    if forms:
        found.values["forms"] = list(forms.values())


def _item(found: Understood, paper: Any, forms: dict[str, dict[str, Any]], kind: DossierGroupKind) -> dict[str, Any]:
    name = paper.name.strip().lstrip("-+*• ").strip() or paper.forms[0]
    item: dict[str, Any] = {"name": _short(found, "Thành phần hồ sơ", name)}
    counts = {"originals": paper.originals, "copies": paper.copies}
    if paper.originals is None and paper.copies is None:
        if kind is DossierGroupKind.REMARK:
            counts = {"originals": 0, "copies": 0}
        else:
            item["note"] = "Nguồn không nêu số bản."
    for key, count in counts.items():
        if count is not None and count > _MOST:
            _left(found, "Thành phần hồ sơ: số bản", f"{name}: {count}")
        elif count is not None and count != (1 if key == "originals" else 0):
            item[key] = str(count)
    for number, title in enumerate(paper.forms):
        known = next((each for each, form in forms.items() if form["title"] == title), None)
        key = known or f"form_{len(forms) + 1}"
        if known is None:
            forms[key] = {"key": key, "title": _short(found, "Mẫu đơn", title)}
            if number_of := _FORM_NUMBER.search(f"{title} {name}"):
                forms[key]["number"] = number_of.group()
        if number == 0:
            item["form"] = key
    _left(found, f"Mã giấy tờ: {name[:80]}", paper.code)
    return item


def _sets(found: Understood, text: str) -> bool:
    number = re.fullmatch(r"0?(\d{1,2})\s*(?:\([^()]*\)\s*)?bộ.*", plain(text).lower())
    if number and 1 <= int(number[1]) <= _MOST:
        found.values["dossier"] = dict(found.values["dossier"]) | {"sets": number[1]}
        return True
    return False


# ---- legal basis


def _legal_basis(found: Understood, catalogue: Catalogue) -> None:
    cited: list[str] = []
    for act in found.record.acts:
        for one in _single(act):
            read = read_act(one, catalogue.acts)
            key = read.known or (read.number if read.kind and read.issuer else None)
            if key is None:
                _left(found, "Căn cứ pháp lý", read.text, "IMP013")
                continue
            found.acts.append(read)
            if key not in cited:
                cited.append(key)
            _left(found, "Căn cứ pháp lý: địa chỉ", one.url)
    if cited:
        found.values["legal_basis"] = cited


def _single(act: Any) -> Iterator[Any]:
    """Yield the acts of an entry; one that only lists several, a line each, is several."""
    lines = lines_of(act.title) if not act.number else []
    if len(lines) > 1:
        yield from (type(act)(title=line.lstrip("-+• ")) for line in lines)
    else:
        yield act
