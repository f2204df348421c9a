"""Each fault put into a good paper is found by the rule that names it; the good papers have none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from qms_docs.templating.layout import RULES, fix, lint
from tests.layout.papers import P, Paper, decision, letter, report

Spoil = Callable[[Paper], Paper]


def having(key: str, **values: object) -> Spoil:
    return lambda paper: paper.having(key, **values)


def without(*keys: str) -> Spoil:
    return lambda paper: paper.without(*keys)


def on(**values: object) -> Spoil:
    return lambda paper: paper.on(**values)


def change(**values: object) -> Spoil:
    return lambda paper: replace(paper, **values)  # type: ignore[arg-type]


def added(after: str, *more: P) -> Spoil:
    def spoil(paper: Paper) -> Paper:
        body: list[P] = []
        for each in paper.body:
            body += [each, *(more if each.key == after else ())]
        return replace(paper, body=tuple(body))

    return spoil


D, L, B = decision, letter, report
SEEDS: list[tuple[str, Callable[[], Paper], Spoil]] = [
    ("page-size", D, on(width=12240, height=15840)),
    ("page-orientation", L, on(width=16838, height=11906, turned=True)),
    ("margin-top", D, on(top=850)),
    ("margin-bottom", D, on(bottom=1800)),
    ("margin-left", D, on(left=1134)),
    ("margin-right", D, on(right=1440)),
    ("page-number-missing", D, on(number="")),
    ("page-number-place", D, on(number_at="footer")),
    ("page-number-align", D, on(number_align="right")),
    ("page-number-size", D, on(number_size=11)),
    ("page-number-style", D, on(number_bold=True)),
    ("page-number-first", D, on(first=False)),
    ("page-number-first", D, on(first_number=True)),
    ("page-number-form", D, on(number_form="lowerRoman")),
    ("page-number-form", D, on(number_text="Trang ")),
    ("wrong-font", D, having("clause1", font="Arial")),
    ("legacy-encoding", D, having("clause1", font=".VnTime")),
    ("wrong-colour", D, having("clause1", colour="FF0000")),
    ("decomposed-letters", D, having("clause2", text=unicodedata.normalize("NFD", "2. Các bộ phận khác phối hợp thực hiện."))),
    ("nation-missing", D, without("nation")),
    ("nation-text", D, having("nation", text="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN")),
    ("nation-case", D, having("nation", text="Cộng hòa xã hội chủ nghĩa Việt Nam")),
    ("nation-size", D, having("nation", size=15)),
    ("nation-style", D, having("nation", bold=False)),
    ("nation-place", D, change(swapped=True)),
    ("motto-missing", D, without("motto")),
    ("motto-text", D, having("motto", text="Độc lập – Tự do – Hạnh phúc")),
    ("motto-text", D, having("motto", text="Độc lập-Tự do-Hạnh phúc")),
    ("motto-text", D, having("motto", text="Độc Lập - Tự Do - Hạnh Phúc")),
    ("motto-case", D, having("motto", text="ĐỘC LẬP - TỰ DO - HẠNH PHÚC")),
    ("motto-size", D, having("motto", size=12)),
    ("motto-style", D, having("motto", italic=True)),
    ("motto-rule", D, without("motto-rule")),
    ("motto-rule", D, having("motto-rule", rule=2000)),
    ("motto-rule", D, lambda paper: paper.without("motto-rule").having("motto", underlined=True)),
    ("agency-missing", D, without("above", "agency", "agency2", "agency-rule")),
    ("agency-case", D, having("agency2", text="Xã Tân Xuân")),
    ("agency-size", D, having("agency", size=14)),
    ("agency-style", D, having("agency", bold=False)),
    ("agency-above-case", D, having("above", text="UBND tỉnh Vĩnh Long")),
    ("agency-above-size", D, having("above", size=10)),
    ("agency-above-style", D, having("above", bold=True)),
    ("agency-rule", D, having("agency-rule", rule=100)),
    ("agency-rule", D, without("agency-rule")),
    ("number-missing", D, without("number")),
    ("number-form", D, having("number", text="Số 05/QĐ-UBND")),
    ("number-form", D, having("number", text="Số: 05/QĐ - UBND")),
    ("number-form", D, having("number", text="Số: 05/qđ-ubnd")),
    ("number-zero", D, having("number", text="Số: 5/QĐ-UBND")),
    ("number-symbol", D, having("number", text="Số: 05/KH-UBND")),
    ("number-size", D, having("number", size=14)),
    ("number-style", D, having("number", bold=True)),
    ("date-missing", D, without("date")),
    ("date-form", D, having("date", text="Tân Xuân ngày 05 tháng 02 năm 2026")),
    ("date-form", D, having("date", text="Tân Xuân, ngày 05/02/2026")),
    ("date-form", D, having("date", text="tân xuân, ngày 05 tháng 02 năm 2026")),
    ("date-zero", D, having("date", text="Tân Xuân, ngày 5 tháng 02 năm 2026")),
    ("date-zero", D, having("date", text="Tân Xuân, ngày 05 tháng 2 năm 2026")),
    ("date-zero", D, having("date", text="Tân Xuân, ngày 05 tháng 06 năm 2026")),
    ("date-calendar", D, having("date", text="Tân Xuân, ngày 31 tháng 4 năm 2026")),
    ("date-size", D, having("date", size=12)),
    ("date-style", D, having("date", italic=False)),
    ("type-case", D, having("type", text="Quyết định")),
    ("type-size", D, having("type", size=16)),
    ("type-style", D, having("type", bold=False)),
    ("type-align", D, having("type", align="left")),
    ("summary-missing", D, without("summary")),
    ("summary-case", D, having("summary", text="VỀ VIỆC BAN HÀNH QUY CHẾ LÀM VIỆC")),
    ("summary-size", D, having("summary", size=12)),
    ("summary-style", D, having("summary", italic=True)),
    ("summary-align", D, having("summary", align="left")),
    ("summary-rule", D, without("summary-rule")),
    ("summary-rule", D, having("summary-rule", rule=500)),
    ("letter-summary-form", L, having("about", text="Vv thông báo công bố")),
    ("letter-summary-case", L, having("about", text="V/V THÔNG BÁO CÔNG BỐ")),
    ("letter-summary-size", L, having("about", size=14)),
    ("letter-summary-style", L, having("about", bold=True)),
    ("letter-summary-gap", L, having("about", before=0)),
    ("authority-case", D, having("authority", text="Chủ tịch Ủy ban nhân dân xã Tân Xuân")),
    ("authority-style", D, having("authority", bold=False)),
    ("authority-size", D, having("authority", size=12)),
    ("basis-style", D, having("basis1", italic=False)),
    ("basis-size", D, having("basis2", size=12)),
    ("basis-align", D, having("basis2", align="left")),
    ("basis-end", D, having("basis2", text="Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ.")),
    ("basis-end", D, having("basis3", text="Theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân;")),
    ("basis-law-number", D, having("basis1", text="Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;")),
    ("decided-case", D, having("decided", text="Quyết định:")),
    ("decided-style", D, having("decided", bold=False)),
    ("decided-form", D, having("decided", text="QUYẾT ĐỊNH")),
    ("body-size", D, having("clause2", size=12)),
    ("body-size-mixed", D, having("clause2", size=13)),
    ("body-align", D, having("clause2", align="left")),
    ("body-indent", D, having("clause2", first=0)),
    ("body-gap", D, having("point2", after=0)),
    ("body-lines", D, having("clause2", line=480)),
    ("body-style", D, having("clause2", italic=True)),
    ("body-case", L, having("body1", text="ỦY BAN NHÂN DÂN XÃ TÂN XUÂN THÔNG BÁO VIỆC CÔNG BỐ HỆ THỐNG.")),
    ("article-form", D, having("article2", lead="Điều 2: ")),
    ("article-style", D, having("article2", lead_bold=False)),
    ("article-order", D, having("article3", lead="Điều 4. ")),
    ("clause-form", D, having("clause2", text="2) Các bộ phận khác phối hợp thực hiện.")),
    ("clause-order", D, having("clause2", text="3. Các bộ phận khác phối hợp thực hiện.")),
    ("point-form", D, having("point2", text="b. Kiểm tra hồ sơ;")),
    ("point-form", D, having("point2", text="B) Kiểm tra hồ sơ;")),
    ("point-order", D, having("point5", text="e) Lưu hồ sơ.")),
    ("section-form", B, having("section2", text="II/ KIẾN NGHỊ")),
    ("section-case", B, having("section2", text="II. Kiến nghị")),
    ("section-style", B, having("section2", bold=False)),
    ("section-size", B, having("section2", size=12)),
    ("section-order", B, having("section2", text="III. KIẾN NGHỊ")),
    ("chapter-form", B, having("chapter", text="Phần 1")),
    ("chapter-align", B, having("chapter", align="left")),
    ("chapter-style", B, having("chapter", bold=False)),
    ("chapter-size", B, having("chapter", size=16)),
    ("chapter-title-case", B, having("chapter-title", text="Tình hình chung")),
    ("chapter-title-style", B, having("chapter-title", bold=False)),
    ("chapter-title-align", B, having("chapter-title", align="left")),
    ("end-mark", B, having("body3", text="Trên đây là báo cáo của Ủy ban nhân dân xã Tân Xuân.")),
    ("signature-missing", D, change(signer=())),
    ("post-case", D, having("post3", text="Phó Chủ tịch")),
    ("post-style", D, having("post3", bold=False)),
    ("post-size", D, having("post3", size=12)),
    ("post-prefix", D, having("post1", text="T/M ỦY BAN NHÂN DÂN")),
    ("post-prefix", D, having("post2", text="KT CHỦ TỊCH")),
    ("post-order", D, without("post3")),
    ("name-missing", D, without("name")),
    ("name-case", D, having("name", text="NGUYỄN VĂN A")),
    ("name-style", D, having("name", bold=False)),
    ("name-size", D, having("name", size=12)),
    ("name-title", D, having("name", text="ThS. Nguyễn Văn A")),
    ("recipients-missing", D, change(recipients=())),
    ("recipients-head-form", D, having("to-head", text="Nơi nhận")),
    ("recipients-head-style", D, having("to-head", italic=False)),
    ("recipients-head-size", D, having("to-head", size=14)),
    ("recipients-size", D, having("to2", size=13)),
    ("recipients-style", D, having("to2", bold=True)),
    ("recipients-form", D, having("to2", text="Sở Khoa học và Công nghệ;")),
    ("recipients-form", D, having("to2", text="- Sở Khoa học và Công nghệ,")),
    ("file-copy", D, having("to3", text="- Lưu văn phòng.")),
    ("addressed-form", L, having("addressed", text="Kính gửi Sở Khoa học và Công nghệ tỉnh Vĩnh Long.")),
    ("addressed-size", L, having("addressed", size=12)),
    ("addressed-style", L, having("addressed", bold=True)),
    ("addressed-missing", L, without("addressed")),
    ("annex-form", D, having("annex2", text="Phụ lục 2")),
    ("annex-form", D, having("annex2", text="Phụ lục III")),
    ("annex-case", D, having("annex1", text="PHỤ LỤC I")),
    ("annex-size", D, having("annex1", size=13)),
    ("annex-style", D, having("annex1", bold=False)),
    ("annex-align", D, having("annex1", align="left")),
    ("annex-title-case", D, having("annex1-title", text="Danh mục thủ tục hành chính")),
    ("annex-title-style", D, having("annex1-title", bold=False)),
    ("annex-title-size", D, having("annex1-title", size=16)),
    ("annex-title-align", D, having("annex1-title", align="left")),
    ("annex-attached-missing", D, without("annex1-attached")),
    ("annex-attached-style", D, having("annex1-attached", italic=False)),
    ("annex-attached-size", D, having("annex1-attached", size=12)),
    ("annex-pages", D, change(restart=False)),
    ("annex-mentioned", D, having("article1", text="Ban hành Quy chế kèm theo Quyết định này.")),
    ("capital-letters", D, having("clause2", text="2. Uỷ Ban Nhân Dân xã phối hợp thực hiện.")),
    ("capital-letters", D, having("clause2", text="2. Thực hiện theo nghị định số 30/2020/NĐ-CP.")),
    (
        "capital-letters",
        D,
        having("clause2", text="2. Thực hiện theo quy định tại Khoản 2 điều 7 của Quy chế."),
    ),
    ("tone-marks-mixed", D, having("clause2", text="2. Các bộ phận khác phối hợp hoà giải, thuỷ lợi; khóa sổ.")),
    ("double-blank", D, having("clause2", text="2. Các bộ  phận khác phối hợp thực hiện.")),
    ("blank-before-sign", D, having("clause2", text="2. Các bộ phận khác phối hợp , thực hiện.")),
    ("tab-indent", D, having("clause2", text="\t2. Các bộ phận khác phối hợp thực hiện.", first=0)),
    ("tab-indent", D, having("clause2", text="      2. Các bộ phận khác phối hợp thực hiện.", first=0)),
    ("empty-paragraphs", D, added("article1", P("x", ""), P("y", ""), P("z", ""))),
    ("attached-style", D, added("summary", P("with", "(Kèm theo Tờ trình số 01/TTr-VP ngày 02 tháng 02 năm 2026)"))),
]


def names(paper: Paper) -> set[str]:
    return {each.name for each in lint(paper.docx(), "x.docx")}


@pytest.mark.parametrize("paper", [decision, letter, report])
def test_a_good_paper_has_no_finding(paper: Callable[[], Paper]) -> None:
    assert [f"{each.name}: {each.fact} {each.location}" for each in lint(paper().docx(), "x.docx")] == []


@pytest.mark.parametrize(("name", "paper", "spoil"), SEEDS, ids=[f"{name}-{place}" for place, (name, _, _) in enumerate(SEEDS)])
def test_a_seeded_fault_is_found(name: str, paper: Callable[[], Paper], spoil: Spoil) -> None:
    assert name in RULES
    assert name in names(spoil(paper()))


def test_every_rule_has_a_seeded_fault() -> None:
    assert set(RULES) == {name for name, _, _ in SEEDS}


@pytest.mark.parametrize(("name", "paper", "spoil"), SEEDS, ids=[f"{name}-{place}" for place, (name, _, _) in enumerate(SEEDS)])
def test_mending_never_makes_it_worse(name: str, paper: Callable[[], Paper], spoil: Spoil) -> None:
    spoilt = spoil(paper()).docx()
    fixed = fix(spoilt, "x.docx")
    assert len(fixed.left) <= len(fixed.before)
    assert {each.name for each in fixed.left} <= {each.name for each in fixed.before}
    assert fix(spoilt, "x.docx").data == fixed.data
    assert not [each for each in fixed.left if "--fix" in str(each.advice)]
