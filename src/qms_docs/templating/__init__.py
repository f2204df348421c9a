"""The press: a Word template is read and compiled once, then filled for each document.

In: a .docx with docxtpl's tags, plain dictionaries. Out: DOCX bytes, the same for the same input.
Touches: nothing; the only room that says `w:` and imports lxml, docxtpl and jinja2.
"""

from .compiled import CompiledTemplate, compile_template
from .pictures import InlineImage
from .replacing import Replacing
from .rich import Listing, RichText, RichTextParagraph
from .subdocument import SubDocument

__all__ = [
    "CompiledTemplate",
    "InlineImage",
    "Listing",
    "Replacing",
    "RichText",
    "RichTextParagraph",
    "SubDocument",
    "compile_template",
]
