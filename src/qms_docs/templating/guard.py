"""What a template package of a stranger may not hold: programs, foreign objects, ways out of the file.

In: the parts of a package. Out: one error for each thing refused. Touches: nothing.
Ordinary Word files pass: links to web and mail, pictures, charts with their sheet, footnotes, fields of pages and contents.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from ..diagnostics import Location
from ..errors import TemplateError
from .faults import fault_at

MAX_DEPTH = 200
"""Elements inside elements; Word writes a few dozen."""

_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_TYPES = "[Content_Types].xml"
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#|\{\{)", re.IGNORECASE)
_OFFICE_FILE = re.compile(r"\.(?:docx|xlsx|pptx)$", re.IGNORECASE)
_MACRO_PARTS = re.compile(r"(?:^|/)(?:vba(?:project|data|projectsignature)\w*\.\w+|customizations\.xml)$", re.IGNORECASE)
_OBJECT_PARTS = re.compile(r"(?:^|/)(?:embeddings/[^/]+\.(?:bin|exe|js|vbs|cmd|bat|lnk|hta|msi|scr)|activex/.+)$", re.IGNORECASE)
# The last word of a relationship's type, in small letters, and the fault it is.
_RELATIONS = {
    "vbaproject": "macros-refused", "wordvbadata": "macros-refused", "keymapcustomizations": "macros-refused",
    "attachedtoolbars": "macros-refused", "extensibility": "macros-refused", "oleobject": "objects-refused",
    "control": "objects-refused", "activexcontrolbinary": "objects-refused", "webextension": "objects-refused",
    "webextensiontaskpanes": "objects-refused", "afchunk": "foreign-text-refused", "subdocument": "foreign-text-refused",
    "frame": "foreign-text-refused", "mailmergesource": "data-source-refused", "mailmergeheadersource": "data-source-refused",
    "attachedtemplate": "way-out-refused", "recipientdata": "data-source-refused",
}  # fmt: skip
_CONTENT_TYPES = {
    "macroenabled": "macros-refused", "vbaproject": "macros-refused", "vbadata": "macros-refused",
    "activex": "objects-refused", "oleobject": "objects-refused",
}  # fmt: skip
_ELEMENTS = {
    "altChunk": "foreign-text-refused", "subDoc": "foreign-text-refused", "control": "objects-refused",
    "mailMerge": "data-source-refused",
}  # fmt: skip
_FETCHING = frozenset(
    {
        "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON", "EMBED", "RD",
        "AUTOTEXT", "AUTOTEXTLIST", "ADDIN", "CONTROL", "DATA", "PRINT",
    }
)  # fmt: skip


def refusals(parts: Mapping[str, bytes], where: str) -> Iterator[TemplateError]:
    """Yield an error for each thing that the package may not hold, in the order of its parts."""
    for name, data in parts.items():
        told: set[tuple[str, str]] = set()
        for fault, what in _faults_of(name, data):
            if (fault, what) not in told:
                told.add((fault, what))
                yield fault_at(fault, Location(where, within=name), what=what[:80])


def _faults_of(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if _MACRO_PARTS.search(name):
        yield "macros-refused", name
    if _OBJECT_PARTS.search(name):
        yield "objects-refused", name
    if not _XML.search(name):
        return
    reader = _Reader(name)
    try:
        reader.read(data)
    except expat.ExpatError:
        # A part that is no XML is told when it is compiled.
        pass
    except _StopError:
        pass
    yield from reader.found


class _StopError(Exception):
    """Nothing more of this part is to be read."""


@dataclass
class _Field:
    """A field that is open: its code so far, and whether its code begins with another field."""

    code: str = ""
    is_computed: bool = False
    is_result: bool = False


@dataclass
class _Reader:
    """Reads a part as a stream, so that its size costs no memory."""

    name: str
    found: list[tuple[str, str]] = field(default_factory=list)
    depth: int = 0
    fields: list[_Field] = field(default_factory=list)
    in_code: bool = False

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._relations() if self.name.endswith(".rels") else self._start
        if self.name == _TYPES:
            parser.StartElementHandler = self._content_type
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _tell(self, fault: str, what: str) -> None:
        self.found.append((fault, what))

    def _doctype(self, name: str, *_: object) -> None:
        self._tell("document-type-refused", f"<!DOCTYPE {name}")
        raise _StopError

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._tell("nested-too-deep", str(MAX_DEPTH))
            raise _StopError

    def _content_type(self, tag: str, attributes: dict[str, str]) -> None:
        self._deeper()
        kind = attributes.get("ContentType", "")
        for mark, fault in _CONTENT_TYPES.items():
            if mark in kind.lower():
                self._tell(fault, kind)
        if attributes.get("PartName", "").lower() == "/word/document.xml" and not re.search(
            r"wordprocessingml\.(?:document|template)\.main\+xml$|ms-word\.\w+\.macroEnabled", kind, re.IGNORECASE
        ):
            self._tell("no-word-document", kind)

    def _relations(self) -> Callable[[str, dict[str, str]], None]:
        folder = posixpath.dirname(posixpath.dirname(self.name))

        def start(tag: str, attributes: dict[str, str]) -> None:
            self._deeper()
            target = attributes.get("Target", "")
            kind = attributes.get("Type", "").rstrip("/").rsplit("/", 1)[-1].lower()
            if kind in _RELATIONS:
                self._tell(_RELATIONS[kind], target or kind)
            elif attributes.get("TargetMode", "").lower() == "external":
                if kind != "hyperlink" or not _SAFE_LINK.match(target.strip()):
                    self._tell("way-out-refused", target)
            elif kind == "package" and not _OFFICE_FILE.search(target):
                self._tell("objects-refused", target)
            elif target and _leaves(folder, target):
                self._tell("way-out-refused", target)

        return start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._deeper()
        space, _, local = tag.rpartition(" ")
        if local in _ELEMENTS and f"{space} " in (_W, _STRICT_W):
            self._tell(_ELEMENTS[local], f"w:{local}")
        elif local == "OLEObject":
            self._tell("objects-refused", attributes.get("ProgID", "o:OLEObject"))
        elif local == "fldSimple":
            self._judge(_attribute(attributes, "instr"))
        elif local == "fldChar":
            self._mark(_attribute(attributes, "fldCharType"))
        self.in_code = local == "instrText"

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.in_code = False

    def _text(self, text: str) -> None:
        if self.in_code and self.fields and not self.fields[-1].is_result:
            self.fields[-1].code += text

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            if self.fields and not self.fields[-1].is_result and not self.fields[-1].code.strip():
                self.fields[-1].is_computed = True
            self.fields.append(_Field())
        elif self.fields and kind in ("separate", "end"):
            current = self.fields[-1]
            if not current.is_result:
                self._judge(current.code, current.is_computed)
                current.is_result = True
            if kind == "end":
                self.fields.pop()

    def _judge(self, code: str, is_computed: bool = False) -> None:
        """Tell a field that fetches or runs something, or whose kind only another field or the data would say."""
        word = re.match(r"[\s\"]*([^\s\"\\]*)", code)
        kind = word[1].upper() if word else ""
        if is_computed or kind in _FETCHING or "{{" in kind or "{%" in kind:
            self._tell("field-refused", " ".join(code.split()) or "{ … }")


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _leaves(folder: str, target: str) -> bool:
    """Return whether an internal target leads out of the package."""
    path = target.replace("\\", "/").split("#", 1)[0]
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", path) or path.startswith("//"):
        return True
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(whole).startswith("..")
