"""Faults of the package, planted.

In: nothing. Out: PACKAGE_PLANTS. Touches: nothing.
"""

from __future__ import annotations

import struct
import zipfile

from tests.ooxml.planting import (
    DOCUMENT,
    RELS,
    SETTINGS,
    STYLES,
    TYPES,
    Parts,
    Plant,
    added,
    body,
    changed,
    related,
    relation,
    without,
)
from tests.templating.builder import zipped

HEADER = "word/header1.xml"
_EMPTY_HEADER = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:hdr>'


def _cut(parts: Parts) -> bytes:
    return zipped(parts)[:-200]


def _byte_changed(parts: Parts) -> bytes:
    """One byte of the document changed in a package that is only stored."""
    data = bytearray(zipped(parts, zipfile.ZIP_STORED))
    data[data.index(b"<w:body>") + 1] ^= 1
    return bytes(data)


def _locked(parts: Parts) -> bytes:
    """The flag "encrypted" set on the first entry, in both its headers."""
    data = bytearray(zipped(parts))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + offset
        data[place : place + 2] = struct.pack("<H", struct.unpack("<H", data[place : place + 2])[0] | 1)
    return bytes(data)


def _twice(parts: Parts) -> bytes:
    return zipped([*parts.items(), ("Word/Document.xml", parts[DOCUMENT])])


def _latin(parts: Parts) -> bytes:
    text = parts["docProps/core.xml"].decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"', 1)
    return zipped({**parts, "docProps/core.xml": text.encode("ascii", "xmlcharrefreplace")})


OVERRIDE = '<Override PartName="/{}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"/>'
PACKAGE_PLANTS = (
    Plant("package cut off", "zip-unreadable", _cut),
    Plant("one byte of an entry changed", "zip-entry-damaged", _byte_changed),
    Plant("entry encrypted", "zip-entry-encrypted", _locked),
    Plant("entries compressed by bzip2", "zip-method", lambda parts: zipped(parts, zipfile.ZIP_BZIP2)),
    Plant("one name twice, in other case", "zip-name-twice", _twice),
    Plant("name that leads out", "zip-name-illegal", added("../trom.xml", "<a/>")),
    Plant("name with a backslash", "zip-name-illegal", added("word\\a.xml", "<a/>")),
    Plant("ampersand not escaped", "part-not-well-formed", changed(DOCUMENT, '<w:t xml:space="preserve">', "<w:t>a & b")),
    Plant("control character", "part-not-well-formed", changed(DOCUMENT, '<w:t xml:space="preserve">', "<w:t>\x0b")),
    Plant("end tag missing", "part-not-well-formed", changed(DOCUMENT, "</w:p>", "")),
    Plant("DOCTYPE", "part-with-doctype", changed(SETTINGS, "<w:settings", "<!DOCTYPE a><w:settings")),
    Plant("encoding Word does not read", "part-encoding", _latin),
    Plant("header with the root of a footer", "part-root", added(HEADER, _EMPTY_HEADER.replace("hdr", "ftr"))),
    Plant("part nothing leads to", "part-unreachable", added("word/thua.xml", "<a/>")),
    Plant(
        "attached template",
        "part-active",
        related(relation("attachedTemplate", "file:///c:/mau.dotm", more=' TargetMode="External"')),
    ),
    Plant("no content types", "content-types-missing", without(TYPES)),
    Plant("part of no content type", "content-type-missing", added("word/a.bin", "", relation("image", "a.bin"))),
    Plant("content type twice", "content-type-twice", changed(TYPES, "</Types>", OVERRIDE.format(STYLES, "styles") + "</Types>")),
    Plant(
        "content type of no part", "content-type-stale", changed(TYPES, "</Types>", OVERRIDE.format("a.xml", "a") + "</Types>")
    ),
    Plant(
        "header said to be a footer", "content-type-wrong", changed(TYPES, "wordprocessingml.header", "wordprocessingml.footer")
    ),
    Plant("no main part", "main-part-missing", changed("_rels/.rels", "relationships/officeDocument", "relationships/khac")),
    Plant("main part elsewhere", "main-part-missing", changed("_rels/.rels", "word/document.xml", "word/khac.xml")),
    Plant("target not there", "relationship-target-missing", related(relation("image", "media/khong.png"))),
    Plant("header left out", "relationship-target-missing", without(HEADER)),
    Plant(
        "picture from outside",
        "relationship-external",
        related(relation("image", "https://vd.vn/a.png", more=' TargetMode="External"')),
    ),
    Plant(
        "link that runs a script",
        "relationship-scheme",
        related(relation("hyperlink", "javascript:a()", more=' TargetMode="External"')),
    ),
    Plant("relationship id twice", "relationship-id-twice", related(relation("header", "header2.xml", key="rIdheader1"))),
    Plant("relationship id not a name", "relationship-id-illegal", related(relation("header", "header1.xml", key="1 a"))),
    Plant("styles related twice", "relationship-kind-twice", related(relation("styles", "styles.xml"))),
    Plant("relationships of no part", "relationship-owner-missing", lambda p: zipped({**p, "word/_rels/a.xml.rels": p[RELS]})),
    Plant("header reference to nothing", "reference-unresolved", changed(DOCUMENT, 'r:id="rIdheader1"', 'r:id="rId99"')),
    Plant("header reference without id", "reference-unresolved", changed(DOCUMENT, ' r:id="rIdheader1"', "")),
    Plant("header reference to a footer", "reference-wrong-kind", changed(DOCUMENT, 'r:id="rIdheader1"', 'r:id="rIdfooter1"')),
    Plant("link to styles", "reference-wrong-kind", body('<w:p><w:hyperlink r:id="rId1"/></w:p>')),
    Plant(
        "title twice",
        "core-property-twice",
        changed("docProps/core.xml", "</cp:coreProperties>", "<dc:title/></cp:coreProperties>"),
    ),
    Plant("own property twice", "custom-property-twice", changed("docProps/custom.xml", "LanSuaDoi", "LanBanHanh")),
    Plant("own property numbered 1", "custom-property-number", changed("docProps/custom.xml", 'pid="2"', 'pid="1"')),
    Plant("own properties of one number", "custom-property-number", changed("docProps/custom.xml", 'pid="2"', 'pid="3"')),
    Plant("tag left in the title", "tag-left", changed("docProps/core.xml", "<dc:title>", "<dc:title>{{ a }}")),
    Plant("tag left in the text", "tag-left", changed(DOCUMENT, '<w:t xml:space="preserve">', "<w:t>{% if a %}")),
    Plant("tag left, cut up", "tag-left", body("<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ a }}</w:t></w:r></w:p>")),
    Plant("tag left in an attribute", "tag-left", changed(DOCUMENT, 'w:tblCaption w:val="', 'w:tblCaption w:val="{# a #}')),
)
