"""Drawings as Word draws them: a group of shapes and lines that can be edited, for `{{p }}`.

In: diagrams. Out: a paragraph of DrawingML. Touches: nothing. Where the shapes are not known, a list in text stands for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

from ..domain.diagram import Box, BoxKind, Diagram, Drawn, Line, Paragraph
from .environment import clean
from .markup import BLOCK, RUN, MarkupValue, WrongPlaceError
from .repair import DRAWING_STARTS
from .resources import current

_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_EMU = 12700
_NUMBER = "\ue000"
"""Stands for the number of the drawing in its document."""
_SHAPES = {
    BoxKind.TERMINAL: "roundRect",
    BoxKind.STEP: "rect",
    BoxKind.DECISION: "diamond",
    BoxKind.ROLE: "rect",
    BoxKind.JOIN: "ellipse",
    BoxKind.LABEL: "rect",
    BoxKind.LANE: "rect",
}
_ROUND = '<a:avLst><a:gd name="adj" fmla="val 50000"/></a:avLst>'
_WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_GREY = '<a:solidFill><a:srgbClr val="F2F2F2"/></a:solidFill>'
_BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_THIN, _STRONG = 6350, 9525
_LEADING = 25
"""Twentieths of a point that a line is high for each point of its letters."""
_HEAD = '<a:headEnd type="triangle" w="med" len="med"/>'
_TAIL = '<a:tailEnd type="triangle" w="med" len="med"/>'
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'


@dataclass(frozen=True, eq=True)
class Drawing(MarkupValue, Drawn):
    """A diagram in a paragraph of its own, `{{p }}`, or in place of a run, `{{r }}`."""

    diagram: Diagram

    def markup(self, place: str) -> str:
        """Return the drawing, numbered as the next one of its document."""
        if place not in (BLOCK, RUN):
            raise WrongPlaceError("Drawing", BLOCK)
        run = _run(self.diagram).replace(_NUMBER, str(current().next_id("drawing")))
        if place == RUN:
            return run
        page = "<w:pageBreakBefore/>" if self.diagram.continues else ""
        return f'<w:p><w:pPr>{page}<w:spacing w:before="60" w:after="120"/><w:jc w:val="center"/></w:pPr>{run}</w:p>'


@lru_cache(maxsize=128)  # some 50 kB each
def _run(diagram: Diagram) -> str:
    width, height = _emu(diagram.width), _emu(diagram.height)
    shapes = [*map(_shape, _behind(diagram)), *map(_line, diagram.lines), *map(_shape, _before(diagram))]
    numbered = "".join(shape.format(place) for place, shape in enumerate(shapes, 1))
    told = escape(clean(" ".join(diagram.told)))
    title = escape(clean(diagram.title))
    size = f'cx="{width}" cy="{height}"'
    return (
        f'<w:r>{DRAWING_STARTS}<mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{_NUMBER}" name="Sơ đồ {_NUMBER}" descr="{title}. {told}" title="{title}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>{numbered}</wpg:wgp></a:graphicData>'
        f"</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>{_fallback(diagram)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _behind(diagram: Diagram) -> Iterator[Box]:
    return (box for box in diagram.boxes if box.kind is BoxKind.LANE)


def _before(diagram: Diagram) -> Iterator[Box]:
    return (box for box in diagram.boxes if box.kind is not BoxKind.LANE)


def _fallback(diagram: Diagram) -> str:
    lines = [clean(" ".join(line.split())) for line in (diagram.title, *diagram.told)]
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)


def _emu(points: float) -> int:
    return round(points * _EMU)


def _frame(left: float, top: float, width: float, height: float, turned: str = "") -> str:
    return f'<a:xfrm{turned}><a:off x="{_emu(left)}" y="{_emu(top)}"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'


def _shape(box: Box) -> str:
    """Return a shape with `{}` for its own number."""
    form = _SHAPES[box.kind]
    adjust = _ROUND if form == "roundRect" else "<a:avLst/>"
    fill = _GREY if box.kind is BoxKind.ROLE else "<a:noFill/>" if box.kind is BoxKind.LANE else _WHITE
    edge = "<a:noFill/>" if box.kind is BoxKind.LABEL else _BLACK
    weight = _THIN if box.kind in (BoxKind.LANE, BoxKind.ROLE) else _STRONG
    beside, above = (0.0, 0.0) if box.kind is BoxKind.DECISION else box.insets
    text = f"<wps:txbx><w:txbxContent>{''.join(_paragraph(box, each) for each in box.paragraphs)}</w:txbxContent></wps:txbx>"
    return (
        f'<wps:wsp><wps:cNvPr id="{_NUMBER}{{0:04}}" name="Hình {{0}}"/><wps:cNvSpPr/><wps:spPr>'
        f"{_frame(box.left, box.top, box.width, box.height)}"
        f'<a:prstGeom prst="{form}">{adjust}</a:prstGeom>{fill}<a:ln w="{weight}">{edge}</a:ln></wps:spPr>'
        f"{_braced(text) if box.paragraphs else ''}"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{_emu(beside)}" tIns="{_emu(above)}" rIns="{_emu(beside)}" '
        f'bIns="{_emu(above)}" anchor="ctr" anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _paragraph(box: Box, paragraph: Paragraph) -> str:
    side = "left" if box.to_left else "center"
    size = round(box.size * 2)
    look = ("<w:b/><w:bCs/>" if paragraph.bold else "") + ("<w:i/><w:iCs/>" if paragraph.italic else "")
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{round(box.size * _LEADING)}" w:lineRule="exact"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>{_FONT}{look}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(paragraph.text))}</w:t></w:r></w:p>'
    )


def _line(line: Line) -> str:
    """Return a line as one shape: straight, or a path with corners; `{}` stands for its number."""
    xs, ys = [x for x, _ in line.points], [y for _, y in line.points]
    left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    ends = _HEAD if line.both_ends else ""
    ends += _TAIL if line.arrow else ""
    dash = '<a:prstDash val="dash"/>' if line.dashed else '<a:prstDash val="solid"/>'
    if len(line.points) == 2:
        (x0, y0), (x1, y1) = line.points
        turned = (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
        form = '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
    else:
        turned, form = "", _path(line, left, top, width, height)
    return (
        f'<wps:wsp><wps:cNvPr id="{_NUMBER}{{0:04}}" name="Nối {{0}}"/><wps:cNvCnPr/><wps:spPr>'
        f"{_frame(left, top, width, height, turned)}{form}<a:noFill/>"
        f'<a:ln w="{_STRONG}">{_BLACK}{dash}<a:miter lim="800000"/>{ends}</a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _path(line: Line, left: float, top: float, width: float, height: float) -> str:
    points = [f'<a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/>' for x, y in line.points]
    drawn = f"<a:moveTo>{points[0]}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{_emu(width)}" h="{_emu(height)}" fill="none">{drawn}</a:path>'
        "</a:pathLst></a:custGeom>"
    )
