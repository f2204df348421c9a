"""Records as the portal's own interfaces give them: the new one (formality), and the older one of one-stop systems.

In: JSON objects. Out: `PortalRecord`. Touches: nothing. What a key this module does not know says is kept as a leftover.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .record import (
    PortalAct,
    PortalChannel,
    PortalFee,
    PortalGroup,
    PortalPaper,
    PortalRecord,
    PortalResult,
    lines_of,
    plain,
    said,
)

_UNITS = {"WORKING_DAY": "ngày làm việc", "DAY": "ngày", "HOUR": "giờ", "MONTH": "tháng", "OTHER": ""}
_WAYS = {"ONLINE": "Trực tuyến", "POSTAL": "Dịch vụ bưu chính", "DIRECT": "Trực tiếp"}
_OLD_WAYS = {"1": "Trực tiếp", "2": "Trực tuyến", "3": "Dịch vụ bưu chính"}
_OLD_LEVELS = {"0": "Cấp bộ", "1": "Cấp tỉnh", "2": "Cấp huyện", "3": "Cấp xã"}
TECHNICAL = frozenset(
    [
        "id",
        "code_notation",
        "codeNotation",
        "uuid",
        "createdAt",
        "updatedAt",
        "createdBy",
        "updatedBy",
        "currencyId",
        "order",
        "orderNumber",
        "version",
        "fileId",
        "attachmentId",
        "MALINHVUC",
        "MADONVI",
        "MACOQUAN",
        "IDQUYETDINHCONGBO",
        "MAPHILEPHI",
        "URL",
        "hasElectronicForm",
        "required",
    ]
)
"""Keys that number things inside the source and say nothing of the procedure."""


def is_formality(value: Any) -> bool:
    """True for a record of the new interface."""
    return (
        isinstance(value, Mapping)
        and "code" in value
        and bool({"executionMethods", "executionCases", "executionSteps"} & set(value))
    )


def is_one_stop(value: Any) -> bool:
    """True for a record of the older interface."""
    return isinstance(value, Mapping) and "MATTHC" in value


class _Taker:
    """Takes keys out of an object, and keeps what nobody took."""

    def __init__(self, record: PortalRecord, value: Mapping[str, Any], place: str) -> None:
        self.record, self.place = record, place
        self.left = dict(value)

    def text(self, *keys: str) -> str:
        """Return the first of the keys that says something, as text; lists and objects become lines."""
        found = ""
        for key in keys:
            if key in self.left:
                words = said("\n".join(_leaves(self.left[key])))
                if not found or not words or words == found:
                    del self.left[key]
                    found = found or words
        return found

    def flag(self, key: str) -> bool:
        """Return a yes or no; what is neither stays to be kept."""
        return isinstance(self.left.get(key), bool) and bool(self.left.pop(key))

    def items(self, *keys: str) -> list[tuple[Any, str]]:
        """Return the entries of a list, each with its place; a single value is a list of one."""
        for key in keys:
            if key in self.left:
                value = self.left.pop(key)
                listed = value if isinstance(value, list) else [] if value is None else [value]
                return [(each, f"{self.place}.{key}[{number}]") for number, each in enumerate(listed)]
        return []

    def close(self, about: str) -> None:
        """Keep what is left."""
        for key, value in self.left.items():
            if key not in TECHNICAL:
                for leaf in _leaves(value):
                    self.record.keep(f"{about}: {key}" if about else key, leaf, f"{self.place}.{key}")


def _leaves(value: Any) -> Iterator[str]:
    """Yield the texts inside a JSON value; of objects that number things only what says something."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key not in TECHNICAL:
                yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif not isinstance(value, bool) and (text := said(value)):
        yield text


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {} if value is None else {"name": value}


def _code(value: Any) -> str:
    """Return the code of a procedure; what is no text or number is none, and stays to be kept."""
    return plain(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def read_formality(value: Mapping[str, Any], source: str, place: str) -> PortalRecord:
    """Return a record of the new interface."""
    record = PortalRecord(source, place, code=_code(value.get("code")))
    record.says = set(value)
    taker = _Taker(record, value, place)
    if record.code:
        taker.left.pop("code")
    record.name = taker.text("name")
    record.level = ", ".join(
        word for key, word in (("isMinistry", "Cấp bộ"), ("isProvince", "Cấp tỉnh"), ("isWard", "Cấp xã")) if taker.flag(key)
    )
    record.field_name = taker.text("categoriesDetails", "categoryName", "field")
    record.subjects = lines_of(taker.text("subjectTypesDetails"))
    record.executing = lines_of(taker.text("unitGroupsExecuting", "departmentExecuting"))
    record.authority = taker.text("departmentAuthority", "authorityDepartment")
    record.cooperating = lines_of(taker.text("departmentCoordinate", "unitGroupsCoordinate"))
    record.promulgator = taker.text("departmentPromulgateName")
    record.conditions = lines_of(taker.text("requirementsAndConditions"))
    record.status = taker.text("status", "state")
    record.description, record.keywords = taker.text("description"), taker.text("keywords", "keyword")
    record.address, record.type = taker.text("receivingAddress", "address"), taker.text("formalityType", "type")
    for item, where in taker.items("procedureProposal"):
        inner = _Taker(record, _object(item), where)
        record.decision, record.decided = inner.text("proposalNumber"), inner.text("decisionDate")
        inner.close("Quyết định")
    for item, where in taker.items("executionSteps"):
        inner = _Taker(record, _object(item), where)
        record.sequence += [*lines_of(inner.text("name")), *lines_of(inner.text("description"))]
        inner.close("Trình tự")
    for item, where in taker.items("executionMethods"):
        _method(record, _Taker(record, _object(item), where))
    for item, where in taker.items("executionCases"):
        _case(record, _Taker(record, _object(item), where))
    for item, where in taker.items("legalBasisesDetails", "legalBasis"):
        inner = _Taker(record, _object(item), where)
        record.acts.append(
            PortalAct(
                inner.text("code", "number"), inner.text("name", "title"), inner.text("departmentName", "issuer"),
                inner.text("issueDate", "promulgateDate"), inner.text("effectiveDate"), inner.text("url", "link"),
            )
        )  # fmt: skip
        inner.close("Căn cứ pháp lý")
    for item, where in taker.items("resultsDetails", "results"):
        inner = _Taker(record, _object(item), where)
        record.results.append(
            PortalResult(inner.text("name"), inner.text("code"), inner.text("departmentName"), inner.text("description"))
        )
        inner.close("Kết quả")
    for item, where in taker.items("cases"):
        _sub_case(record, _Taker(record, _object(item), where))
    taker.close("")
    return record


def _method(record: PortalRecord, taker: _Taker) -> None:
    way = taker.text("submissionMethod")
    channel = PortalChannel(_WAYS.get(way.upper(), way), place=taker.place)
    time, unit = taker.text("processingTime"), taker.text("processingTimeUnit")
    channel.limit = " ".join(filter(None, (time, _UNITS.get(unit.upper(), unit))))
    for item, where in taker.items("fees"):
        inner = _Taker(record, _object(item), where)
        kind, value, told = inner.text("type"), inner.text("value", "name"), inner.text("description")
        channel.fees.append(
            PortalFee("", told, value, {"FEE": "Phí", "SERVICE_FEE": "Phí dịch vụ", "CHARGE": "Lệ phí"}.get(kind.upper(), kind))
        )
        inner.close("Phí, lệ phí")
    channel.description = taker.text("description")
    record.channels.append(channel)
    taker.close("Cách thức thực hiện")


def _case(record: PortalRecord, taker: _Taker) -> None:
    group = PortalGroup(taker.text("name"))
    for item, where in taker.items("profileComponents"):
        inner = _Taker(record, _object(item), where)
        originals, copies = _count(inner, "originalQty"), _count(inner, "copyQty")
        paper = PortalPaper(inner.text("name"), originals, copies, code=inner.text("code"))
        for attached, place in inner.items("attachments"):
            file = _Taker(record, _object(attached), place)
            paper.forms += [each for each in (file.text("fileName", "name"),) if each]
            file.close("Mẫu đơn, tờ khai")
        group.papers.append(paper)
        inner.close("Thành phần hồ sơ")
    record.groups.append(group)
    taker.close("Thành phần hồ sơ")


def _count(taker: _Taker, key: str) -> int | None:
    """Return a number of papers; one that is no number is kept."""
    value = taker.left.get(key)
    text = plain(value)
    if text.isascii() and text.isdigit() and len(text) < 4:
        taker.left.pop(key)
        return int(text)
    if value is None:
        taker.left.pop(key, None)
    return None


def _sub_case(record: PortalRecord, taker: _Taker) -> None:
    """A case with a limit of its own becomes a way to submit without a name: how to hand in does not matter to it."""
    code = taker.text("code", "name")
    for item, where in taker.items("processingDay"):
        inner = _Taker(record, _object(item), where)
        count, unit = inner.text("qty", "value", "name"), inner.text("type", "unit")
        limit = " ".join(filter(None, (count, _UNITS.get(unit.upper(), unit))))
        record.channels.append(PortalChannel("", limit, description=code, place=where))
        code = ""
        inner.close("Trường hợp")
    if code:
        record.keep("Trường hợp", code, taker.place)
    taker.close("Trường hợp")


def read_one_stop(value: Mapping[str, Any], source: str, place: str) -> PortalRecord:
    """Return a record of the older interface."""
    record = PortalRecord(source, place, code=_code(value.get("MATTHC")))
    record.says = set(value)
    taker = _Taker(record, value, place)
    if record.code:
        taker.left.pop("MATTHC")
    record.name, record.type, record.status = taker.text("TENTTHC"), taker.text("LOAITTHC"), taker.text("TRANGTHAI")
    level = taker.text("CAPTHUCHIEN")
    record.level = _OLD_LEVELS.get(level, level)
    for item, where in taker.items("LINHVUCTHUCHIEN"):
        inner = _Taker(record, _object(item), where)
        record.field_name = record.field_name or inner.text("TENLINHVUC", "name")
        inner.close("Lĩnh vực")
    for item, where in taker.items("COQUANTHUCHIEN"):
        inner = _Taker(record, _object(item), where)
        record.executing += [each for each in (inner.text("TENDONVI", "name"),) if each]
        inner.close("Cơ quan thực hiện")
    for item, where in taker.items("KETQUATHUCHIEN"):
        inner = _Taker(record, _object(item), where)
        record.results.append(PortalResult(inner.text("TENKETQUA", "KETQUA", "name"), inner.text("MAKETQUA")))
        inner.close("Kết quả")
    record.sequence = lines_of(taker.text("TRINHTUTHUCHIEN"))
    record.conditions = lines_of(taker.text("YEUCAUDIEUKIEN", "YEUCAU"))
    record.subjects = lines_of(taker.text("DOITUONGTHUCHIEN"))
    record.decision = taker.text("SOQUYETDINH", "SOQUYETDINHCONGBO")
    record.promulgator, record.address = taker.text("COQUANBANHANH"), taker.text("DIACHITIEPNHAN")
    for item, where in taker.items("CACHTHUCTHUCHIEN"):
        _old_way(record, _Taker(record, _object(item), where))
    for item, where in taker.items("THANHPHANHOSO"):
        _old_case(record, _Taker(record, _object(item), where))
    for item, where in taker.items("CANCUPHAPLY"):
        inner = _Taker(record, _object(item), where)
        record.acts.append(
            PortalAct(
                inner.text("SOKYHIEU", "SOVANBAN"),
                inner.text("TRICHYEU", "TENVANBAN", "name"),
                inner.text("COQUANBANHANH"),
                inner.text("NGAYBANHANH"),
                inner.text("NGAYHIEULUC"),
            )
        )
        inner.close("Căn cứ pháp lý")
    taker.close("")
    return record


def _old_way(record: PortalRecord, taker: _Taker) -> None:
    way = taker.text("KENH")
    described = taker.text("MOTA")
    times = taker.items("THOIGIAN") or [({}, taker.place)]
    for item, where in times:
        inner = _Taker(record, _object(item), where)
        channel = PortalChannel(_OLD_WAYS.get(way, way), place=where, description=described)
        channel.limit = " ".join(filter(None, (inner.text("THOIGIANGIAIQUYET"), inner.text("DONVITINH"))))
        for fee, place in inner.items("PHILEPHI"):
            one = _Taker(record, _object(fee), place)
            value, unit, told = one.text("SOTIEN"), one.text("DONVI"), one.text("MOTA", "name")
            channel.fees.append(PortalFee(unit, told, value))
            one.close("Phí, lệ phí")
        record.channels.append(channel)
        described = ""
        inner.close("Cách thức thực hiện")
    taker.close("Cách thức thực hiện")


def _old_case(record: PortalRecord, taker: _Taker) -> None:
    group = PortalGroup(taker.text("TRUONGHOP"))
    for item, where in taker.items("GIAYTO"):
        inner = _Taker(record, _object(item), where)
        originals, copies = _count(inner, "SOBANCHINH"), _count(inner, "SOBANSAO")
        paper = PortalPaper(inner.text("TENGIAYTO", "name"), originals, copies, code=inner.text("MAGIAYTO"))
        form = inner.text("TENMAUDON", "MAUDON", "TENMAU")
        paper.forms += [form] if form else []
        group.papers.append(paper)
        inner.close("Thành phần hồ sơ")
    record.groups.append(group)
    taker.close("Thành phần hồ sơ")
