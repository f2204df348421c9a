"""The codes of Word's fields, judged: those that fetch, run, or leave open what they will become when filled.

In: marks and texts in the order of a part, or its Jinja source. Out: each code refused. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

_FETCHING = frozenset(
    {
        "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON", "EMBED", "RD",
        "AUTOTEXT", "AUTOTEXTLIST", "ADDIN", "CONTROL", "DATA", "PRINT",
    }
)  # fmt: skip
CODES = ("instrText", "delInstrText")
# Word takes plain text before the separating mark as code too.
TEXTS = (*CODES, "t", "delText")
_NESTED = "\ufdd2"
_KIND = re.compile(r"[\s\"]*([^\s\"\\]*)(.*)", re.DOTALL)
_ARGUMENT = re.compile(r'"([^"]*)"?|(\{\{.*?\}\}\S*|\S+)')
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)(?!.*\{[%#])|\{\{[\s\w.|]*\}\}$", re.IGNORECASE | re.DOTALL)
_DECIDING = re.compile(r"\{[%#]")
_TAG = re.compile(r"(\{[{%#])(.*?)[}%#]\}", re.DOTALL)
_WORD = re.compile(r"[\s\w.|]*")
_STEP = re.compile(
    r"<(?:[\w.-]+:)?(?P<mark>fldChar|fldSimple)\b(?P<attributes>[^>]*)>"
    r"|<(?:[\w.-]+:)?(?P<name>instrText|delInstrText|t|delText)(?:\s[^>]*)?(?<!/)>(?P<text>[^<]*)"
    r"|(?P<tag>\{[%#])"
)
_ATTRIBUTE = re.compile(r'(?:fldCharType|instr)="([^"]*)"')


def is_safe_link(target: str) -> bool:
    """Return whether a link leads to the web, to a mailbox, inside the document, or wherever one word of the data says."""
    return _SAFE_LINK.match(target.strip()) is not None


@dataclass
class _Field:
    code: str = ""
    is_result: bool = False


@dataclass
class FieldCodes:
    """Follows the fields of a part; `tell` hears each code refused."""

    tell: Callable[[str], None]
    seen: bool = False
    _open: list[_Field] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        """Take a mark that begins a field, ends its code, or ends it."""
        self.seen = True
        if kind == "begin":
            self.add(_NESTED)
            self._open.append(_Field())
        elif kind not in ("separate", "end"):
            self.tell(f"fldChar {kind}")
        elif self._open:
            self._close_code(self._open[-1])
            if kind == "end":
                self._open.pop()

    def add(self, text: str, is_code: bool = False) -> None:
        """Take text; a code that belongs to no field is judged by itself."""
        if self._open and not self._open[-1].is_result:
            self._open[-1].code += text
        elif is_code and text.strip():
            self.judge(text)

    def judge(self, code: str) -> None:
        """Tell a code that fetches or runs something, or whose kind only another field or the data would say."""
        self.seen = True
        found = _KIND.match(code)
        kind, rest = (found[1].upper(), found[2]) if found else ("", "")
        is_open = _NESTED in kind or "{{" in kind or _DECIDING.search(code) is not None
        if is_open or kind in _FETCHING or (kind == "HYPERLINK" and not _leads_to_safety(rest)):
            self.tell(" ".join(code.replace(_NESTED, "{ … }").split()))

    def finish(self) -> None:
        """Judge the fields that nothing ends."""
        while self._open:
            self._close_code(self._open.pop())

    def _close_code(self, current: _Field) -> None:
        if not current.is_result:
            self.judge(current.code)
            current.is_result = True


def judge_source(source: str, tell: Callable[[str], None]) -> None:
    """Judge the fields of a part's Jinja source: there what tags take away is gone, and no tag may choose inside a code."""
    codes = FieldCodes(tell)
    for step in _STEP.finditer(_TAG.sub(_shortened, source)):
        if step["tag"]:
            codes.add(step["tag"])
        elif step["name"]:
            codes.add(unescape(step["text"]), step["name"] in CODES)
        else:
            value = _ATTRIBUTE.search(step["attributes"])
            take = codes.mark if step["mark"] == "fldChar" else codes.judge
            take(unescape(value[1], {"&quot;": '"'}) if value else "")
    codes.finish()


def _shortened(tag: re.Match[str]) -> str:
    """Return a tag without what would be taken for markup; of an expression only a plain word is kept."""
    if tag[1] != "{{":
        return tag[1]
    return f"{{{{{tag[2]}}}}}" if _WORD.fullmatch(tag[2]) else "{{?}}"


def _leads_to_safety(arguments: str) -> bool:
    """Return whether the target of a HYPERLINK field is safe; `\\l`, `\\o` and `\\t` have arguments of their own."""
    is_of_switch = False
    for quoted, bare in _ARGUMENT.findall(arguments):
        if not is_of_switch and bare.startswith("\\") and len(bare) == 2:
            is_of_switch = bare[1].lower() in "lot"
        elif is_of_switch:
            is_of_switch = False
        elif not is_safe_link(quoted or bare):
            return False
    return True
