"""A numbered list inside a loop begins anew; in docxtpl the second list goes on where the first has ended."""

from __future__ import annotations

import io

import pytest
from docxtpl import DocxTemplate

from qms_docs.templating import compile_template

from .builder import W_NS, paragraph, parts, row, table, zipped
from .reading import W, part

DOCUMENT, NUMBERING = "word/document.xml", "word/numbering.xml"
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="{level + 1}"/><w:numFmt w:val="decimal"/></w:lvl>' for level in range(2)
)
LISTS = (
    f'<w:numbering xmlns:w="{W_NS}"><w:abstractNum w:abstractNumId="7">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>'
)
GROUPS = {"groups": [{"name": "A", "entries": ["x", "y"]}, {"name": "B", "entries": ["z"]}, {"name": "C", "entries": ["u", "v"]}]}


def numbered(text: str, number: int = 5, level: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def with_lists(*blocks: str) -> bytes:
    made = parts(*blocks, replaced={NUMBERING: LISTS.encode()})
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.wordprocessingml.numbering+xml"/></Types>',
    )
    relations = "word/_rels/document.xml.rels"
    made[relations] = made[relations].replace(
        b"</Relationships>",
        b'<Relationship Id="rId90" Target="numbering.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006'
        b'/relationships/numbering"/></Relationships>',
    )
    return zipped(made)


def shown(package: bytes) -> list[str]:
    """The numbered paragraphs as Word counts them: `2.1 text`."""
    shapes, starts = {}, {}
    for abstract in part(package, NUMBERING).iter(f"{W}abstractNum"):
        starts[abstract.get(f"{W}abstractNumId")] = [int(each.get(f"{W}val") or 0) for each in abstract.iter(f"{W}start")]
    overrides: dict[str, dict[int, int]] = {}
    for num in part(package, NUMBERING).iter(f"{W}num"):
        number = num.get(f"{W}numId") or ""
        assert number not in shapes, "two lists with one number"
        shapes[number] = num[0].get(f"{W}val")
        overrides[number] = {
            int(each.get(f"{W}ilvl") or 0): int(each[0].get(f"{W}val") or 0) for each in num.iter(f"{W}lvlOverride")
        }
    # Lists of one shape count together, until one with a start of its own is met for the first time.
    counts: dict[str | None, dict[int, int]] = {}
    met, lines = set(), []
    for each in part(package, DOCUMENT).iter(f"{W}p"):
        found = each.find(f"{W}pPr/{W}numPr/{W}numId")
        if found is None:
            continue
        number, level = found.get(f"{W}val") or "", int(each.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val"))  # type: ignore[union-attr, arg-type]
        shape = shapes[number]
        count = counts.setdefault(shape, {})
        if number not in met:
            met.add(number)
            for own, start in overrides[number].items():
                count[own] = start - 1
        count[level] = count.get(level, starts[shape][level] - 1) + 1
        for deeper in [deeper for deeper in count if deeper > level]:
            del count[deeper]
        lines.append(
            f"{'.'.join(str(count[k]) for k in sorted(count) if k <= level)} {''.join(t.text or '' for t in each.iter(f'{W}t'))}"
        )
    return lines


NESTED = (
    "{%p for group in groups %}",
    "{{ group.name }}",
    "{%p for item in group.entries %}",
    numbered("{{ item }}"),
    "{%p endfor %}",
    "{%p endfor %}",
)


def test_docxtpl_goes_on_counting() -> None:
    document = DocxTemplate(io.BytesIO(with_lists(*NESTED)))
    document.render(GROUPS, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    assert shown(made.getvalue()) == ["1 x", "2 y", "3 z", "4 u", "5 v"]


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        pytest.param(NESTED, ["1 x", "2 y", "1 z", "1 u", "2 v"], id="a list of a loop in a loop"),
        pytest.param(
            ("{%p for group in groups %}", numbered("{{ group.name }}"), "{%p endfor %}"),
            ["1 A", "2 B", "3 C"],
            id="one list of one loop",
        ),
        pytest.param(
            ("{%p for group in groups %}", numbered("a {{ group.name }}"), numbered("b"), "{%p endfor %}"),
            ["1 a A", "2 b", "1 a B", "2 b", "1 a C", "2 b"],
            id="a whole list in each round",
        ),
        pytest.param(
            (
                "{%p for group in groups %}",
                numbered("{{ group.name }}"),
                "{%p for item in group.entries %}",
                numbered("{{ item }}", level=1),
                "{%p endfor %}",
                "{%p endfor %}",
            ),
            ["1 A", "1.2 x", "1.3 y", "2 B", "2.2 z", "3 C", "3.2 u", "3.3 v"],
            id="a list of two levels",
        ),
        pytest.param(
            (numbered("đầu"), "{%p for group in groups %}", numbered("{{ group.name }}"), "{%p endfor %}", numbered("cuối")),
            ["1 đầu", "2 A", "3 B", "4 C", "5 cuối"],
            id="a list begun before the loop",
        ),
        pytest.param(
            (
                "{%p for group in groups %}",
                "{%p if group.name == 'B' %}",
                numbered("b {{ group.name }}"),
                "{%p else %}",
                numbered("{{ group.name }}"),
                "{%p endif %}",
                "{%p endfor %}",
            ),
            ["1 A", "2 b B", "3 C"],
            id="an entry in two forms",
        ),
        pytest.param(
            (
                "{%p for group in groups %}",
                "{%p for item in group.entries %}",
                numbered("{{ item }}", number=6),
                "{%p endfor %}",
                "{%p endfor %}",
            ),
            ["4 x", "5 y", "4 z", "4 u", "5 v"],
            id="a list that starts at four",
        ),
        pytest.param(
            (
                table(
                    row("{%tr for group in groups %}", ""),
                    row("{{ group.name }}", numbered("{{ group['entries'][0] }}")),
                    row("{%tr endfor %}", ""),
                ),
            ),
            ["1 x", "2 z", "3 u"],
            id="numbers of rows",
        ),
    ],
)
def test_lists_count_as_their_author_means(blocks: tuple[str, ...], lines: list[str]) -> None:
    assert shown(compile_template(with_lists(*blocks)).fill(GROUPS)) == lines
