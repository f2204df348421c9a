"""Records in every form they come in, and texts in every wording seen: understood or kept, never lost, never guessed."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qms_docs.domain.procedure import AdministrativeProcedure
from qms_docs.intake.portal.api_json import TECHNICAL
from qms_docs.intake.portal.fees import fee_in
from qms_docs.intake.portal.limits import limits_in
from qms_docs.intake.portal.procedure import Understood, understand
from qms_docs.intake.portal.reading import PortalFile, read_portal_file
from qms_docs.intake.portal.record import PortalFee, plain, said, texts_of
from qms_docs.load import load_workspace
from tests.places import REPOSITORY

SEEN = date(2026, 9, 1)
FORMALITY = {
    "id": "019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7",
    "code": "1.001193",
    "codeNotation": "1.001193.000.00.00.H42",
    "name": "Thủ tục đăng ký khai sinh",
    "executionSteps": [{"name": "Bước 1", "description": "<p>Nộp hồ sơ</p><p>Kiểm tra</p>"}],
    "executionMethods": [
        {"submissionMethod": "DIRECT", "processingTime": 5, "processingTimeUnit": "WORKING_DAY", "description": None,
         "fees": [{"type": "FEE", "value": "8000", "currencyId": "x", "description": "/bản sao"}]},
        {"submissionMethod": "ONLINE", "processingTime": 1, "processingTimeUnit": "OTHER", "fees": [{"type": "FEE", "value": 0, "description": ""}]},
    ],
    "executionCases": [
        {"name": "Giấy tờ phải nộp", "profileComponents": [
            {"originalQty": 1, "copyQty": 0, "required": True, "name": "Giấy chứng sinh", "code": "000.00.00.G15-KQ003208",
             "attachments": [{"fileName": "TK khai sinh Mẫu số 01.docx"}]},
            {"originalQty": 0, "copyQty": 0, "name": "Lưu ý về giấy tờ", "attachments": []}]},
    ],
    "isWard": True,
    "categoriesDetails": [{"name": "Hộ tịch"}],
    "legalBasisesDetails": [{"code": "123/2015/NĐ-CP", "name": "Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ quy định chi tiết"}],
    "resultsDetails": [{"code": "KQ.G15.000031", "name": "Giấy khai sinh"}],
    "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
    "unitGroupsExecuting": [{"name": "Ủy ban nhân dân cấp xã"}],
    "departmentPromulgateName": "Bộ Tư pháp",
    "cases": [{"code": "1.001193.01", "processingDay": {"qty": 1, "type": "WORKING_DAY"}}],
    "requirementsAndConditions": "Không",
    "procedureProposal": {"proposalNumber": "163/QĐ-BTP", "decisionDate": 1738602000000},
    "khoaLa": {"sau": "điều không ngờ"},
}  # fmt: skip
ONE_STOP = {
    "MATTHC": "2.000815",
    "TENTTHC": "Chứng thực bản sao",
    "LOAITTHC": "TTHC không được luật giao",
    "TRANGTHAI": "Công khai",
    "LINHVUCTHUCHIEN": [{"TENLINHVUC": "Chứng thực", "MALINHVUC": "G15-TP07"}],
    "COQUANTHUCHIEN": [{"TENDONVI": "Ủy ban nhân dân cấp xã"}],
    "KETQUATHUCHIEN": [{"TENKETQUA": "Bản sao được chứng thực", "MAKETQUA": "KQ.G15.000021"}],
    "CACHTHUCTHUCHIEN": [
        {"KENH": "1", "THOIGIAN": [
            {"THOIGIANGIAIQUYET": "2", "DONVITINH": "Ngày làm việc", "PHILEPHI": [
                {"MAPHILEPHI": "7", "SOTIEN": "1.000", "DONVI": "đồng", "MOTA": "/trang"}, {"SOTIEN": "không", "DONVI": "", "MOTA": ""}]}]},
    ],
    "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": [{"MAGIAYTO": "G1", "TENGIAYTO": "Bản chính", "SOBANCHINH": "1", "SOBANSAO": "vài"}]}],
    "CAPTHUCHIEN": "3",
    "IDQUYETDINHCONGBO": "991",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Any:
    return load_workspace(REPOSITORY).catalogue


def read(value: Any) -> PortalFile:
    return read_portal_file(json.dumps(value, ensure_ascii=False).encode(), "x.json")


def meant(found: PortalFile, catalogue: Any, number: int = 0) -> Understood:
    return understand(found.records[number], catalogue, SEEN, found.format)


def leaves(value: Any, key: str = "") -> list[str]:
    if key in TECHNICAL:
        return []
    if isinstance(value, dict):
        return [leaf for name, each in value.items() for leaf in leaves(each, name)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [said(value)] if not isinstance(value, bool) and said(value) else []


def nothing_lost(value: Any, found: PortalFile, translated: tuple[str, ...] = ()) -> None:
    kept = "\n".join(text for record in found.records for text in texts_of(record))
    squeezed = re.sub(r"\s+", "", kept)
    lost = [leaf for leaf in leaves(value) if any(re.sub(r"\s+", "", line) not in squeezed for line in leaf.split("\n"))]
    assert [leaf for leaf in lost if leaf not in translated] == []


# ---- the interfaces


def test_the_portals_own_interface(catalogue: Any) -> None:
    found = read([FORMALITY])
    nothing_lost([FORMALITY], found, ("DIRECT", "ONLINE", "WORKING_DAY", "OTHER", "FEE"))
    meaning = meant(found, catalogue)
    values = meaning.values
    assert values["channels"] == ["direct", "online"] and values["decision"] == "163/QĐ-BTP"
    assert {"value": "5", "unit": "working_day", "channel": "direct"} in values["time_limits"]
    assert values["fees"] == [{"kind": "fee", "status": "amount", "amount": "8000", "per": "bản sao", "channel": "direct"}]
    (group,) = values["dossier"]["groups"]
    assert [(item["name"], item.get("originals", "1")) for item in group["items"]] == [
        ("Giấy chứng sinh", "1"),
        ("Lưu ý về giấy tờ", "0"),
    ]
    assert values["forms"] == [{"key": "form_1", "title": "TK khai sinh Mẫu số 01.docx", "number": "Mẫu số 01"}]
    assert values["legal_basis"] == ["123/2015/NĐ-CP"] and values["national"]["decided"] == "2025-02-04"
    kept = {(left.code, left.text) for left in meaning.leftovers}
    assert {("IMP011", "1"), ("IMP012", "Phí 0"), ("IMP010", "điều không ngờ"), ("IMP010", "1.001193.01")} <= kept
    AdministrativeProcedure.model_validate(values | {"sheet_number": 1})


def test_the_older_interface(catalogue: Any) -> None:
    found = read({"data": [ONE_STOP]})
    assert found.format == "E"
    nothing_lost(ONE_STOP, found, ("1", "3"))
    meaning = meant(found, catalogue)
    assert meaning.values["time_limits"] == [{"value": "2", "unit": "working_day"}]
    assert [fee["status"] for fee in meaning.values["fees"]] == ["amount", "free"] and meaning.values["fees"][0][
        "amount"
    ] == "1000"
    assert meaning.values["national"]["level"] == "Cấp xã"
    assert "vài" in [left.text for left in meaning.leftovers]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**13) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=30) | st.sampled_from(["<b>x</b>", "\u200e", "é", "1/1/2025", "a" * 25_000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.data())
def test_records_of_any_shape_are_read_and_nothing_is_lost(data: st.DataObject) -> None:
    """Hundreds of records nobody has seen: any key missing, null, of another type, or unknown."""
    base = data.draw(st.sampled_from([FORMALITY, ONE_STOP]))
    value = json.loads(json.dumps(base))
    for _ in range(data.draw(st.integers(1, 4))):
        key = data.draw(st.sampled_from([*value, "moi"]))
        if data.draw(st.booleans()) and key in value and key not in ("code", "MATTHC", "executionMethods"):
            del value[key]
        else:
            value[key] = data.draw(JSON)
    found = read(value)
    names = ("DIRECT", "ONLINE", "WORKING_DAY", "OTHER", "FEE", "1", "3")
    if found.records:
        nothing_lost(value, found, names)
        understand(found.records[0], NOTHING_KNOWN, SEEN, found.format)


NOTHING_KNOWN: Any = type("C", (), {"fields": {}, "acts": {}})()


# ---- Excel


def full_book() -> bytes:
    book = openpyxl.Workbook()
    main = book.active
    main.title = "TTHC2-CAPXA"
    main["A1"] = "DANH MỤC"
    titles = "STT|Mã TTHC|Tên TTHC|Link truy cập|Số quyết định|Ngày quyết định|Cơ quan ban hành|Lĩnh vực|Cấp thực hiện|Đối tượng thực hiện|Loại TTHC|Từ khoá|Địa chỉ tiếp nhận|Cơ quan thực hiện|Cơ quan có thẩm quyền|Cơ quan phối hợp|Cơ quan được uỷ quyền|Mô tả|Trạng thái"
    for column, title in enumerate(titles.split("|"), 1):
        main.cell(3, column).value = title
    for row, (code, name) in enumerate([("1.001193", "Đăng ký khai sinh"), ("2.001019", "Chứng thực di chúc")], 4):
        for column, value in enumerate(
            [row - 3, code, name, "https://a", "163/QĐ-BTP", "04/02/2025", "Bộ Tư pháp", "Hộ tịch", "Cấp xã"], 1
        ):
            main.cell(row, column).value = value
    for name, rows in {
        "Cách thức thực hiện": [("1.001193", "Trực tiếp", "1 ngày làm việc", "Phí: 0 VNĐ", "Ghi chú riêng"), ("2.001019", "Trực tuyến", "2 ngày làm việc", "Lệ phí: 50.000 đồng", "")],
        "Trình tự thực hiện": [("1.001193", "Trường hợp 1", "Nộp hồ sơ")],
        "TPHS": [("1.001193", "G1", "Giấy chứng sinh", "Giấy tờ", "Bộ Y tế", 1, 0, "Mẫu 01.docx"), ("2.001019", "G2", "Dự thảo di chúc", "", "", "nhiều", 0, "")],
        "KQTH": [("1.001193", "KQ.1", "Giấy khai sinh", "UBND", "")],
        "CCPL": [("1.001193", "60/2014/QH13", "Luật Hộ tịch", "Quốc hội", "20/11/2014", "01/01/2016", "https://b"), ("2.001019", "99/2099/NĐ-CP", "Nghị định về di chúc", "Chính phủ", "", "", "")],
    }.items():  # fmt: skip
        sheet = book.create_sheet(name)
        for line, (code, *values) in enumerate(rows, 2):
            sheet.cell(line, 2).value = code
            for column, value in enumerate(values, 4):
                sheet.cell(line, column).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_whole_database_in_a_workbook(catalogue: Any) -> None:
    data = full_book()
    found = read_portal_file(data, "csdl.xlsx")
    assert (found.format, [each.code for each in found.records]) == ("B", ["1.001193", "2.001019"])
    book = openpyxl.load_workbook(io.BytesIO(data))
    kept = "\n".join(text for record in found.records for text in texts_of(record))
    heads = {plain(cell.value) for cell in book["TTHC2-CAPXA"][3]} | {"DANH MỤC"}
    lost = [
        plain(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and plain(cell.value) not in kept
    ]
    assert set(lost) - heads == set()
    birth, will = meant(found, catalogue), meant(found, catalogue, 1)
    assert birth.values["time_limits"] == [{"value": "1", "unit": "working_day"}] and "fees" not in birth.values
    assert ("IMP012", "Phí: 0 VNĐ") in [(left.code, left.text) for left in birth.leftovers]
    assert will.values["fees"] == [{"kind": "charge", "status": "amount", "amount": "50000"}]
    assert [(act.number, act.known is None) for act in will.acts] == [("99/2099/NĐ-CP", True)]
    assert birth.acts[0].known == "60/2014/QH13" and "nhiều" in " ".join(left.text for left in will.leftovers)


def test_a_crawlers_list(catalogue: Any) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["STT", "Mã TTHC", "Tên Thủ tục Hành chính", "Phân cấp chi tiết", "Lĩnh vực", "Cơ quan ban hành", "Cơ quan thực hiện", "Hình thức quy định", "Đường dẫn tra cứu DVCQG", "Cột lạ"],
        [1, "1.001193", "Đăng ký khai sinh", "Cấp xã", "Hộ tịch", "Bộ Tư pháp", "UBND cấp xã", "TTHC được luật giao", "https://a", "giữ lại"],
    ):  # fmt: skip
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    (record,) = read_portal_file(written.getvalue(), "bao-cao.xlsx").records
    assert (record.level, record.type, record.executing) == ("Cấp xã", "TTHC được luật giao", ["UBND cấp xã"])
    assert [(left.about, left.text) for left in record.leftovers] == [("Cột lạ", "giữ lại")]


# ---- Word


def word(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def detail(labels_in_table: bool = False) -> bytes:
    document = docx.Document()
    document.add_paragraph("CHI TIẾT THỦ TỤC HÀNH CHÍNH")
    pairs = [
        ("Mã thủ tục", "2.001019"),
        ("Số quyết định", "858/QĐ-BTP"),
        ("Tên thủ tục", "Chứng thực di chúc"),
        ("Cấp thực hiện", "Cấp xã"),
        ("Lĩnh vực", "Chứng thực"),
    ]
    if labels_in_table:
        table = document.add_table(0, 2)
        for label, value in pairs:
            row = table.add_row()
            row.cells[0].text, row.cells[1].text = f"{label}:", value
    else:
        for label, value in pairs:
            document.add_paragraph(f"{label}: {value}")
    document.add_paragraph("Trình tự thực hiện:")
    document.add_paragraph("Nộp hồ sơ tại trung tâm.")
    document.add_paragraph("Cách thức thực hiện:")
    for heads, rows in (
        (["Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả"], [["Trực tiếp", "02 Ngày làm việc", "Phí: 50.000 Đồng", "Mang theo bản chính"]]),
        (["Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng"], [["Dự thảo di chúc", "", "Bản chính: 1\nBản sao: 0"], ["Giấy tờ khác", "", "tùy trường hợp"]]),
        (["Số ký hiệu", "Trích yếu", "Ngày ban hành", "Cơ quan ban hành"], [["23/2015/NĐ-CP", "Về cấp bản sao", "16-02-2015", "Chính phủ"]]),
    ):  # fmt: skip
        if heads[0] == "Tên giấy tờ":
            document.add_paragraph("Thành phần hồ sơ:")
            document.add_paragraph("Trường hợp thông thường")
        if heads[0] == "Số ký hiệu":
            document.add_paragraph("Kết quả thực hiện: Di chúc được chứng thực")
            document.add_paragraph("Căn cứ pháp lý:")
        table = document.add_table(1, len(heads))
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.text = head
        for values in rows:
            for cell, value in zip(table.add_row().cells, values, strict=True):
                cell.text = value
    document.add_paragraph("Yêu cầu, điều kiện thực hiện: Không")
    return word(document)


@pytest.mark.parametrize("labels_in_table", [False, True])
def test_a_procedures_page_in_word(labels_in_table: bool, catalogue: Any) -> None:
    found = read_portal_file(detail(labels_in_table), "ChiTietTTHC_2.001019.docx")
    assert found.format == "C"
    meaning = meant(found, catalogue)
    values = meaning.values
    assert values["time_limits"] == [{"value": "2", "unit": "working_day"}]
    assert values["fees"] == [{"kind": "fee", "status": "amount", "amount": "50000"}]
    assert values["dossier"]["groups"][0]["title"] == "Trường hợp thông thường" and values["results"] == [
        "Di chúc được chứng thực"
    ]
    assert values["legal_basis"] == ["23/2015/NĐ-CP"] and values["national"]["sequence"] == ["Nộp hồ sơ tại trung tâm."]
    assert {"tùy trường hợp", "Mang theo bản chính"} <= {left.text for left in meaning.leftovers}


def test_the_tables_of_a_decision(catalogue: Any) -> None:
    document = docx.Document()
    heads = ["STT", "Mã TTHC", "Tên TTHC", "Thời hạn giải quyết", "Địa điểm thực hiện", "Phí, lệ phí (nếu có)", "Căn cứ pháp lý"]
    rows = [
        ["1", "1.001193", "Đăng ký khai sinh", "Trong ngày làm việc; trường hợp nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo", "Bộ phận một cửa", "Không", "Luật Hộ tịch năm 2014\nNghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ"],
        ["2", "2.001019", "Chứng thực di chúc", "02 ngày làm việc", "", "50.000 đồng/di chúc", "Nghị định số 23/2015/NĐ-CP"],
    ]  # fmt: skip
    table = document.add_table(1, len(heads))
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    line = table.add_row()
    line.cells[0].merge(line.cells[-1]).text = "I. Lĩnh vực Hộ tịch"
    for values in rows:
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    found = read_portal_file(word(document), "qd.docx")
    assert (found.format, [(each.code, each.field_name) for each in found.records]) == (
        "F",
        [("1.001193", "Hộ tịch"), ("2.001019", "Hộ tịch")],
    )
    birth, will = meant(found, catalogue), meant(found, catalogue, 1)
    assert birth.values["time_limits"] == [{"unit": "same_day", "cutoff_hour": "15"}]
    assert birth.values["fees"] == [{"status": "free"}] and birth.values["legal_basis"] == ["60/2014/QH13", "123/2015/NĐ-CP"]
    assert birth.values["verification"]["verified"] == "false"
    assert will.values["fees"] == [{"status": "amount", "amount": "50000", "per": "di chúc"}]


# ---- wordings


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("05 ngày làm việc", [{"value": "5", "unit": "working_day"}]),
        ("Không quá 02 (hai) ngày làm việc, kể từ ngày nhận đủ hồ sơ", [{"value": "2", "unit": "working_day", "count_from": "kể từ ngày nhận đủ hồ sơ"}]),
        ("03 ngày làm việc; trường hợp phải xác minh thì thời hạn giải quyết không quá 23 ngày", [{"value": "3", "unit": "working_day"}, {"value": "23", "unit": "calendar_day", "scenario": "verified"}]),
        ("5 ngày làm việc. Trường hợp cần xác minh không quá 8 ngày làm việc.", [{"value": "5", "unit": "working_day"}, {"value": "8", "unit": "working_day", "scenario": "verified"}]),
        ("02 ngày làm việc hoặc có thể kéo dài hơn theo thỏa thuận bằng văn bản với người yêu cầu", [{"value": "2", "unit": "working_day", "extendable_by_agreement": "true"}]),
        ("10 ngày; có thể kéo dài thêm không quá 3 ngày", [{"value": "10", "unit": "calendar_day"}, {"value": "3", "unit": "calendar_day", "scenario": "extended", "extends_base": "true"}]),
        ("Ngay trong ngày tiếp nhận yêu cầu, trường hợp nhận hồ sơ sau 15 giờ mà không giải quyết được ngay thì trả kết quả trong ngày làm việc tiếp theo", [{"unit": "same_day", "cutoff_hour": "15"}]),
        ("4 giờ", [{"value": "4", "unit": "hour"}]),
        ("½ ngày làm việc", [{"value": "0.5", "unit": "working_day"}]),
        ("0,5 ngày", [{"value": "0.5", "unit": "calendar_day"}]),
        ("1 tháng", [{"value": "1", "unit": "month"}]),
        ("1", []),
        ("", []),
        ("Theo quy định", []),
        ("a) 05 ngày làm việc; b) 33 ngày làm việc", []),
        ("5 ngày làm việc; 7 ngày", []),
        ("0 ngày", []),
        ("trường hợp nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo", []),
    ],
)  # fmt: skip
def test_limits_in_words(text: str, limits: list[dict[str, str]]) -> None:
    assert limits_in(text) == limits


@pytest.mark.parametrize(
    ("fee", "status"),
    [
        (PortalFee("8.000 đồng/bản"), "amount"),
        (PortalFee("Lệ phí: 8,000 VNĐ"), "amount"),
        (PortalFee("Không"), "free"),
        (PortalFee("Không thu"), "free"),
        (PortalFee("", "", "không"), "free"),
        (PortalFee("Miễn phí", "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định"), "local"),
        (PortalFee("Miễn phí", "Miễn lệ phí."), "free"),
        (PortalFee("Miễn phí"), None),
        (PortalFee("Phí: 0 VNĐ"), None),
        (PortalFee("", "", "0"), None),
        (PortalFee("10 USD"), None),
        (PortalFee("theo quy định"), None),
        (PortalFee("50% mức thu"), None),
        (PortalFee("8.000 - 10.000 đồng"), None),
    ],
)
def test_fees_in_words(fee: PortalFee, status: str | None) -> None:
    found, _ = fee_in(fee)
    assert (found["status"] if found else None) == status


# ---- broken files

BROKEN_JSON = [
    b"", b"{", b"[", b"null", b"true", b"12", b'"text"', b"[]", b"{}", b"[[]]", b"[null, 1, true]", b'{"data": null}', b'{"data": {}}',
    b"\xff\xfe\x00", b"\xef\xbb\xbf{}", b"{'code': 1}", b'{"code": NaN}', b"[1e999]", b'{"a":' * 3000 + b"1" + b"}" * 3000,
    b"[" * 100_000, b'{"MATTHC": null}', b'{"MATTHC": []}', b'{"MATTHC": {"a": 1}}', b'{"MATTHC": "2.000815"}',
    b'{"MATTHC": "2.000815", "CACHTHUCTHUCHIEN": "x"}', b'{"MATTHC": "2.000815", "THANHPHANHOSO": [[["a"]]]}',
    b'{"ma_thu_tuc": 5, "ten_thu_tuc": 7}', b'{"ma_thu_tuc": "", "ten_thu_tuc": ""}', b'{"ma_thu_tuc": null, "ten_thu_tuc": null}',
    b'{"ma_thu_tuc": "1.001193", "ten_thu_tuc": ["a", {"b": 1}], "cach_thuc_thuc_hien": {"x": []}}',
    b'{"ma_thu_tuc": "../../../etc/passwd", "ten_thu_tuc": "x"}', b'{"ma_thu_tuc": "1.001193\\u0000", "ten_thu_tuc": "x\\ud800"}',
    b'{"code": "1.001193", "executionSteps": null}', b'{"code": 1.001193, "executionMethods": 3}',
    b'{"code": "1.001193", "executionCases": [{"profileComponents": {"originalQty": {"a": 1}}}]}',
    b'{"code": "1.001193", "executionMethods": [null, 1, "x", [], {}]}', b'{"code": {"a": 1}, "executionSteps": []}',
    b'{"code": "1.001193", "executionSteps": [], "procedureProposal": {"decisionDate": 1e308}}',
    b'{"code": "1.001193", "executionSteps": [], "procedureProposal": {"decisionDate": -99999999999999}}',
    b'{"code": "1.001193", "executionSteps": [], "cases": [{"processingDay": {"qty": "nhi\xe1\xbb\x81u"}}]}',
    b'{"code":"1.001193","code":"1.001194","executionSteps":[]}', b"<html></html>", b"ma_thu_tuc;ten\n1;2",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(BROKEN_JSON)))
def test_broken_json_is_told_or_kept(number: int, catalogue: Any) -> None:
    found = read_portal_file(BROKEN_JSON[number], "x.json")
    assert found.records or [each.code for each in found.diagnostics] in (["IMP001"], ["IMP002"])
    for record in found.records:
        meaning = understand(record, catalogue, SEEN, found.format)
        if meaning.refused is None:
            AdministrativeProcedure.model_validate({"field": "ho_tich"} | meaning.values | {"sheet_number": 1})


def test_there_are_enough_broken_files() -> None:
    assert len(BROKEN_JSON) >= 40


@pytest.mark.parametrize("cut", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("make", [full_book, detail])
def test_files_cut_short_are_told(make: Any, cut: float) -> None:
    data = make()
    found = read_portal_file(data[: int(len(data) * cut)], "x")
    assert found.records == [] and found.diagnostics[0].code in ("XLS001", "IMP002", "IMP001")


def test_other_documents_hold_no_record() -> None:
    document = docx.Document()
    document.add_paragraph("Công văn")
    book = openpyxl.Workbook()
    book.active["A1"] = "Danh sách khách mời"
    written = io.BytesIO()
    book.save(written)
    for data in (word(document), written.getvalue()):
        assert [each.code for each in read_portal_file(data, "x").diagnostics] == ["IMP001"]
