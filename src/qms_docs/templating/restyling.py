"""The look of one base file carried into a template: styles, their lists, theme, table of fonts.

In: the bytes of two .docx. Out: `Restyled`, the template as it is where nothing differs. Touches: nothing.
No part with text is touched, so the words and tags of the template stay as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..diagnostics import Diagnostic, Location, Message, Severity, say
from ..errors import TemplateError
from .faults import fault_at
from .ground import DOCUMENT, REL, relations_part
from .guard import refusals
from .package import pack, read_package, write_package
from .restyled_lists import NUMBER, carry_lists
from .restyled_styles import STYLE, Merged, changes_of, merged
from .source import UnsoundPartError, W, has_tags, parse_strictly
from .style_changes import ChangeKind, StyleChange, name_of
from .style_uses import Uses, uses_of

_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments|settings|numbering)\d*\.xml")
_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CARRIED = {
    "styles": ("word/styles.xml", f"{_WORD}styles+xml"),
    "numbering": ("word/numbering.xml", f"{_WORD}numbering+xml"),
    "fontTable": ("word/fontTable.xml", f"{_WORD}fontTable+xml"),
    "theme": ("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
}
Parts = dict[str, bytes]


@dataclass(frozen=True)
class Base:
    """The base file, read once for all templates; `diagnostics` says what of it is not carried."""

    where: str
    styles: etree._Element
    numbering: etree._Element | None
    theme: bytes | None
    fonts: bytes | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Restyled:
    """A template in the look of the base; `data` are the bytes given where it had that look already."""

    data: bytes
    changes: tuple[StyleChange, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_base(data: bytes, where: str) -> Base:
    """Return the base; raises TemplateError for a file that is no sound Word file or has no styles."""
    parts = _sound(data, where)
    roots = {kind: _tree(parts, _main_part(parts, kind, where), where) for kind in ("styles", "numbering", "fontTable")}
    styles = roots["styles"]
    if styles is None or styles.tag != f"{W}styles" or styles.find(STYLE) is None:
        raise TemplateError(
            Location(where), say("The base holds no styles."), say("Save it in Word as .docx (not «Strict Open XML»).")
        )
    names = {kind: _main_part(parts, kind, where) for kind in _CARRIED}
    for name in filter(None, names.values()):
        if has_tags(parts[name]):
            raise TemplateError(
                Location(where, within=name),
                say("The styles of the base hold tags."),
                say("Take the tags out of names of styles."),
            )
    theme = parts.get(names["theme"])
    told: tuple[Diagnostic, ...] = ()
    if theme is not None and relations_part(names["theme"]) in parts:
        place, fact = Location(where, within=names["theme"]), say("The theme of the base holds pictures; it is not carried.")
        told, theme = (_warning("STY003", "theme-with-pictures", place, fact),), None
    return Base(where, styles, roots["numbering"], theme, _without_embedded(roots["fontTable"]), told)


def restyle(data: bytes, where: str, base: Base) -> Restyled:
    """Return the template in the look of the base; raises TemplateError when it is no sound Word file."""
    parts = _sound(data, where)
    stories = dict(_stories(parts, where))
    styles = _tree(parts, _main_part(parts, "styles", where), where)
    if styles is None:
        styles = etree.Element(f"{W}styles", nsmap={"w": W[1:-1]})
    if styles.tag != f"{W}styles":
        raise fault_at("no-word-document", Location(where))
    uses = uses_of(stories)
    merging = merged(styles, base.styles, uses)
    numbering = _tree(parts, _main_part(parts, "numbering", where), where)
    lists = carry_lists(base.styles, base.numbering, numbering, merging, uses.lists, base.where)
    listed = {change.style for change in lists.changes}
    changes = [each for each in changes_of(styles, merging) if not (each.path == NUMBER and each.style in listed)]
    changes += lists.changes
    made: Parts = {}
    if changes:
        made["styles"] = _written(merging.root)
        if lists.root is not None:
            made["numbering"] = _written(lists.root)
    for kind, wanted in (("theme", base.theme), ("fontTable", base.fonts)):
        if wanted is not None and not _same(parts.get(_main_part(parts, kind, where)), wanted, where):
            made[kind] = wanted
            changes.append(StyleChange(ChangeKind.CHANGED, "", kind))
    told = tuple(_told(merging, uses, where))
    if not made:
        return Restyled(data, (), told)
    for kind, content in made.items():
        _put(parts, kind, content, where)
    whole = write_package([pack(name, content) for name, content in parts.items()])
    read_package(whole, where)
    return Restyled(whole, tuple(changes), told)


def _told(merging: Merged, uses: Uses, where: str) -> Iterator[Diagnostic]:
    """Yield the styles of the template's own, and how many paragraphs no style can change."""
    for key in merging.kept:
        if key in uses.styles:
            fact = say(
                "The base has no style «{name}», which stands here first; the template keeps its own.",
                name=name_of(merging.old[key]),
            )
            advice = say("Make the style in the base, or give the paragraph a style of the base.")
            yield _warning("STY001", "style-not-in-base", Location(where, within=uses.styles[key]), fact, advice)
    if uses.direct:
        fact = say("{count} paragraphs with font, size or spacing of their own do not follow the styles.", count=uses.direct)
        advice = say("In Word, select them and press Ctrl+Space, then Ctrl+Q, and give them a style.")
        yield _warning("STY002", "direct-formatting", Location(where, within=uses.first_direct), fact, advice)


def _warning(code: str, name: str, place: Location, fact: Message, advice: Message | None = None) -> Diagnostic:
    return Diagnostic(code, name, Severity.WARNING, place, fact, advice)


# ---- the package


def _sound(data: bytes, where: str) -> Parts:
    parts = read_package(data, where)
    if errors := list(refusals(parts, where)):
        raise TemplateError.of_all(errors)
    return parts


def _parsed(content: bytes, name: str, where: str) -> etree._Element:
    try:
        return parse_strictly(content)
    except UnsoundPartError as cause:
        raise fault_at("broken-part", Location(where, within=name), reason=cause) from cause


def _tree(parts: Parts, name: str, where: str) -> etree._Element | None:
    return _parsed(parts[name], name, where) if name else None


def _stories(parts: Parts, where: str) -> Iterator[tuple[str, etree._Element]]:
    for name in sorted(parts, key=lambda name: (name != DOCUMENT, name)):
        if _STORY.fullmatch(name):
            yield name, _parsed(parts[name], name, where)


def _main_part(parts: Parts, kind: str, where: str) -> str:
    """Return the name of the part that the document relates to by this kind, "" if there is none."""
    name = relations_part(DOCUMENT)
    if name not in parts:
        return ""
    for relation in _parsed(parts[name], name, where).iter(f"{REL}Relationship"):
        if (relation.get("Type") or "").rsplit("/", 1)[-1] == kind and relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/word", relation.get("Target") or "")).lstrip("/")
            if target in parts:
                return target
    return ""


def _put(parts: Parts, kind: str, content: bytes, where: str) -> None:
    """Put a part in the place of the old one, or add it with its relationship and content type."""
    if name := _main_part(parts, kind, where):
        parts[name] = content
        return
    name, content_type = _CARRIED[kind]
    number = 1
    while name in parts:
        number += 1
        name = f"{name.removesuffix('.xml').rstrip('0123456789')}{number}.xml"
    parts[name] = content
    place = relations_part(DOCUMENT)
    empty = f'<Relationships xmlns="{REL[1:-1]}"/>'.encode()
    relations = _parsed(parts.get(place, empty), place, where)
    taken, key = {each.get("Id") for each in relations}, 1
    while f"rIdS{key}" in taken:
        key += 1
    target = posixpath.relpath(name, "word")
    etree.SubElement(relations, f"{REL}Relationship", {"Id": f"rIdS{key}", "Type": f"{_OFFICE}/{kind}", "Target": target})
    types = _parsed(parts[_TYPES], _TYPES, where)
    etree.SubElement(types, f"{_TYPE}Override", {"PartName": f"/{name}", "ContentType": content_type})
    parts[place], parts[_TYPES] = _written(relations), _written(types)


def _same(old: bytes | None, new: bytes, where: str) -> bool:
    """True if two parts say the same, however they are written."""
    if old is None or old == new:
        return old == new
    return _canonical(_parsed(old, "", where)) == _canonical(_parsed(new, "", where))


def _canonical(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n", exclusive=True)


def _without_embedded(fonts: etree._Element | None) -> bytes | None:
    """Return the table of fonts without the fonts themselves, which are parts of the base."""
    if fonts is None:
        return None
    for embedded in list(fonts.iter(*(f"{W}embed{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic")))):
        parent = embedded.getparent()
        if parent is not None:
            parent.remove(embedded)
    for charset in fonts.iter(f"{W}charset"):
        # LibreOffice adds a word of the strict format.
        charset.attrib.pop(f"{W}characterSet", "")
    return _written(fonts)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
