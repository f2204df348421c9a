"""Procedure sheets made for tests: one sound sheet, and a builder whose parts a test changes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docx

from qms_docs.intake.sheets.model import OldSheet
from qms_docs.intake.sheets.reading import read_sheet
from qms_docs.templating.content import read_content

PURPOSE = "Quy định trình tự, cách thức giải quyết hồ sơ tại Ủy ban nhân dân cấp xã."
SHORT = ("UBND: Ủy ban nhân dân", "TTHC: Thủ tục hành chính")
ACTS = (
    "- Luật Hộ tịch năm 2014;",
    "- Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ quy định chi tiết một số điều và biện pháp thi hành Luật Hộ tịch.",
)
STEPS = (
    ("1", "Tiếp nhận hồ sơ TTHC", "Công chức tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công", "½ ngày"),
    ("2", "Thẩm tra hồ sơ", "Công chức Tư pháp - Hộ tịch", "01 ngày"),
    ("3", "Ký duyệt", "Lãnh đạo UBND", "1 ngày"),
    ("4", "Ghi vào Sổ đăng ký kết hôn, trả kết quả", "Công chức Tư pháp - Hộ tịch", "0,5 ngày"),
)
RECORDS = (
    ("1", "Sổ đăng ký kết hôn", "UBND cấp xã/Công chức Tư pháp - Hộ tịch", "Vĩnh viễn"),
    ("2", "Hồ sơ đăng ký", "Công chức Tư pháp - Hộ tịch", "5 năm"),
)


@dataclass
class Maker:
    """What stands in a sheet; a test changes what it is about."""

    title: str = "Đăng ký kết hôn"
    code: str = "QT 11/HT"
    issue: str = "01"
    day: str = "07/7/2025"
    numbers: Sequence[str] = ("1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "7. ")
    inner: Sequence[str] = ("a. ", "b. ", "c. ", "d. ", "đ. ", "e. ", "g. ", "h. ")
    short: Sequence[str] = SHORT
    dossier: Sequence[str] = ("* Giấy tờ phải nộp:", "- Tờ khai đăng ký kết hôn;", "* Giấy tờ phải xuất trình:", "- Căn cước.")
    limit: str = "03 ngày làm việc."
    fees: Sequence[str] = ("Không.",)
    acts: Sequence[str] = ACTS
    heads: Sequence[str] = ("TT", "Trình tự các bước công việc", "Trách nhiệm", "Thời gian (03 ngày làm việc)")
    steps: Sequence[Sequence[str]] = STEPS
    records: Sequence[Sequence[str]] = RECORDS
    contents: Sequence[str] = ()
    header: str = "Tên quy trình: Đăng ký kết hôn"
    footer: str = "Ngày hiệu lực: 07/7/2025\tLần ban hành: 1"
    notes: Sequence[str] = ("*Ghi chú: Đơn vị tính thời gian là ngày làm việc.",)
    annex: Sequence[str] = ()
    left_out: frozenset[str] = field(default_factory=frozenset)

    def document(self) -> docx.document.Document:
        made = docx.Document()
        made.sections[0].header.paragraphs[0].text = self.header
        made.sections[0].footer.paragraphs[0].text = self.footer
        cover = made.add_table(3, 3)
        cover.cell(0, 0).merge(cover.cell(2, 0)).text = "UBND XÃ"
        cover.cell(0, 1).text = "QUY TRÌNH"
        cover.cell(1, 1).merge(cover.cell(2, 1)).text = self.title
        for row, text in enumerate((f"Mã hiệu: {self.code}", f"Lần ban hành: {self.issue}", f"Ngày ban hành: {self.day}")):
            cover.cell(row, 2).text = text if not text.endswith(": ") else ""
        if self.contents:
            made.add_paragraph("MỤC LỤC")
            for line in self.contents:
                made.add_paragraph(line)
        signing = made.add_table(2, 4)
        for column, text in enumerate(("Trách nhiệm", "Soạn thảo", "Xem xét", "Phê duyệt")):
            signing.cell(0, column).text = text
        for column, text in enumerate(("Chức vụ", "Công chức", "Phó Chủ tịch", "Chủ tịch")):
            signing.cell(1, column).text = text
        main = list(
            zip(
                self.numbers,
                ("MỤC ĐÍCH", "PHẠM VI", "TÀI LIỆU VIỆN DẪN", "VIẾT TẮT", "NỘI DUNG", "BIỂU MẪU", "HỒ SƠ LƯU"),
                strict=True,
            )
        )
        texts = [
            [PURPOSE],
            ["Áp dụng tại UBND cấp xã."],
            ["- Tiêu chuẩn TCVN ISO 9001:2015."],
            [f"- {each}" for each in self.short],
        ]
        for (number, title), lines in zip(main[:4], texts, strict=True):
            made.add_paragraph().add_run(number + title).bold = True
            for line in lines:
                made.add_paragraph(line)
        made.add_paragraph().add_run("".join(main[4])).bold = True
        self._content(made)
        made.add_paragraph().add_run("".join(main[5])).bold = True
        made.add_paragraph("- Mẫu sổ theo dõi TTHC.")
        if "records" not in self.left_out:
            made.add_paragraph().add_run("".join(main[6])).bold = True
            self.table(made, ("TT", "Tên hồ sơ", "Nơi lưu/ người lưu", "Thời gian lưu"), self.records)
        for line in self.annex:
            made.add_paragraph(line)
        return made

    def _content(self, made: docx.document.Document) -> None:
        inner = iter(self.inner)
        parts = [
            ("Thành phần, số lượng hồ sơ:", [*self.dossier, "Số lượng hồ sơ: 01 bộ"]),
            (f"Thời hạn giải quyết: {self.limit}", []),
            ("Đối tượng thực hiện thủ tục hành chính: Cá nhân", []),
            ("Kết quả thực hiện thủ tục hành chính: Giấy chứng nhận kết hôn", []),
            ("Lệ phí:", self.fees),
            ("Căn cứ pháp lý của thủ tục hành chính:", self.acts),
        ]
        for title, lines in parts:
            made.add_paragraph(next(inner) + title)
            for line in lines:
                made.add_paragraph(line)
        if "process" in self.left_out:
            return
        made.add_paragraph(next(inner) + "Quy trình xử lý công việc:")
        self.table(made, self.heads, self.steps)
        for line in self.notes:
            made.add_paragraph(line)

    @staticmethod
    def table(made: docx.document.Document, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        table = made.add_table(len(rows) + 1, len(heads))
        for row, texts in enumerate((heads, *rows)):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text

    def bytes(self) -> bytes:
        written = io.BytesIO()
        self.document().save(written)
        return written.getvalue()

    def sheet(self, name: str = "qt.docx") -> OldSheet:
        return read_sheet(read_content(self.bytes(), name), name)

    def save(self, file: Path) -> Path:
        file.write_bytes(self.bytes())
        return file
