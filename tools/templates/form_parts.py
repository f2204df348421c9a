"""What forms and registers share: the box on top, running parts, lines to fill by hand, the places to sign."""

from __future__ import annotations

from collections.abc import Iterable

from .sheet import running_parts
from .wordml import TEXT_WIDTH, cell, field, head_row, p, row, run, section, tab, table, tag_row


def form_head(width: int = TEXT_WIDTH, title: str = "{{ document.title_upper }}") -> str:
    """The box on the first page of a form: agency, title, control data."""
    left, right = 2500, 2850
    control = [
        p("CoverControl", "Mã hiệu: ", run("{{ document.code }}", "Strong")),
        p("CoverControl", "Lần ban hành: {{ document.issue }}"),
        p("CoverControl", "Lần sửa đổi: {{ document.revision }}"),
        p("CoverControl", "Ngày ban hành: {{ document.issued_on }}"),
    ]
    agency = [p("CoverAgency", "{{ agency.letterhead_first }}"), p("CoverAgency", "{{ agency.letterhead_second }}")]
    widths = [left, width - left - right, right]
    cells = [cell(agency, widths[0]), cell(p("Subtitle", title), widths[1]), cell(control, widths[2])]
    return table(widths, [row(cells)], title="Thông tin kiểm soát") + p("AfterTable")


def form_parts(wide: bool = False) -> dict[str, str]:
    """Header and footer of a form; `wide` for landscape pages."""
    parts = running_parts()
    if not wide:
        return parts
    return {name: text.replace('"Header"', '"HeaderWide"').replace('"Footer"', '"FooterWide"') for name, text in parts.items()}


def form_section(wide: bool = False) -> str:
    """Section of a form: the box instead of a header on the first page."""
    headers = {"default": "rIdheader1", "first": "rIdheader2"}
    return section(headers, {"default": "rIdfooter1", "first": "rIdfooter1"}, landscape=wide)


def minutes_parts() -> dict[str, str]:
    """Running parts of minutes: the code of the form above the letterhead."""
    code = p("Header", "{{ running_title }}", tab(), "{{ document.code }}")
    first = p("Header", tab(), "{{ document.code }}")
    footer = p("Footer", tab(), "Trang ", field("PAGE"), "/", field("NUMPAGES"))
    return {"header1": code, "header2": first, "footer1": footer}


def texts(words: str, style: str = "BodyText") -> str:
    """One paragraph for each text of a list."""
    return p("Normal", f"{{%p for line in {words} %}}") + p(style, "{{ line }}") + p("Normal", "{%p endfor %}")


def line(columns: Iterable[tuple[str, int, bool]]) -> str:
    """A row of (word, width, centered)."""
    return row([cell(p("TableCenter" if centered else "TableText", word), width) for word, width, centered in columns])


def loop_table(titles: list[str], widths: list[int], loop: str, words: list[str], centered: set[int], title: str) -> str:
    """A table with one row for each item of a list; `item.` in the words."""
    columns = [(word, widths[place], place in centered) for place, word in enumerate(words)]
    rows = [head_row(titles, widths), tag_row(f"{{%tr for item in {loop} %}}", widths), line(columns)]
    return table(widths, [*rows, tag_row("{%tr endfor %}", widths)], title=title) + p("AfterTable")


def grouped_table(titles: list[str], widths: list[int], groups: str, words: list[str], centered: set[int], title: str) -> str:
    """A table with a row for the title of each group, then its rows; `item.` in the words."""
    columns = [(word, widths[place], place in centered) for place, word in enumerate(words)]
    rows = [
        head_row(titles, widths),
        tag_row(f"{{%tr for group in {groups} %}}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths), span=len(widths))]),
        tag_row("{%tr for item in group.rows %}", widths),
        line(columns),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title=title) + p("AfterTable")


def blank_rows(widths: list[int], count: int, height: int = 560) -> list[str]:
    """Rows to fill by hand."""
    return [row([cell(p("TableText"), width) for width in widths], height=height)] * count


def blank_table(titles: list[str], widths: list[int], count: int, title: str, height: int = 560) -> str:
    """A table to fill by hand."""
    return table(widths, [head_row(titles, widths), *blank_rows(widths, count, height)], title=title) + p("AfterTable")


def signed_by_stage(width: int = TEXT_WIDTH, stages: int = 3) -> str:
    """Date and the places to sign of the stages in the settings, side by side."""
    tag, column = 250, width // stages
    widths = [tag, width - 2 * tag, tag]

    def stage(style: str, word: str) -> str:
        return row(
            [
                cell(p("TableHead", "{%tc for stage in sign_off %}"), tag),
                cell(p(style, word), column),
                cell(p("TableHead", "{%tc endfor %}"), tag),
            ]
        )

    rows = [
        stage("SignPost", "{{ stage.stage }}"),
        stage("TableHead", "{{ stage.title|replace('nhân dân', 'nhân\u00a0dân') }}"),
        stage("SignSpace", ""),
        stage("SignName", "{{ stage.name }}"),
    ]
    return p("SignGap") + table(widths, rows, style="Khung")


def signed_by(posts: list[tuple[str, str]], width: int = TEXT_WIDTH) -> str:
    """Places to sign side by side: post and name; an empty name is written by hand."""
    column = width // len(posts)
    widths = [column] * len(posts)
    rows = [
        row([cell(p("SignPost", post), column) for post, _ in posts]),
        row([cell(p("SignSpace"), column) for _ in posts]),
        row([cell(p("SignName", name), column) for _, name in posts]),
    ]
    return p("SignGap") + table(widths, rows, style="Khung")


def two_fills(first: str, second: str) -> str:
    """Two things to fill by hand in one line."""
    return p("FillLineTwo", first, tab(), f"\u00a0{second}", tab())


def fill(label: str = "", keep: bool = False) -> str:
    """A thing to fill by hand; without a label a dotted line. `keep` holds it with what follows."""
    return p("FillKeep" if keep else "FillLine", *([label] if label else []), tab())
