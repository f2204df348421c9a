"""Records in Word files: a procedure's page as it is downloaded, and the tables of decisions that publish procedures.

In: the content of a Word file. Out: `PortalRecord` values. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...domain.text import tone_folded
from ...templating.content import WordContent, WordLine, WordTable
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

_LABELS = {
    "mã thủ tục": "code",
    "mã số thủ tục": "code",
    "số quyết định": "decision",
    "tên thủ tục": "name",
    "tên thủ tục hành chính": "name",
    "cấp thực hiện": "level",
    "loại thủ tục": "type",
    "lĩnh vực": "field_name",
    "trình tự thực hiện": "sequence",
    "cách thức thực hiện": "channels",
    "thành phần hồ sơ": "groups",
    "thành phần, số lượng hồ sơ": "groups",
    "số lượng hồ sơ": "sets",
    "số bộ hồ sơ": "sets",
    "đối tượng thực hiện": "subjects",
    "cơ quan thực hiện": "executing",
    "cơ quan trực tiếp thực hiện": "executing",
    "cơ quan có thẩm quyền": "authority",
    "cơ quan có thẩm quyền quyết định": "authority",
    "địa chỉ tiếp nhận hs": "address",
    "địa chỉ tiếp nhận hồ sơ": "address",
    "cơ quan được ủy quyền": "authorised",
    "cơ quan được uỷ quyền": "authorised",
    "cơ quan phối hợp": "cooperating",
    "kết quả thực hiện": "results",
    "kết quả thực hiện thủ tục hành chính": "results",
    "căn cứ pháp lý": "acts",
    "yêu cầu, điều kiện thực hiện": "conditions",
    "yêu cầu, điều kiện": "conditions",
    "từ khóa": "keywords",
    "từ khoá": "keywords",
    "mô tả": "description",
    "thủ tục hành chính liên quan": "related",
    "thủ tục liên quan": "related",
    "ngày quyết định": "decided",
    "cơ quan ban hành": "promulgator",
}
_LISTS = frozenset(("sequence", "subjects", "executing", "cooperating", "conditions", "related"))
_COUNTS = re.compile(r"bản chính\s*:?\s*(\d{1,3})(?:\D+bản sao\s*:?\s*(\d{1,3}))?", re.IGNORECASE)
_TITLE = re.compile(r"chi tiết thủ tục hành chính|bộ .*|cộng hòa xã hội.*|độc lập.*", re.IGNORECASE)
_CODE = re.compile(r"\b[0-9]\.[0-9]{6}(?:\.[0-9]{2})?(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2})?\b")
_DECISION_HEADS = {
    "tên tthc": "name",
    "tên thủ tục hành chính": "name",
    "tên thủ tục": "name",
    "mã tthc": "code",
    "mã số tthc": "code",
    "mã số": "code",
    "mã thủ tục": "code",
    "thời hạn giải quyết": "limit",
    "địa điểm thực hiện": "address",
    "phí, lệ phí": "fee",
    "phí, lệ phí (nếu có)": "fee",
    "căn cứ pháp lý": "acts",
    "cách thức thực hiện": "way",
    "lĩnh vực": "field_name",
    "cơ quan thực hiện": "executing",
    "tên vbqppl quy định việc bãi bỏ": "repealing",
    "tên vbqppl quy định việc bãi bỏ tthc": "repealing",
    "ghi chú": "note",
    "tên vbqppl quy định nội dung sửa đổi, bổ sung, thay thế": "acts",
}
_FIELD = re.compile(r"^(?:[IVXLC]+|[A-Z0-9]{1,3})?[.)]?\s*lĩnh vực\s*:?\s*(.+)$", re.IGNORECASE)


def _folded(text: str) -> str:
    return tone_folded(plain(text)).strip(" :.*").replace("\n", " ")


def is_detail(content: WordContent) -> bool:
    """True for a procedure's page: several of its labels, a code of a procedure among them."""
    labels = {name for line in content.body.lines if (name := _label(line)[0])}
    return "code" in labels and len(labels) >= 4


def is_decision(content: WordContent) -> bool:
    """True for a file with a table that lists procedures."""
    return any(_heads(table) for table in content.body.tables)


def _label(line: WordLine) -> tuple[str | None, str]:
    """Return which part of the page a line begins, and what stands behind the label."""
    text = line.text.strip()
    head, colon, rest = text.partition(":")
    name = _LABELS.get(_folded(head))
    if name and (colon or not rest):
        return name, rest.strip()
    return None, text


# ---- a procedure's page


def read_detail(content: WordContent, source: str) -> PortalRecord:
    """Return the record of a procedure's page."""
    record = PortalRecord(source, content.body.part)
    record.says = set(_LABELS.values())
    part: str | None = None
    for block in content.body.blocks:
        if isinstance(block, WordTable):
            part = _table(record, block, part)
            continue
        name, rest = _label(block)
        if name:
            part = name
            _put(record, part, rest, block.place)
        elif block.whole.strip() and not (part is None and _TITLE.fullmatch(block.text.strip())):
            _put(record, part, block.whole, block.place)
    return record


def _put(record: PortalRecord, part: str | None, text: str, place: str) -> None:
    words = said(text)
    if not words:
        return
    if part is None:
        record.keep("Ngoài các mục", words, place)
    elif part in _LISTS:
        getattr(record, part).extend(lines_of(words))
    elif part == "groups":
        record.groups.append(PortalGroup(words.strip(" :-")))
    elif part == "results":
        record.results += [PortalResult(line) for line in lines_of(words)]
    elif part == "acts":
        record.acts += [PortalAct(title=line) for line in lines_of(words)]
    elif part == "channels":
        record.keep("Cách thức thực hiện", words, place)
    elif getattr(record, part):
        setattr(record, part, f"{getattr(record, part)}\n{words}")
    else:
        setattr(record, part, words)


def _table(record: PortalRecord, table: WordTable, part: str | None) -> str | None:
    heads = [_folded(cell.text) for cell in table.row(0)]
    if any(head.startswith("hình thức nộp") for head in heads):
        _channels(record, table)
    elif any(head.startswith("tên giấy tờ") for head in heads):
        _papers(record, table)
    elif any(head.startswith("số ký hiệu") for head in heads):
        _acts(record, table)
    else:
        for row in range(table.rows):
            cells = table.row(row)
            name = _LABELS.get(_folded(cells[0].text)) if cells else None
            if name:
                part = name
            for cell in cells[1:] if name else cells:
                _put(record, part if name or part else None, cell.text, table.place)
    return part


def _columns(table: WordTable, **wanted: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(table.columns):
        cell = table.at(0, column)
        head = _folded(cell.text) if cell else ""
        for name, start in wanted.items():
            if head.startswith(start) and name not in found:
                found[name] = column
    return found


def _cell(table: WordTable, row: int, columns: dict[str, int], name: str) -> str:
    cell = table.at(row, columns[name]) if name in columns else None
    return said(cell.text) if cell else ""


def _rest(record: PortalRecord, table: WordTable, row: int, columns: dict[str, int], about: str) -> None:
    """Keep the cells of columns whose heading is not known, running numbers apart."""
    for column in range(table.columns):
        cell = table.at(row, column)
        if cell is None or column in columns.values() or cell.column != column:
            continue
        head = table.at(0, column)
        title = _folded(head.text) if head else ""
        if title not in ("stt", "tt", "số tt"):
            record.keep(f"{about}: {title}" if title else about, cell.text, table.place)


def _channels(record: PortalRecord, table: WordTable) -> None:
    columns = _columns(table, kind="hình thức nộp", limit="thời hạn", fee="phí", told="mô tả")
    for row in range(1, table.rows):
        fees = [PortalFee(line) for line in lines_of(_cell(table, row, columns, "fee"))]
        told = _cell(table, row, columns, "told")
        kind, limit = _cell(table, row, columns, "kind"), _cell(table, row, columns, "limit")
        if kind or limit or fees or told:
            record.channels.append(PortalChannel(kind, limit, fees, told, table.place))
        _rest(record, table, row, columns, "Cách thức thực hiện")


def _papers(record: PortalRecord, table: WordTable) -> None:
    columns = _columns(table, name="tên giấy tờ", form="mẫu đơn", count="số lượng")
    if not record.groups or record.groups[-1].papers:
        record.groups.append(PortalGroup(""))
    for row in range(1, table.rows):
        name, count = _cell(table, row, columns, "name"), _cell(table, row, columns, "count")
        found = _COUNTS.search(count)
        if count and not found:
            record.keep("Thành phần hồ sơ: số lượng", count, table.place)
        paper = PortalPaper(name, int(found[1]) if found else None, int(found[2] or 0) if found else None)
        paper.forms = lines_of(_cell(table, row, columns, "form"))
        if paper.name or paper.forms:
            record.groups[-1].papers.append(paper)
        _rest(record, table, row, columns, "Thành phần hồ sơ")


def _acts(record: PortalRecord, table: WordTable) -> None:
    columns = _columns(table, number="số ký hiệu", title="trích yếu", signed="ngày ban hành", issuer="cơ quan ban hành")
    for row in range(1, table.rows):
        number, title, signed, issuer = (_cell(table, row, columns, name) for name in ("number", "title", "signed", "issuer"))
        if number or title:
            record.acts.append(PortalAct(number, title, issuer, signed))
        _rest(record, table, row, columns, "Căn cứ pháp lý")


# ---- decisions that publish lists


def _heads(table: WordTable) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for column in range(table.columns):
        cell = table.at(0, column)
        name = _DECISION_HEADS.get(_folded(cell.text)) if cell else None
        if name and name not in found:
            found[name] = column
    return found if "name" in found and len(found) >= 2 else None


def read_decision(content: WordContent, source: str) -> Iterator[PortalRecord]:
    """Yield a record per row of the tables that list procedures; rows over the whole width name the field."""
    for table in content.body.tables:
        columns = _heads(table)
        if columns is None:
            continue
        field = ""
        for row in range(1, table.rows):
            cells = [cell for cell in table.row(row) if plain(cell.text)]
            if not cells or all(cell.row < row for cell in cells):
                continue
            whole = cells[0].text if len({cell.text for cell in cells}) == 1 else ""
            heading = next((found for cell in cells if (found := _FIELD.match(plain(cell.text)))), None)
            if heading and len(cells) <= 2:
                field = heading[1].strip(" .")
                continue
            if whole and cells[0].columns > 1:
                field = plain(whole)
                continue
            yield _listed(table, row, columns, field, source)


def _listed(table: WordTable, row: int, columns: dict[str, int], field: str, source: str) -> PortalRecord:
    record = PortalRecord(source, table.place, name=_cell(table, row, columns, "name"), field_name=field)
    record.says = set(columns)
    record.code = _cell(table, row, columns, "code")
    found = _CODE.search(record.name)
    if not record.code and found:
        record.code = found[0]
    record.field_name = _cell(table, row, columns, "field_name") or field
    record.address = _cell(table, row, columns, "address")
    record.executing = lines_of(_cell(table, row, columns, "executing"))
    limit, fee, way = (_cell(table, row, columns, name) for name in ("limit", "fee", "way"))
    if limit or fee or way:
        record.channels.append(PortalChannel(way, limit, [PortalFee(line) for line in lines_of(fee)], "", table.place))
    record.acts = [PortalAct(title=line) for line in lines_of(_cell(table, row, columns, "acts"))]
    if repealing := _cell(table, row, columns, "repealing"):
        record.status = "bãi bỏ"
        record.acts += [PortalAct(title=line) for line in lines_of(repealing)]
    record.keep("Ghi chú", _cell(table, row, columns, "note"), table.place)
    _rest(record, table, row, columns, "Bảng danh mục")
    return record
