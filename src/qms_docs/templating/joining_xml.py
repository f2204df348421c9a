"""The XML that a joined file needs around its text: relations, content types, elements in the place the schema wants.

In: values. Out: bytes and elements. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from .joining_source import CONTENT_TYPES
from .source import W

_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def inserted(parent: etree._Element, name: str, before: Sequence[str]) -> etree._Element:
    """Return a new child, put after those that the schema wants before it."""
    made = etree.Element(f"{W}{name}")
    place = sum(1 for each in parent if isinstance(each.tag, str) and each.tag.removeprefix(W) in before)
    parent.insert(place, made)
    return made


def written(root: etree._Element) -> bytes:
    """Return a part as it is stored."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def relations_xml(relations: Sequence[tuple[str, str, str, bool]]) -> bytes:
    """Return the relations of a part: identity, type, target, whether it lies outside."""
    root = etree.Element(f"{{{_REL}}}Relationships", nsmap={None: _REL})  # type: ignore[dict-item]
    for identity, kind, target, outside in relations:
        mode = {"TargetMode": "External"} if outside else {}
        etree.SubElement(root, f"{{{_REL}}}Relationship", {"Id": identity, "Type": kind, "Target": target, **mode})
    return written(root)


def types_xml(types: Mapping[str, str]) -> bytes:
    """Return the content types of parts, by name."""
    root = etree.Element(f"{{{CONTENT_TYPES}}}Types", nsmap={None: CONTENT_TYPES})  # type: ignore[dict-item]
    for extension, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Default", {"Extension": extension, "ContentType": kind})
    for part, kind in sorted(types.items()):
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": kind})
    return written(root)
