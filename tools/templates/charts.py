"""Sơ đồ tổ chức; sơ đồ tương tác các quá trình."""

from __future__ import annotations

from .form_parts import form_head, form_parts, form_section, grouped_table, signed_by_stage, texts
from .wordml import WIDE_WIDTH, heading, p


def charts() -> tuple[str, dict[str, str]]:
    """Landscape: the organisation chart, then the interaction of processes, then the table of processes."""
    titles = ["Ký hiệu", "Quá trình", "Đầu vào", "Đầu ra", "Trách nhiệm", "Theo dõi, đo lường", "Rủi ro chính"]
    words = [f"{{{{ item.{name} }}}}" for name in ("code", "name", "inputs", "outputs", "who", "measure", "risk")]
    body = [
        form_head(WIDE_WIDTH),
        heading(1, "1. Sơ đồ tổ chức"),
        p("Normal", "{{p chart.organisation }}"),
        heading(1, "2. Sơ đồ tương tác giữa các quá trình", style="Heading1Page"),
        p("Normal", "{{p chart.interaction }}"),
        texts("chart.notes"),
        heading(1, "3. Các quá trình của hệ thống", style="Heading1Page"),
        grouped_table(titles, [850, 2100, 2450, 2500, 2220, 2300, 2150], "chart.groups", words, {0}, "Các quá trình"),
        texts("chart.closing", "Lead"),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)
