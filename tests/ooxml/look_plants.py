"""Faults of values, styles, numbering and settings, planted.

In: nothing. Out: LOOK_PLANTS. Touches: nothing.
"""

from __future__ import annotations

from tests.ooxml.findings import NS
from tests.ooxml.planting import (
    DOCUMENT,
    NUMBERING,
    SETTINGS,
    STYLES,
    Plant,
    Spoil,
    body,
    cell,
    changed,
    inner,
    inside,
    row,
    run,
    table,
)


def style(key: str, inner_xml: str = "", kind: str = "paragraph", more: str = "", name: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{name or key}"/>{inner_xml}</w:style>'


def styled(*styles: str) -> Spoil:
    return inside(STYLES, "</w:styles>", "".join(styles))


def based(key: str, on: str) -> str:
    return style(key, f'<w:basedOn w:val="{on}"/>')


def listed(xml: str) -> Spoil:
    return inside(NUMBERING, "</w:numbering>", xml)


LEVEL = '<w:lvl w:ilvl="0"/>'
LOOK_PLANTS = (
    # Values.
    Plant("size of 13.5 half-points", "half-point-size", inner(run(properties='<w:sz w:val="13.5"/>'))),
    Plant("size of nothing", "half-point-size", changed(STYLES, '<w:sz w:val="26"/>', '<w:sz w:val=""/>')),
    Plant("bold by a word", "on-off-value", inner(run(properties='<w:b w:val="co"/>'))),
    Plant("colour by name", "colour-value", inner(run(properties='<w:color w:val="red"/>'))),
    Plant("colour with a hash", "colour-value", inner("", '<w:shd w:val="clear" w:fill="#FFFFFF"/>')),
    Plant("alignment unknown", "choice-value", inner("", '<w:jc w:val="justify"/>')),
    Plant("merge by an unknown word", "choice-value", body(table(row(cell('<w:vMerge w:val="begin"/>'), cell())))),
    Plant("width of an unknown kind", "choice-value", changed(DOCUMENT, 'w:type="dxa"', 'w:type="cm"')),
    Plant("border of an unknown kind", "choice-value", changed(STYLES, '<w:top w:val="single"', '<w:top w:val="solid"')),
    Plant("width with a fraction", "whole-number", changed(DOCUMENT, '<w:gridCol w:w="2552"/>', '<w:gridCol w:w="2552.5"/>')),
    Plant("span of no column", "whole-number", body(table(row(cell('<w:gridSpan w:val="0"/>'), cell(), cell())))),
    Plant("indent in centimetres", "whole-number", inner("", '<w:ind w:left="1cm"/>')),
    Plant("attribute without its prefix", "attribute-without-prefix", inner(run(properties='<w:b val="0"/>'))),
    Plant("style without an id", "attribute-missing", styled('<w:style w:type="paragraph"><w:name w:val="x"/></w:style>')),
    Plant("alignment without a value", "attribute-missing", inner("", "<w:jc/>")),
    Plant(
        "extension not declared",
        "ignorable-undeclared",
        changed(DOCUMENT, "<w:document ", f'<w:document xmlns:mc="{NS["mc"]}" mc:Ignorable="w14" '),
    ),
    # Styles.
    Plant("paragraph of no style", "style-missing", inner("", '<w:pStyle w:val="Khong"/>')),
    Plant(
        "table of no style",
        "style-missing",
        body(table(row(cell(), cell()), properties='<w:tblPr><w:tblStyle w:val="A"/></w:tblPr>')),
    ),
    Plant("style taken away", "style-missing", changed(STYLES, 'w:styleId="Strong"', 'w:styleId="Strong2"')),
    Plant("style based on no style", "style-missing", styled(based("X", "Khong"))),
    Plant("run in a paragraph's style", "style-wrong-type", inner(run(properties='<w:rStyle w:val="BodyText"/>'))),
    Plant("paragraph in a table's style", "style-wrong-type", inner("", '<w:pStyle w:val="Bang"/>')),
    Plant("paragraph style based on a table's", "style-wrong-type", styled(based("X", "Bang"))),
    Plant("styles of one id", "style-id-twice", styled(style("Normal", name="khác"))),
    Plant("styles of one name", "style-name-twice", styled(style("X", name="normal"))),
    Plant("style name with a comma", "style-name-comma", styled(style("X", name="a, b"))),
    Plant("styles based in a circle", "style-cycle", styled(based("X", "Y"), based("Y", "X"))),
    Plant("two default styles", "style-default-twice", styled(style("X", more=' w:default="1"'))),
    Plant("style's text before its paragraph", "child-order", styled(style("X", "<w:rPr/><w:pPr/>"))),
    Plant("style based after what is next", "child-order", styled(style("X", '<w:next w:val="X"/><w:basedOn w:val="Normal"/>'))),
    Plant("defaults after the styles", "child-order", styled("<w:docDefaults/>")),
    # Numbering and settings.
    Plant("list not there", "numbering-missing", inner("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>')),
    Plant("level not there", "numbering-level-missing", inner("", '<w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr>')),
    Plant("list of no kind", "numbering-abstract-missing", listed('<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>')),
    Plant("lists of one number", "numbering-id-twice", listed('<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')),
    Plant("levels of one number", "numbering-level-twice", changed(NUMBERING, "</w:lvl>", f"</w:lvl>{LEVEL}")),
    Plant("kind of list after the lists", "child-order", listed('<w:abstractNum w:abstractNumId="5"/>')),
    Plant("text of a level before its start", "child-order", changed(NUMBERING, "<w:start", '<w:lvlText w:val="-"/><w:start')),
    Plant("list without its kind", "child-missing", listed('<w:num w:numId="2"/>')),
    Plant("zoom after tab stops", "child-order", changed(SETTINGS, "<w:zoom", '<w:defaultTabStop w:val="1"/><w:zoom')),
    Plant(
        "list separator before the tab stop", "child-order", changed(SETTINGS, "<w:zoom", '<w:listSeparator w:val=";"/><w:zoom')
    ),
)
