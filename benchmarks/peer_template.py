"""Our template in the syntax of the JavaScript peers, and our words in the shape their parsers read.

The Jinja source that docxtpl makes of a part has its loops and conditions between the elements they repeat, so it can be
read as a tree; there each tag is put where the peer expects it. Names are flattened (`sheet.letters.fees` becomes
`sheet_letters_fees`), and conditions and the texts of cells in changing number are computed into the words beforehand:
work the peers are spared.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, StrictUndefined
from lxml import etree

from qms_docs.templating.package import read_package

from .data import CannotMeasureError, Words
from .docxtpl_source import docxtpl_source, has_tags

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLOCK = re.compile(r"\{%-?\s*(.*?)\s*-?%\}", re.DOTALL)
_PRINT = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_CELL = "\x1f"
_MERGE = re.compile(r"<w:vMerge[^>]*\{%[^>]*/>")
_PATH = re.compile(r"[a-z_]\w*(?:\.\w+|\[\d+\])*")
_FOR = re.compile(rf"for (\w+) in ({_PATH.pattern})")
_IF = re.compile(rf"if ({_PATH.pattern})(?: > (\d))?")


@dataclass(frozen=True)
class Dialect:
    """How a peer writes what templates need."""

    name: str
    # A loop over table cells, written inside one cell; empty when the peer has none that can stand in a repeated row.
    cell_loop: str
    row_option: str
    paragraph_option: str
    # True if a paragraph that holds nothing but a loop's tag vanishes.
    drops_tag_paragraphs: bool


DOCXTEMPLATER = Dialect("docxtemplater", "-w:tc ", "", "", drops_tag_paragraphs=True)
EASY_TEMPLATE_X = Dialect("easy-template-x", "", ' [loopOver: "row"]', ' [loopOver: "paragraph"]', drops_tag_paragraphs=False)
DIALECTS = (DOCXTEMPLATER, EASY_TEMPLATE_X)


# ---- words


def _variants(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the flat names under which a value can be asked for."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _variants(f"{name}_{key}" if name else key, inner)
        return
    yield f"has_{name}", bool(value)
    yield f"no_{name}", not value
    if isinstance(value, list):
        yield name, [dict(_variants("" if isinstance(item, dict) else "value", item)) for item in value]
        for place, item in enumerate(value):
            yield from _variants(f"{name}_{place}", item)
        return
    yield name, value
    if type(value) is int:
        yield from ((f"{name}_over_{bound}", value > bound) for bound in range(10))


def _pruned(words: Words, used: frozenset[str]) -> Words:
    return {
        name: [_pruned(item, used) for item in value] if isinstance(value, list) else value
        for name, value in words.items()
        if name in used
    }


# ---- tags as nodes

# The tag before a branch, what it repeats, the tag after it.
_Branch = tuple[etree._Element, list[etree._Element], etree._Element]


def _is_tag(node: etree._Element) -> bool:
    return isinstance(node, etree._ProcessingInstruction)


def _branches(nodes: list[etree._Element], start: int) -> tuple[list[_Branch], int]:
    """Return the branches of the block that opens at `start`, and the place of its closing tag."""
    depth = 0
    begin = start
    branches: list[_Branch] = []
    for place in range(start + 1, len(nodes)):
        node = nodes[place]
        word = (node.text or "").split()[0] if _is_tag(node) else ""
        if depth == 0 and (word == "else" or word.startswith("end")):
            branches.append((nodes[begin], nodes[begin + 1 : place], node))
            begin = place
            if word != "else":
                return branches, place
        depth += word in ("for", "if")
        depth -= word.startswith("end") and depth > 0
    raise CannotMeasureError(f"«{nodes[start].text}» is not closed")


def _tree(content: bytes) -> etree._Element:
    """Return a part with docxtpl's tags as processing instructions between the elements they repeat."""
    source = _MERGE.sub("", docxtpl_source(content))
    return etree.fromstring(_BLOCK.sub(lambda match: f"<?qms {match[1].replace('?>', '')}?>", source).encode())


def _tag(text: str) -> etree._Element:
    return etree.ProcessingInstruction("qms", text)


# ---- cells in changing number


class _Cells:
    """Replaces each block that adds or drops cells of a row by one plain loop over the texts of its cells.

    The texts are computed into `words`, so that no peer needs nested loops over cells.
    """

    def __init__(self, root: etree._Element, prefix: str, words: Words) -> None:
        self.prefix = prefix
        self.words = words
        self.numbers: dict[str, int] = {}
        self._environment = Environment(undefined=StrictUndefined)
        self._replace_in(root, ())

    def _replace_in(self, parent: etree._Element, loops: tuple[tuple[str, str], ...]) -> None:
        self._replace_among(list(parent), loops)

    def _replace_among(self, nodes: list[etree._Element], loops: tuple[tuple[str, str], ...]) -> None:
        place = 0
        while place < len(nodes):
            node = nodes[place]
            parent = node.getparent()
            if not _is_tag(node):
                if isinstance(node.tag, str):
                    self._replace_in(node, loops)
                place += 1
                continue
            branches, end = _branches(nodes, place)
            if parent is not None and parent.tag == f"{W}tr":
                self._replace(nodes[place : end + 1], loops)
            else:
                loop = _FOR.fullmatch(node.text or "")
                for _, inside, _ in branches:
                    self._replace_among(inside, (*loops, (loop[1], loop[2])) if loop else loops)
            place = end + 1

    def _replace(self, block: list[etree._Element], loops: tuple[tuple[str, str], ...]) -> None:
        cells = [node for node in block if isinstance(node.tag, str)]
        texts = [text for cell in cells for text in cell.iter(f"{W}t")]
        if len(cells) != 1 or len(texts) > 1:
            raise CannotMeasureError(f"the cells of «{block[0].text}» have no counterpart among the peers")
        name = f"{self.prefix}cells{len(self.numbers)}"
        program = self._environment.from_string("".join(map(_source, block)))
        lengths = set()
        for context, target in self._contexts(loops):
            target[name] = program.render(context).split(_CELL)[1::2]
            lengths.add(len(target[name]))
        if len(lengths) > 1:
            raise CannotMeasureError(f"rows that differ in cells («{block[0].text}») have no counterpart among the peers")
        self.numbers[name] = lengths.pop() if lengths else 0
        for text in texts:
            for child in list(text):
                text.remove(child)
            text.text = "{{ cell }}"
        cells[0].addprevious(_tag(f"for cell in {loops[-1][0]}.{name}" if loops else f"for cell in {name}"))
        cells[0].addnext(_tag("endfor"))
        for node in block:
            if _is_tag(node) and (parent := node.getparent()) is not None:
                parent.remove(node)

    def _contexts(self, loops: tuple[tuple[str, str], ...]) -> Iterator[tuple[Words, Words]]:
        """Yield what a block inside the loops sees, and the words its texts belong to."""
        found = [(self.words, self.words)]
        for variable, path in loops:
            items = self._environment.compile_expression(path)
            found = [(context | {variable: item}, item) for context, _ in found for item in items(**context) or ()]
        yield from found


def _source(node: etree._Element) -> str:
    """Return a node of a block as a template of its text, cells between marks."""
    if _is_tag(node):
        return f"{{% {node.text} %}}"
    inner = (node.text or "") if node.tag == f"{W}t" else ""
    for child in node:
        inner += _source(child) + ((child.tail or "") if node.tag == f"{W}t" else "")
    return f"{_CELL}{inner}{_CELL}" if node.tag == f"{W}tc" else inner


# ---- template


class _Part:
    """One part on its way into a dialect. A scope holds the variables of the loops around."""

    def __init__(self, root: etree._Element, dialect: Dialect, numbers: dict[str, int]) -> None:
        self.dialect = dialect
        self.numbers = numbers
        self._convert_children(root, frozenset())

    def _name(self, path: str, scope: frozenset[str]) -> str:
        """Return the flat name of a path; what belongs to a loop's variable is found in the loop's item."""
        if not _PATH.fullmatch(path):
            raise CannotMeasureError(f"«{path}» has no counterpart in {self.dialect.name}")
        first, *rest = re.sub(r"\[(\d+)\]", r".\1", path).split(".")
        if first in scope:
            return "_".join(rest) or "value"
        return "_".join([first, *rest])

    def _print(self, text: str, scope: frozenset[str]) -> str:
        return _PRINT.sub(lambda match: "{" + self._name(match[1], scope) + "}", text)

    def _convert_children(self, parent: etree._Element, scope: frozenset[str]) -> None:
        if parent.text:
            parent.text = self._print(parent.text, scope)
        self._convert_block(list(parent), scope)

    def _convert_block(self, nodes: list[etree._Element], scope: frozenset[str]) -> None:
        """Convert siblings; a block's tags are taken out and set into the elements they repeat."""
        place = 0
        while place < len(nodes):
            node = nodes[place]
            if _is_tag(node):
                place = self._convert_tag(nodes, place, scope)
            else:
                if isinstance(node.tag, str):
                    self._convert_children(node, scope)
                place += 1

    def _convert_tag(self, nodes: list[etree._Element], start: int, scope: frozenset[str]) -> int:
        """Convert the block that opens at `start`; return the place after it."""
        branches, end = _branches(nodes, start)
        opening = nodes[start].text or ""
        parent = nodes[start].getparent()
        loop = _FOR.fullmatch(opening)
        condition = _IF.fullmatch(opening)
        if parent is None or parent.tag == f"{W}t" or not (loop or condition):
            raise CannotMeasureError(f"«{opening}» has no counterpart in {self.dialect.name}")
        if loop:
            self._convert_branch(branches[0], self._name(loop[2], scope), scope | {loop[1]}, loop[1])
        elif condition:
            path = self._name(condition[1], scope)
            names = [f"{path}_over_{condition[2]}"] if condition[2] else [f"has_{path}", f"no_{path}"]
            if len(branches) > len(names):
                raise CannotMeasureError(f"«{opening}» with «else» has no counterpart in {self.dialect.name}")
            for name, branch in zip(names, branches, strict=False):
                self._convert_branch(branch, name, scope, None)
        for node in nodes[start : end + 1]:
            if _is_tag(node) and (owner := node.getparent()) is not None:
                owner.remove(node)
        return end + 1

    def _convert_branch(self, branch: _Branch, name: str, scope: frozenset[str], variable: str | None) -> None:
        before, nodes, after = branch
        elements = [node for node in nodes if isinstance(node.tag, str)]
        if not elements:
            return
        first, last = elements[0], elements[-1]
        if first.tag == f"{W}tc" and not self.dialect.cell_loop:
            self._unroll(first, name)
            return
        # The innermost tags are set first, so that those of outer blocks end up around them.
        self._convert_block(nodes, scope)
        if first.tag == f"{W}tc":
            _open(_paragraphs(first)[0], f"{{{self.dialect.cell_loop}{name}}}")
            _close(_paragraphs(first)[-1], f"{{/{name}}}")
        elif first.tag == f"{W}tr":
            _open(_paragraphs(first)[0], f"{{#{name}{self.dialect.row_option}}}")
            _close(_paragraphs(last)[-1], f"{{/{name}}}")
        elif not self.dialect.drops_tag_paragraphs and first.tag == last.tag == f"{W}p":
            _open(first, f"{{#{name}{self.dialect.paragraph_option}}}")
            _close(last, f"{{/{name}}}")
        else:
            before.addnext(_tag_paragraph(f"{{#{name}}}"))
            after.addprevious(_tag_paragraph(f"{{/{name}}}"))

    def _unroll(self, cell: etree._Element, name: str) -> None:
        """Write the cell out as often as its document asks for: a peer without cell loops needs a template for each number."""
        for place in range(self.numbers[name]):
            copy = deepcopy(cell)
            for text in copy.iter(f"{W}t"):
                text.text = (text.text or "").replace("{{ cell }}", f"{{{name}_{place}}}")
            cell.addprevious(copy)
        parent = cell.getparent()
        assert parent is not None
        parent.remove(cell)


def _paragraphs(element: etree._Element) -> list[etree._Element]:
    return list(element.iter(f"{W}p"))


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
    words.text = text
    return run


def _tag_paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    paragraph.append(_run(text))
    return paragraph


def _open(paragraph: etree._Element, text: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        paragraph.insert(0, _run(text))
    else:
        properties.addnext(_run(text))


def _close(paragraph: etree._Element, text: str) -> None:
    paragraph.append(_run(text))


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            # A fixed date: equal templates are equal bytes.
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


@dataclass(frozen=True)
class PeerDocuments:
    """The same documents for one peer: its templates, and for each document which of them, with which words."""

    templates: tuple[bytes, ...]
    documents: tuple[tuple[int, Words], ...]


def peer_documents(template: bytes, name: str, documents: tuple[Words, ...], dialect: Dialect) -> PeerDocuments:
    """Return the template and words of `documents` in a dialect; raises CannotMeasureError for a tag it cannot express."""
    parts = read_package(template, name)
    trees = {part: _tree(data) for part, data in parts.items() if has_tags(data)}
    templates: dict[bytes, int] = {}
    chosen: list[tuple[int, Words]] = []
    for given in documents:
        words = deepcopy(given)
        filled = dict(parts)
        for number, (part, tree) in enumerate(trees.items()):
            root = deepcopy(tree)
            _Part(root, dialect, _Cells(root, f"part{number}_", words).numbers)
            filled[part] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        text = b" ".join(filled.values()).decode("utf-8")
        used = frozenset(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text)))
        chosen.append((templates.setdefault(_packed(filled), len(templates)), _pruned(dict(_variants("", words)), used)))
    return PeerDocuments(tuple(templates), tuple(chosen))
