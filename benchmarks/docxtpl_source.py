"""The Jinja source that docxtpl makes of a part of a template."""

from __future__ import annotations

from docxtpl import DocxTemplate
from lxml import etree


def has_tags(content: bytes) -> bool:
    """True if the part holds tags (those of our templates are whole, not split over runs)."""
    return b"{{" in content or b"{%" in content


def docxtpl_source(content: bytes) -> str:
    """Return the part as Jinja source, loops and conditions between the elements they repeat."""
    # patch_xml reads nothing of its object, so no document has to be opened for it.
    source: str = DocxTemplate.patch_xml(None, etree.tostring(etree.fromstring(content), encoding="unicode"))
    return source
