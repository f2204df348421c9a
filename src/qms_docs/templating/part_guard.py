"""One XML part of a stranger, read as a stream: what in it runs, fetches, leads out of the file, or is too much.

In: the bytes of a part. Out: names of faults, each with what was found. Touches: nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from xml.parsers import expat

from .field_codes import CODES, TEXTS, FieldCodes, is_safe_link

MAX_DEPTH = 200
"""Elements inside elements; Word writes a few dozen."""
MAX_ELEMENTS = 300_000
"""Elements of all parts together; a sheet of twenty pages has some 20,000."""
MAX_TOLD = 20
"""Faults told of one part."""
MAX_ATTRIBUTES = 1_000
MAX_NAMES = 20_000
MAX_TYPES = 2**20

_SVG = re.compile(r"\.svg$", re.IGNORECASE)
_LONG = re.compile(rb"[^<]{8192,}")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main "
TYPES = "[Content_Types].xml"
_OFFICE_FILE = re.compile(r"\.(?:docx|xlsx|pptx)$", re.IGNORECASE)
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
_TAG = re.compile(r"\{[{%#]")
_ENCODINGS = ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII")
_VML = "urn:schemas-microsoft-com:vml"
_SVG_WAY_OUT = re.compile(r"url\(\s*[\"']?(?![\"'#]|data:image/)|@import", re.IGNORECASE)


class StopReadingError(Exception):
    """Nothing more of this part is to be read."""


class PartReader:
    """Reads a part as a stream, so that its size costs no memory; `count` says how many elements were read before."""

    def __init__(self, name: str, count: int) -> None:
        self.name = name
        self.count = count
        self.declared = 0
        self.depth = 0
        self.found: list[tuple[str, str]] = []
        self.fields = FieldCodes(lambda code: self._tell("field-refused", code))
        self.element = ""

    def read(self, data: bytes) -> None:
        """Read the part; raises StopReadingError when enough is found, ExpatError where it is no XML."""
        # An element of very many attributes takes long before it can be asked about.
        if any(long.group().count(b"=") > MAX_ATTRIBUTES for long in _LONG.finditer(data)) or (
            self.name == TYPES and len(data) > MAX_TYPES
        ):
            self._stop()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._aside
        start, parser.CharacterDataHandler = self._handlers()

        def begin(tag: str, attributes: dict[str, str]) -> None:
            self._deeper(len(parser.intern))
            start(tag, attributes)

        parser.StartElementHandler = begin
        parser.EndElementHandler = self._end
        parser.Parse(data, True)
        self.fields.finish()

    def _handlers(self) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
        if self.name == TYPES:
            return self._content_type, self._stray_text
        if self.name.endswith(".rels"):
            return self._relations(), self._stray_text
        if _SVG.search(self.name):
            return self._drawn, self._style_of_drawing
        return self._start, self._text

    def _stop(self) -> None:
        self._tell("unpacks-too-large", self.name)
        raise StopReadingError

    def _aside(self, *_: object) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            self._stop()

    def _namespace(self, *_: object) -> None:
        self.declared += 1
        if self.declared > MAX_NAMES:
            self._stop()

    def _declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding is not None and encoding.upper() not in _ENCODINGS:
            self._tell("broken-part", encoding)
            raise StopReadingError

    def _tell(self, fault: str, what: str) -> None:
        self.found.append((fault, what))
        if len(self.found) >= MAX_TOLD:
            raise StopReadingError

    def _doctype(self, name: str, _: str | None, __: str | None, has_subset: int) -> None:
        # Programs that draw write the public name of SVG, which nobody fetches.
        if has_subset or not _SVG.search(self.name):
            self._tell("document-type-refused", f"<!DOCTYPE {name}")
            raise StopReadingError

    def _deeper(self, names: int) -> None:
        self._aside()
        self.depth += 1
        if names > MAX_NAMES:
            self._stop()
        if self.depth > MAX_DEPTH:
            self._tell("nested-too-deep", str(MAX_DEPTH))
            raise StopReadingError

    def _stray_text(self, text: str) -> None:
        if "{" in text:
            self._tell("unsafe-package", text)

    def _content_type(self, tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        for value in filter(_TAG.search, attributes.values()):
            self._tell("unsafe-package", value)
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
            target = attributes.get("Target", "")
            kind = attributes.get("Type", "").rstrip("/").rsplit("/", 1)[-1].lower()
            if any(_TAG.search(value) for key, value in attributes.items() if key != "Target"):
                self._tell("way-out-refused", target)
            elif kind in _RELATIONS:
                self._tell(_RELATIONS[kind], target or kind)
            elif attributes.get("TargetMode", "").lower() == "external":
                if kind != "hyperlink" or not is_safe_link(target):
                    self._tell("way-out-refused", target)
            elif kind == "package" and not _OFFICE_FILE.search(target):
                self._tell("objects-refused", target)
            elif target and ((_TAG.search(target) and not is_safe_link(target)) or _leaves(folder, target)):
                self._tell("way-out-refused", target)

        return start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition(" ")
        self.element = local
        if local in _ELEMENTS and f"{space} " in (_W, _STRICT_W):
            self._tell(_ELEMENTS[local], f"w:{local}")
        elif local == "OLEObject":
            self._tell("objects-refused", attributes.get("ProgID", "o:OLEObject"))
        elif local == "fldSimple":
            self.fields.judge(_attribute(attributes, "instr"))
        elif local == "fldChar":
            self.fields.mark(_attribute(attributes, "fldCharType"))
        elif space == _VML:
            self._old_drawing(attributes)

    def _old_drawing(self, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if key == "href":
                is_refused = not is_safe_link(value)
            else:
                is_refused = key.endswith(("src", "href")) and bool(_TAG.search(value) or _leaves("word", value))
            if value and is_refused:
                self._tell("way-out-refused", value)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.element = ""

    def _text(self, text: str) -> None:
        if self.element in TEXTS:
            self.fields.add(text, self.element in CODES)

    def _drawn(self, tag: str, attributes: dict[str, str]) -> None:
        self.element = tag.rpartition(" ")[2].lower()
        if self.element in ("script", "foreignobject"):
            self._tell("macros-refused", self.element)
        for key, value in attributes.items():
            if key.lower().startswith("on") and " " not in key:
                self._tell("macros-refused", key)
            elif key.endswith("href") and not (
                re.match(r"#|data:image/", value) or (self.element == "a" and is_safe_link(value))
            ):
                self._tell("way-out-refused", value)
            else:
                self._style_of_drawing(value)

    def _style_of_drawing(self, text: str) -> None:
        if _SVG_WAY_OUT.search(text):
            self._tell("way-out-refused", text)


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _leaves(folder: str, target: str) -> bool:
    """Return whether an internal target leads out of the package."""
    path = target.replace("\\", "/").split("#", 1)[0]
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", path) or path.startswith("//"):
        return True
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(whole).startswith("..")
