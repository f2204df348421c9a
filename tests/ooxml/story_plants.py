"""Faults of texts, tables, bookmarks, fields and pictures, planted.

In: nothing. Out: STORY_PLANTS. Touches: nothing.
"""

from __future__ import annotations

import re

from tests.ooxml.planting import (
    DOCUMENT,
    Parts,
    Plant,
    body,
    cell,
    changed,
    field,
    inner,
    picture,
    row,
    run,
    table,
)
from tests.templating.builder import zipped

HEADER = "word/header2.xml"
ROOM = '<w:pgMar w:top="1134" w:right="{}" w:bottom="1134" w:left="1701"/>'
DOWN = "<w:vMerge/>"
SECTION = '<w:sectPr><w:pgSz w:w="{}" w:h="16838"/>' + ROOM + "</w:sectPr>"


def start(key: str, name: str) -> str:
    return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>'


def end(key: str) -> str:
    return f'<w:bookmarkEnd w:id="{key}"/>'


def _no_section(parts: Parts) -> bytes:
    text = re.sub(r"<w:sectPr>.*</w:sectPr>", "", parts[DOCUMENT].decode())
    return zipped({**parts, DOCUMENT: text.encode()})


STORY_PLANTS = (
    # What Word asks for beyond the schema.
    Plant("cell left empty", "cell-end", body(table(row(cell(), cell(content=""))))),
    Plant("table last in a cell", "cell-end", body(table(row(cell(), cell(content=table(row(cell(), cell()))))))),
    Plant("row without a cell", "row-without-cell", body(table("<w:tr/>", columns=0))),
    Plant("table without a row", "table-without-row", body(table())),
    Plant("paragraph after the section", "body-end", changed(DOCUMENT, "</w:sectPr></w:body>", "</w:sectPr><w:p/></w:body>")),
    Plant("no section", "body-end", _no_section),
    Plant(
        "header without a paragraph", "story-empty", changed(HEADER, '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>', "")
    ),
    Plant("paragraph inside a paragraph", "paragraph-in-paragraph", inner("<w:p/>")),
    Plant("paragraph inside a run", "paragraph-in-paragraph", inner("<w:r><w:p/></w:r>")),
    Plant("run inside a run", "run-in-run", inner(f"<w:r>{run()}</w:r>")),
    Plant(
        "link inside a link",
        "hyperlink-in-hyperlink",
        inner('<w:hyperlink w:anchor="_Toc000"><w:hyperlink w:anchor="_Toc000"/></w:hyperlink>'),
    ),
    Plant("default header twice", "header-twice", changed(DOCUMENT, 'Reference w:type="first"', 'Reference w:type="default"')),
    Plant("margins wider than the page", "page-without-room", inner("", SECTION.format(11906, 11000))),
    # Rows and grids.
    Plant("row longer than the grid", "grid-sum", body(table(row(cell(), cell(), cell())))),
    Plant("row shorter than the grid", "grid-sum", body(table(row(cell(), cell()), row(cell())))),
    Plant("spans that make too much", "grid-sum", body(table(row(cell(), cell('<w:gridSpan w:val="2"/>'))))),
    Plant("grid column taken away", "grid-sum", changed(DOCUMENT, '<w:gridCol w:w="2552"/>', "")),
    Plant("merge going on in the first row", "merge-in-first-row", body(table(row(cell(DOWN), cell())))),
    Plant("merge nobody began", "merge-without-start", body(table(row(cell(), cell()), row(cell(DOWN), cell())))),
    Plant(
        "merge wider than its beginning",
        "merge-without-start",
        body(table(row(cell('<w:vMerge w:val="restart"/>'), cell()), row(cell(f'<w:gridSpan w:val="2"/>{DOWN}')))),
    ),
    # Children and their order.
    Plant("alignment before spacing", "child-order", inner(run(), '<w:jc w:val="left"/><w:spacing w:before="0"/>')),
    Plant("style after alignment", "child-order", inner(run(), '<w:jc w:val="left"/><w:pStyle w:val="Normal"/>')),
    Plant("tab stops after spacing", "child-order", inner(run(), '<w:spacing w:before="0"/><w:tabs/>')),
    Plant("bold after size", "child-order", inner(run(properties='<w:sz w:val="26"/><w:b/>'))),
    Plant("run properties after the text", "child-order", inner("<w:r><w:t>a</w:t><w:rPr/></w:r>")),
    Plant("paragraph properties after the text", "child-order", inner(f"{run()}<w:pPr/>")),
    Plant("merge before span", "child-order", body(table(row(cell('<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>'))))),
    Plant("cell properties after the text", "child-order", body(table(row(cell(), "<w:tc><w:p/><w:tcPr/><w:p/></w:tc>")))),
    Plant("table width before style", "child-order", changed(DOCUMENT, "<w:tblPr>", "<w:tblPr><w:tblLayout/>")),
    Plant("grid after the rows", "child-order", body("<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr><w:tblGrid/></w:tbl>")),
    Plant("left border after right", "child-order", inner("", "<w:pBdr><w:right/><w:left/></w:pBdr>")),
    Plant("page size after columns", "child-order", changed(DOCUMENT, "<w:pgSz", "<w:cols/><w:pgSz")),
    Plant(
        "header reference after the margins", "child-order", changed(DOCUMENT, "<w:titlePg/>", "<w:titlePg/><w:headerReference/>")
    ),
    Plant("picture whose name comes first", "child-order", inner(picture("1", "docPr extent graphic"))),
    Plant("text straight in a paragraph", "child-unknown", inner("<w:t>a</w:t>")),
    Plant("run straight in the body", "child-unknown", body(run())),
    Plant("paragraph straight in a row", "child-unknown", body(table(row(cell(), cell(), "<w:p/>")))),
    Plant("element that Word does not know", "child-unknown", inner("<w:khac/>")),
    Plant("element inside a leaf", "child-unknown", inner(run(properties="<w:b><w:i/></w:b>"))),
    Plant("bold twice", "child-repeated", inner(run(properties="<w:b/><w:b/>"))),
    Plant("cell properties twice", "child-repeated", body(table(row(cell(), "<w:tc><w:tcPr/><w:tcPr/><w:p/></w:tc>")))),
    Plant("table without a grid", "child-missing", body("<w:tbl><w:tblPr/><w:tr/></w:tbl>")),
    Plant("table without properties", "child-missing", body(table(row(cell(), cell()), properties=""))),
    # Text.
    Plant("text outside its element", "text-outside-t", inner("<w:r>chữ</w:r>")),
    Plant("text between paragraphs", "text-outside-t", body("<w:p/>chữ")),
    Plant("blank at the end not kept", "space-not-kept", inner(run("Trang "))),
    # Pictures, bookmarks, links, fields, notes.
    Plant("pictures of one id", "drawing-id-twice", inner(picture("7") + picture("7"))),
    Plant("bookmarks of one id", "bookmark-id-twice", inner(start("900", "a") + start("900", "b") + end("900"))),
    Plant("bookmark not ended", "bookmark-unpaired", inner(start("900", "a"))),
    Plant("bookmark not begun", "bookmark-unpaired", inner(end("900"))),
    Plant("bookmark ended before it begins", "bookmark-unpaired", inner(end("900") + start("900", "a"))),
    Plant("bookmarks of one name", "bookmark-name-twice", inner(start("900", "_toc000") + end("900"))),
    Plant("bookmark name with a blank", "bookmark-name-illegal", inner(start("900", "a b") + end("900"))),
    Plant("bookmark name of 41 letters", "bookmark-name-illegal", inner(start("900", "a" * 41) + end("900"))),
    Plant("link to no bookmark", "anchor-missing", inner('<w:hyperlink w:anchor="khong"/>')),
    Plant("bookmark of a link renamed", "anchor-missing", changed(DOCUMENT, 'w:name="_Toc001"', 'w:name="_Toc999"')),
    Plant("field not ended", "field-unbalanced", inner(field("begin", "PAGE", "separate"))),
    Plant("field not begun", "field-unbalanced", inner(field("end"))),
    Plant("field separated twice", "field-unbalanced", inner(field("begin", "PAGE", "separate", "separate", "end"))),
    Plant("field without an instruction", "field-instruction", inner(field("begin", "separate", "end"))),
    Plant("instruction outside a field", "field-instruction", inner(field("PAGE"))),
    Plant("page of no bookmark", "field-bookmark-missing", inner(field("begin", "PAGEREF khong", "end"))),
    Plant("reference to no bookmark", "field-bookmark-missing", inner('<w:fldSimple w:instr=" REF khong "/>')),
    Plant("comment not there", "comment-missing", inner('<w:r><w:commentReference w:id="1"/></w:r>')),
    Plant("footnote not there", "footnote-missing", inner('<w:r><w:footnoteReference w:id="1"/></w:r>')),
)
