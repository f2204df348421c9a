"""docs/layout-rules.md from the rules of the layout decree: python tools/layout_pages.py [--check]."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from qms_docs.diagnostics import Severity, use_language
from qms_docs.templating.layout import LAYOUTS, RULES
from qms_docs.templating.layout.rules import asked_of

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/layout-rules.md"
_GROUPS = (
    ("LAY000", "Khổ giấy, lề, số trang, phông chữ"),
    ("LAY020", "Phần đầu văn bản"),
    ("LAY100", "Nội dung"),
    ("LAY130", "Chữ ký, nơi nhận"),
    ("LAY160", "Phụ lục"),
    ("LAY180", "Viết hoa, dấu, khoảng trống"),
)
_HEAD = """# Quy tắc thể thức

`qms-docs lint TỆP.docx …` đối chiếu tệp Word bất kỳ với quy định thể thức: Phụ lục I, II Nghị định 30/2020/NĐ-CP (`nd30`), trước
05/3/2020 là Thông tư 01/2011/TT-BNV (`tt01`). Thể thức lấy theo ngày ghi trên văn bản; chọn bằng `--layout`. Tệp được xét theo hình
thức nhìn thấy (kiểu, định dạng trực tiếp, phông của chủ đề), các thành phần được nhận ra theo nội dung và vị trí, không theo tên kiểu.

`--fix BẢN-SAO.docx` ghi một bản sao đã sửa những chỗ sửa được chắc chắn (khổ giấy, lề, phông, cỡ, kiểu chữ, canh lề, khoảng cách,
quốc hiệu, tiêu ngữ, số 0, dấu cách …); phần còn lại vẫn được báo. `--json`, `--sarif` cho chương trình khác. Có lỗi hoặc cảnh báo thì mã
thoát là 1.

Giá trị của `tt01` và các quy tắc ghi «chưa kiểm chứng» theo trí nhớ hoặc thông lệ, nên chỉ là cảnh báo.
"""


def lines() -> Iterator[str]:
    """Yield the lines of the page."""
    yield _HEAD.rstrip("\n")
    now, then = LAYOUTS["nd30"], LAYOUTS["tt01"]
    groups = list(_GROUPS)
    for rule in sorted(RULES.values(), key=lambda rule: rule.code):
        while groups and rule.code >= groups[0][0]:
            yield f"\n## {groups.pop(0)[1]}\n"
            yield "| Mã | Tên | Nội dung | Quy định | Mức | Điều khoản |\n|---|---|---|---|---|---|"
        level = "lỗi" if rule.severity_in(now) is Severity.ERROR else "cảnh báo"
        asked, before = str(asked_of(rule, now.key)), str(asked_of(rule, then.key))
        shown = asked if asked == before else f"{asked}; tt01: {before}"
        article = rule.article(now).replace(f" Phần I {now.annex} {now.act}", "").replace(f" {now.act}", "")
        yield f"| {rule.code} | `{rule.name}` | {rule.title} | {shown} | {level} | {article} |"


def main() -> int:
    """Write the page, or say that it is stale."""
    use_language("vi")
    text = "\n".join(lines()) + "\n"
    if PAGE.is_file() and PAGE.read_text("utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("stale: layout-rules.md (python tools/layout_pages.py)", file=sys.stderr)
        return 1
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
