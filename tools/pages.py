"""The pages of docs/ that are written from the code: python tools/pages.py [--check].

diagnostics.md from the rules, document-set.md from the kinds, template-faults.md and template-faults/ from the catalogue of
faults, template-words.md from the words' models.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from qms_docs import load
from qms_docs.check import all_rules
from qms_docs.check.file_codes import FILE_CODES, FileCode
from qms_docs.check.rules import Rule
from qms_docs.diagnostics import Message, Severity, use_language
from qms_docs.diagnostics.message import translate
from qms_docs.domain.document import DocumentGroup, DocumentScope
from qms_docs.domain.vietnamese import upper_first
from qms_docs.domain.words import Word, WordKind, vocabulary_from
from qms_docs.render import words_of
from qms_docs.templating.faults import FAULTS, Fault

ROOT = Path(__file__).resolve().parent.parent
CODES: tuple[Rule | FileCode, ...] = tuple(sorted((*FILE_CODES.values(), *all_rules()), key=lambda rule: rule.code))
_KINDS = {
    WordKind.TEXT: "văn bản",
    WordKind.NUMBER: "số",
    WordKind.TRUTH: "đúng/sai",
    WordKind.GROUP: "nhóm",
    WordKind.LIST: "danh sách",
    WordKind.DRAWING: "hình vẽ",
}


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def diagnostics_page() -> Iterator[str]:
    """Yield the lines of docs/diagnostics.md."""
    yield "# Chẩn đoán\n"
    yield "Lỗi làm dừng tài liệu của đơn vị liên quan; lỗi trong dữ liệu dùng chung làm dừng cả lần lập. Cảnh báo không làm dừng.\n"
    yield "| Mã | Tên | Mức | Nội dung |\n|---|---|---|---|"
    for rule in CODES:
        yield f"| [{rule.code}](rules/{rule.code}.md) | {rule.name} | {_level(rule)} | {_cell(rule.page.summary)} |"


_FAMILIES = {
    "DATA": "Tệp dữ liệu",
    "COM": "Đơn vị hành chính",
    "PEO": "Con người, chức vụ",
    "PRO": "Thủ tục hành chính",
    "TIM": "Thời hạn, thời gian",
    "FEE": "Phí, lệ phí",
    "REC": "Hồ sơ lưu",
    "LAW": "Văn bản pháp luật",
    "STD": "Tiêu chuẩn, chế độ",
    "CTL": "Kiểm soát tài liệu",
    "TEX": "Lời văn",
    "SHR": "Quy trình chung",
    "OVR": "Khác biệt địa phương",
    "SYS": "Nội dung của hệ thống",
    "TEM": "Loại tài liệu, mẫu Word",
    "DOC": "Lập tài liệu",
    "CHK": "Chính việc kiểm tra",
    "XLS": "Sổ tính Excel",
    "IMP": "Nhập từ cơ sở dữ liệu quốc gia",
    "SHT": "Đọc quy trình Word cũ",
    "DRF": "Sai lệch trong quy trình cũ",
}


def rules_index_page() -> Iterator[str]:
    """Yield the lines of docs/rules/README.md: the rules by family."""
    yield "# Quy tắc kiểm tra\n"
    yield f"`qms-docs check` hỏi dữ liệu theo {len(CODES)} mã dưới đây; `qms-docs explain MÃ` in trang của một mã ngay trên màn hình. Mức của một quy"
    yield "tắc đổi được trong `qms.toml`, một chỗ báo bỏ qua được bằng lời ghi có lý do (xem [docs/cli.md](../cli.md))."
    for family, title in _FAMILIES.items():
        chosen = [rule for rule in CODES if rule.code.startswith(family)]
        if chosen:
            yield f"\n## {title}\n"
            yield from (f"- [{rule.code}]({rule.code}.md) ({_level(rule)}): {rule.page.summary}" for rule in chosen)


def _level(rule: Rule | FileCode) -> str:
    return "lỗi" if rule.severity is Severity.ERROR else "cảnh báo"


def rule_page(rule: Rule | FileCode) -> Iterator[str]:
    """Yield the lines of the manual page of one rule."""
    level = _level(rule)
    yield f"# {rule.code} · {translate(rule.name)}\n"
    yield f"Tên trong kết quả JSON: `{rule.name}` · mức: {level}\n"
    yield rule.page.summary
    for title, text in rule.page.parts.items():
        yield f"\n## {title}\n"
        yield f"```yaml\n{text}\n```" if title.startswith("Ví dụ") else upper_first(text)
    yield "\n[Các chẩn đoán](../diagnostics.md)"


def faults_page() -> Iterator[str]:
    """Yield the lines of docs/template-faults.md."""
    yield "# Lỗi trong mẫu Word\n"
    yield "`qms-docs template check MẪU.docx --kind LOẠI` báo tất cả lỗi trong một lần; mỗi lỗi kèm phần, đoạn, bảng, hàng, ô, thẻ đúng"
    yield "như tác giả đã gõ và cách sửa. Bấm vào mã để xem ví dụ sai và ví dụ đúng.\n"
    yield "| Mã | Tên | Lỗi | Cách sửa |\n|---|---|---|---|"
    for fault in sorted(FAULTS.values(), key=lambda fault: fault.code):
        fact, advice = (_cell(_plain(message)) for message in (fault.fact, fault.advice))
        yield f"| [{fault.code}](template-faults/{fault.name}.md) | {translate(fault.name)} | {fact} | {advice} |"


def fault_page(fault: Fault) -> Iterator[str]:
    """Yield the lines of the manual page of one fault."""
    yield f"# {fault.code} · {translate(fault.name)}\n"
    yield f"Tên trong kết quả JSON: `{fault.name}`\n"
    yield f"**Lỗi.** {_plain(fault.fact)}\n"
    yield f"**Cách sửa.** {_plain(fault.advice)}"
    for title, lines in (("Ví dụ sai", fault.wrong), ("Ví dụ đúng", fault.right)):
        if lines:
            yield f"\n## {title}\n\n```text"
            yield from (line if len(line) < 120 else f"{line[:40]} … {line[-40:]}" for line in lines)
            yield "```"
    if any(line.startswith("| ") for line in fault.wrong):
        yield "\nDòng ghi giữa hai dấu `|` là một hàng của bảng trong mẫu, mỗi phần là một ô."
    yield "\n[Danh sách lỗi](../template-faults.md)"


def _plain(message: Message) -> str:
    return translate(message.text).replace("{{", "{").replace("}}", "}")


def words_page() -> Iterator[str]:
    """Yield the lines of docs/template-words.md."""
    yield "# Từ dùng trong mẫu Word\n"
    yield "Cũng xem được bằng `qms-docs template words LOẠI`. Danh sách ghi `[]`: phải lặp (`{% for x in … %}`) hoặc lấy một mục (`[0]`)."
    catalogue = load(ROOT).catalogue
    kinds = catalogue.kinds.values()
    vocabularies = {kind.key: dict(vocabulary_from(words_of(kind, catalogue)).lines()) for kind in kinds}
    shared = set.intersection(*(set(words) for words in vocabularies.values()))
    first = next(iter(vocabularies.values()))
    yield "\n## Mọi loại tài liệu\n"
    yield from _table({path: word for path, word in first.items() if path in shared})
    seen: dict[tuple[str, ...], list[str]] = {}
    for kind in kinds:
        own = tuple(path for path in vocabularies[kind.key] if path not in shared)
        seen.setdefault(own, []).append(kind.key)
    for own, keys in seen.items():
        yield f"\n## {', '.join(f'`{key}`' for key in keys)}\n"
        yield from _table({path: vocabularies[keys[0]][path] for path in own})


_SCOPES = {
    DocumentScope.COMMUNE: "đơn vị",
    DocumentScope.PROCEDURE: "thủ tục",
    DocumentScope.SHARED: "quy trình chung",
    DocumentScope.YEAR: "năm",
}
_GROUPS = {
    DocumentGroup.DECISIONS: "Quyết định, kế hoạch, công văn, báo cáo",
    DocumentGroup.LEVEL_ONE: "Tài liệu cấp một",
    DocumentGroup.SYSTEM_PROCEDURES: "Quy trình hệ thống",
    DocumentGroup.PROCEDURE_SHEETS: "Quy trình giải quyết thủ tục hành chính",
    DocumentGroup.FORMS: "Biểu mẫu và hồ sơ",
}


def document_set_page() -> Iterator[str]:
    """Yield the lines of docs/document-set.md."""
    yield "# Bộ tài liệu của một đơn vị\n"
    yield "Bảng này lấy từ `templates/kinds.yaml`: mã hiệu, tên, phạm vi, người ký, thời gian lưu đều sửa được ở đó."
    yield "Cột «Mỗi … một bản» cho biết tài liệu lập một lần cho đơn vị, cho từng thủ tục hay cho từng năm (`--year`)."
    kinds = load(ROOT).catalogue.kinds.values()
    for group, title in _GROUPS.items():
        yield f"\n## {group.value}. {title}\n"
        yield "| Khóa | Tên tài liệu | Mã hiệu | Mỗi … một bản | Điều khoản | Lưu |\n|---|---|---|---|---|---|"
        for kind in kinds:
            if kind.group is group:
                made = "" if kind.enabled else " (không lập)"
                cells = (
                    kind.title + made,
                    f"`{kind.code_pattern}`",
                    _SCOPES[kind.scope],
                    ", ".join(kind.clauses),
                    kind.retention or "",
                )
                yield f"| `{kind.key}` | {' | '.join(_cell(cell) for cell in cells)} |"


def _table(words: dict[str, Word]) -> Iterator[str]:
    yield "| Từ | Loại | Ý nghĩa | Ví dụ |\n|---|---|---|---|"
    for path, word in words.items():
        example = word.example if word.kind is not WordKind.GROUP else ""
        yield f"| `{path}` | {_KINDS[word.kind]} | {_cell(word.title)} | {_cell(example)} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "diagnostics.md": diagnostics_page,
    "document-set.md": document_set_page,
    "template-faults.md": faults_page,
    "template-words.md": words_page,
    "rules/README.md": rules_index_page,
    **{f"rules/{rule.code}.md": partial(rule_page, rule) for rule in CODES},
    **{f"template-faults/{fault.name}.md": partial(fault_page, fault) for fault in FAULTS.values()},
}


def main() -> int:
    """Write the pages, or say which are stale."""
    use_language("vi")
    stale = []
    for name, lines in PAGES.items():
        file, text = ROOT / "docs" / name, "\n".join(lines()) + "\n"
        if not file.is_file() or file.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, "utf-8")
    if stale and "--check" in sys.argv:
        print("stale:", ", ".join(stale), "(make pages)", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
