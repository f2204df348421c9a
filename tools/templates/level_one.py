"""Level-1 documents: quality policy, objectives of a year, context of the organisation."""

from __future__ import annotations

from .form_parts import form_head, form_parts, form_section, loop_table, signed_by_stage, texts
from .wordml import TEXT_WIDTH, WIDE_WIDTH, cell, head_row, heading, p, row, run, table, tag_row


def approved(width: int = TEXT_WIDTH) -> str:
    """Place and date, post and name of the chairman, on the right."""
    left = width - 5071
    lines = [p("DateLine", "{{ publication.place_and_date }}"), p("SignPost", "Chủ tịch"), p("SignSpace")]
    lines.append(p("SignName", "{{ signer.name }}"))
    return p("SignGap") + table([left, 5071], [row([cell(p("TableText"), left), cell(lines, 5071)])], style="Khung")


def listed(words: str, style: str = "TableText") -> str:
    """One paragraph in a cell for each text of a list."""
    return p("TableText", f"{{%p for line in {words} %}}") + p(style, "- {{ line }}") + p("TableText", "{%p endfor %}")


def closing(words: str) -> str:
    """The last texts of a document: they stay with the places to sign."""
    return texts(words, "Lead")


def shown(condition: str, *content: str) -> str:
    """What is printed only where a word is not empty."""
    return p("Normal", f"{{%p if {condition} %}}") + "".join(content) + p("Normal", "{%p endif %}")


def quality_policy() -> tuple[str, dict[str, str]]:
    """Chính sách chất lượng: một trang, để ký và niêm yết."""
    body = [
        form_head(title="CHÍNH\u00a0SÁCH CHẤT\u00a0LƯỢNG"),
        p("Authority", "{{ policy.motto }}"),
        texts("policy.opening"),
        texts("policy.commitments"),
        closing("policy.keeping"),
        approved(),
        form_section(),
    ]
    return "".join(body), form_parts()


def _plan() -> str:
    widths = [760, 5300, 3300, 2210, 3000]
    words = ["{{ item.no }}", "{{ item.text }}", "{{ item.who }}", "{{ item.when }}", "{{ item.means }}"]
    group = [p("TableGroup", "{{ group.title }}"), p("TableNote", "Đánh giá kết quả: {{ group.evaluation }}.")]
    line = row([cell(p("TableCenter" if n == 0 else "TableText", word), widths[n]) for n, word in enumerate(words)])
    rows = [
        head_row(["TT", "Việc phải làm", "Trách nhiệm", "Thời hạn", "Nguồn lực"], widths),
        tag_row("{%tr for group in objectives.plans %}", widths),
        row([cell(group, sum(widths), span=5)]),
        tag_row("{%tr for item in group.rows %}", widths),
        line,
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Kế hoạch thực hiện mục tiêu") + p("AfterTable")


def quality_objectives() -> tuple[str, dict[str, str]]:
    """Mục tiêu chất lượng của năm và kế hoạch thực hiện."""
    titles = ["TT", "Mục tiêu", "Chỉ tiêu đo", "Mức phải đạt", "Cách đo, nguồn số liệu", "Trách nhiệm"]
    titles += ["Kỳ theo dõi; thời hạn", "Kết quả năm {{ objectives.last_year }}", "Kết quả năm {{ year }}"]
    words = ["{{ item.no }}", "{{ item.text }}", "{{ item.measure }}", "{{ item.target }}", "{{ item.method }}", "{{ item.who }}"]
    words += ["{{ item.frequency }}; {{ item.deadline }}", "{{ item.last_result }}"]
    words += ["{{ item.result }}{% if item.met %} ({{ item.met }}){% endif %}"]
    body = [
        form_head(WIDE_WIDTH, "{{ document.title_upper }} NĂM {{ year }}"),
        texts("objectives.opening", "Lead"),
        heading(1, "I. Mục tiêu chất lượng"),
        loop_table(
            titles,
            [540, 2050, 2250, 1330, 2450, 2450, 1400, 1050, 1050],
            "objectives.rows",
            words,
            {0, 3, 7, 8},
            "Mục tiêu chất lượng",
        ),
        heading(1, "II. Kế hoạch thực hiện"),
        _plan(),
        heading(1, "III. Tổ chức thực hiện"),
        closing("objectives.notes"),
        approved(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def context_analysis() -> tuple[str, dict[str, str]]:
    """Bối cảnh của tổ chức: vấn đề bên ngoài và nội bộ."""
    widths = [560, 1550, 2800, 2100, 2300, 2860, 2400]
    titles = ["TT", "Lĩnh vực", "Vấn đề", "Thuận lợi, cơ hội", "Khó khăn, rủi ro", "Cách ứng phó", "Trách nhiệm"]
    words = ["no", "area", "text", "help", "harm", "action", "who"]
    line = row(
        [cell(p("TableCenter" if n == 0 else "TableText", f"{{{{ item.{word} }}}}"), widths[n]) for n, word in enumerate(words)]
    )
    rows = [
        head_row(titles, widths),
        tag_row("{%tr for group in issues.groups %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths), span=len(widths))]),
        tag_row("{%tr for item in group.rows %}", widths),
        line,
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    body = [
        form_head(WIDE_WIDTH),
        texts("issues.opening"),
        table(widths, rows, title="Bối cảnh của tổ chức"),
        p("AfterTable"),
        p("Lead", run("Theo dõi, xem xét:", "Strong")),
        closing("issues.keeping"),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)
