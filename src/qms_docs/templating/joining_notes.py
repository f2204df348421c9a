"""The footnotes and endnotes of several documents in one file, under numbers of their own; the lines above them once.

In: documents taken apart. Out: the parts of the notes. Touches: nothing.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from .joining_source import Source, missing
from .joining_xml import Namespaces, Relations, is_on, written
from .source import W

KINDS = ("footnote", "endnote")
_LINES = {"separator": "-1", "continuationSeparator": "0", "continuationNotice": "1"}
_FIRST = 2
_LINE = f'<w:{{0}} xmlns:w="{W[1:-1]}" w:type="{{1}}" w:id="0"><w:p><w:r><w:{{1}}/></w:r></w:p></w:{{0}}>'
# What the schema wants behind the settings of notes.
_AFTER: list[str] = str.split(
    "compat docVars rsids attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures"
    " forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol"
    " listSeparator"
)


class Notes:
    """The notes of one kind, as they grow."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.part = f"word/{kind}s.xml"
        self.relations = Relations(self.part)
        self.namespaces = Namespaces()
        self._lines: dict[str, etree._Element] = {}
        self._notes: list[etree._Element] = []

    def __bool__(self) -> bool:
        return bool(self._notes)

    def of(self, source: Source) -> tuple[str, etree._Element] | None:
        """Return the part of a document that holds its notes, without those that nothing names; None where nothing does."""
        references = list(source.root.iter(f"{W}{self.kind}Reference"))
        if not references:
            return None
        part = source.part_of_kind(f"{self.kind}s")
        if part is None:
            raise missing(source.name, self.part)
        root = source.tree(part)
        named = {each.get(f"{W}id") for each in references}
        for note in list(root):
            kind = note.get(f"{W}type", "normal") if isinstance(note.tag, str) else ""
            if kind in _LINES:
                self._lines.setdefault(kind, deepcopy(note))
            if kind != "normal" or note.get(f"{W}id") not in named:
                root.remove(note)
        if named - {note.get(f"{W}id") for note in root}:
            raise missing(source.name, f"{part}#{self.kind}")
        self.namespaces.note(root)
        return part, root

    def take(self, body: etree._Element, root: etree._Element) -> None:
        """Take the notes of a document and number them, with what names them in its text."""
        numbers = {}
        for note in list(root):
            numbers[note.get(f"{W}id")] = new = str(_FIRST + len(self._notes))
            note.set(f"{W}id", new)
            self._notes.append(note)
        for each in body.iter(f"{W}{self.kind}Reference"):
            each.set(f"{W}id", numbers[each.get(f"{W}id")])

    def _line(self, kind: str) -> etree._Element:
        line = self._lines.get(kind)
        if line is None:
            line = etree.fromstring(_LINE.format(self.kind, kind))
        # What a document says of their looks is not known by the others.
        for each in line.iter(f"{W}p"):
            for found in each.findall(f"{W}pPr/{W}pStyle"):
                found.getparent().remove(found)  # type: ignore[union-attr]
        line.set(f"{W}id", _LINES[kind])
        return line

    def _lines_needed(self) -> list[str]:
        return [kind for kind in _LINES if kind in self._lines or kind != "continuationNotice"]

    def written(self) -> bytes:
        """Return the part."""
        root = self.namespaces.root(f"{self.kind}s")
        root.extend([*(self._line(kind) for kind in self._lines_needed()), *self._notes])
        return written(root)

    def settle(self, settings: etree._Element) -> None:
        """Have the settings name the lines above the notes, and endnotes stand at the end of their document."""
        for each in settings.findall(f"{W}{self.kind}Pr"):
            settings.remove(each)
        if not self:
            return
        made = etree.Element(f"{W}{self.kind}Pr")
        if self.kind == "endnote":
            etree.SubElement(made, f"{W}pos", {f"{W}val": "sectEnd"})
        for kind in self._lines_needed():
            etree.SubElement(made, f"{W}{self.kind}", {f"{W}id": _LINES[kind]})
        after = {f"{W}{name}" for name in (*_AFTER, "endnotePr")}
        place = next(
            (n for n, each in enumerate(settings) if each.tag in after or not str(each.tag).startswith(W)), len(settings)
        )
        settings.insert(place, made)


def choices_of(source: Source, kind: str) -> list[etree._Element]:
    """Return how the settings of a document number its notes."""
    found = source.settings.find(f"{W}{kind}Pr")
    wanted = {f"{W}{name}" for name in ("pos", "numFmt", "numStart", "numRestart")} - (
        {f"{W}pos"} if kind == "endnote" else set()
    )
    return [] if found is None else [each for each in found if each.tag in wanted]


def has_even_pages(source: Source) -> bool:
    """Return whether even pages have headers and footers of their own."""
    return is_on(source.settings.find(f"{W}evenAndOddHeaders"))
