"""From Word's XML to a Jinja source: docxtpl's own clean-up, done once when a template is compiled.

In: the XML of one part. Out: Jinja source whose line number is the paragraph number. Touches: nothing.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from docxtpl import DocxTemplate
from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_TAG = re.compile(rb"\{(?:<[^>]*>)*[{%#]")
_ESCAPES = {"{_{": "{{ '{{' }}", "}_}": "{{ '}}' }}", "{_%": "{{ '{%' }}", "%_}": "{{ '%}' }}"}
_ESCAPE = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")
# A comment that holds a newline prints nothing, yet makes Jinja count paragraphs instead of lines.
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_PARAGRAPH_MARK = "{#\n#}<w:p"


def has_tags(xml: bytes) -> bool:
    """True if the part holds an opening delimiter, split over runs or not."""
    return _TAG.search(xml) is not None


def parse_strictly(xml: bytes) -> etree._Element:
    """Return the root element; raises etree.XMLSyntaxError for anything not well formed."""
    return etree.fromstring(xml, _PARSER)


def check_well_formed(xml: bytes) -> None:
    """Raise expat.ExpatError for anything not well formed.

    Twice as fast as building a tree; prefixes were checked when the template was compiled and stand in its root.
    """
    expat.ParserCreate().Parse(xml, True)


def jinja_source(root: etree._Element) -> str:
    """Return the part as Jinja source, docxtpl's tags resolved."""
    text = etree.tostring(root, encoding="unicode")
    text = re.sub(r">\s*\n\s*<", "><", text).replace("\n", " ")
    # patch_xml reads nothing of its object, so no document has to be opened for it.
    patched: str = DocxTemplate.patch_xml(None, text)
    patched = _ESCAPE.sub(lambda match: _ESCAPES[match.group()], patched)
    return _PARAGRAPH.sub(_PARAGRAPH_MARK, patched)
