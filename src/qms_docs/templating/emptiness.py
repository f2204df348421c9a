"""What a filling may leave empty, told once when a template is compiled: cells, rows, tables, stories without a paragraph.

In: the syntax tree of a part whose fillings are proven to be well-formed. Out: what must be looked for after filling.
Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import nodes

CELL, ROW, TABLE, STORY = "cell", "row", "table", "story"
EVERYTHING = frozenset((CELL, ROW, TABLE, STORY))

_VALUE, _TEXT = "value", "text"
_PIECE = re.compile(r"<!--.*?-->|<\?.*?\?>|(</?[^\s<>/!?]+)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?(/?>)|([^<]*\S[^<]*)", re.DOTALL)
_UNFINISHED = re.compile(r"<[^<>]*$")
_STORIES = ("hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")
_RISKS = {
    "</w:tc>": (CELL, {"<w:tc>", "</w:tcPr>", "<w:tcPr/>", "</w:tbl>", _VALUE}),
    "</w:tr>": (ROW, {"<w:tr>", "</w:trPr>", "<w:trPr/>", "</w:tblPrEx>"}),
    "</w:tbl>": (TABLE, {"</w:tblGrid>", "<w:tblGrid/>", "</w:tblPr>", "<w:tblPr/>"}),
    **{f"</w:{name}>": (STORY, {f"<w:{name}>", "</w:tbl>"}) for name in _STORIES},
}

Ends = frozenset[str]


def emptied(tree: nodes.Template) -> frozenset[str]:
    """Return what a filling may leave empty, of CELL, ROW, TABLE, STORY."""
    search = _Search()
    search.follow(tree.body, frozenset((_TEXT,)))
    # A table whose rows are all dropped is dropped too, and may have been all that a cell held.
    return frozenset(search.risks | ({TABLE} if ROW in search.risks else set()))


class _Search:
    """Follows what the last piece of markup before each point may be."""

    def __init__(self) -> None:
        self.risks: set[str] = set()
        self.inside = ""

    def follow(self, body: Iterable[nodes.Node], ends: Ends) -> Ends:
        """Return what may stand last behind `body`, given what may stand last before it."""
        for node in body:
            if isinstance(node, nodes.Output):
                for child in node.nodes:
                    if isinstance(child, nodes.TemplateData):
                        ends = self._markup(child.data, ends)
                    elif not self.inside:
                        ends = frozenset((_VALUE,)) if ends != {"<w:t>"} else ends
            elif isinstance(node, nodes.If):
                branches = (node.body, *(each.body for each in node.elif_), node.else_)
                ends = frozenset[str]().union(*(self.follow(branch, ends) for branch in branches))
            elif isinstance(node, nodes.For):
                ends = ends | self.follow(node.else_, ends) | self.follow(node.body, ends | self.follow(node.body, ends))
            elif isinstance(node, nodes.With):
                ends = self.follow(node.body, ends)
        return ends

    def _markup(self, data: str, ends: Ends) -> Ends:
        data = self.inside + data
        unfinished = _UNFINISHED.search(data)
        self.inside = unfinished.group() if unfinished else ""
        for piece in _PIECE.finditer(data, 0, unfinished.start() if unfinished else len(data)):
            if piece[3]:
                ends = frozenset((_TEXT,))
            elif piece[1]:
                tag = piece[1] + piece[2]
                risk, before = _RISKS.get(tag, ("", set()))
                if before & ends:
                    self.risks.add(risk)
                ends = frozenset((tag,))
        return ends
