"""All mistakes of a template in one run, each at its tag.

In: a .docx and, for a kind, its vocabulary. Out: diagnostics; the words that are used. Touches: the template file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import nodes
from jinja2.exceptions import TemplateAssertionError, TemplateSyntaxError

from ..diagnostics import Diagnostic, Location, Message, Severity, say
from ..domain.words import Word
from ..errors import TemplateError
from .compiled import compile_template
from .environment import TemplateEnvironment
from .faults import FAULTS
from .package import read_package
from .reading import PlacedTag, placed_tags
from .scope import Scope, scope_of
from .source import UnsoundPartError, parse_strictly
from .tags import is_spoiled, readable

_XML_PART = re.compile(r"^(word/(document|header|footer|footnotes|endnotes|comments)\w*|docProps/\w+)\.xml$")
_HEAD = re.compile(r"^\{%[-+]?(?:(?:tr|tc|p|r)[ \u00a0])?\s*(\w+)?")
_OPENERS = {"if": "endif", "for": "endfor", "set": "endset", "raw": "endraw", "with": "endwith"}
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_DOCXTPL = ("vm", "hm", "colspan", "cellbg")
_REFUSED = ("include", "import", "from", "extends", "block", "macro", "call", "filter", "do", "autoescape", "trans")
_GLUED = re.compile(r"^\{%[-+]?(tr|tc|p|r)(if|for|endif|endfor|else|elif|set)\b")
_ENVIRONMENT = TemplateEnvironment()
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.For, nodes.If,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Keyword,
    nodes.Tuple, nodes.Concat, nodes.Assign, nodes.Add, nodes.Sub, nodes.Neg, nodes.Slice, nodes.List, nodes.With,
)  # fmt: skip


@dataclass
class TemplateCheck:
    """What is wrong in a template, and which words it uses (`sheet.steps[].action`)."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    tags: int = 0

    def add(self, name: str, location: Location, advice: Message | None = None, /, **values: object) -> None:
        """Note a mistake of the kind `name`."""
        fault = FAULTS[name]
        fact = Message(fault.fact.text, values)
        hint = advice or Message(fault.advice.text, values)
        self.diagnostics.append(Diagnostic(fault.code, name, Severity.ERROR, location, fact, hint))

    def add_error(self, name: str, error: TemplateError) -> None:
        """Note a mistake that stopped the reading of the template."""
        self.diagnostics.append(Diagnostic(FAULTS[name].code, name, Severity.ERROR, error.location, error.fact, error.advice))


def check_template(file: Path, vocabulary: Word | None = None) -> TemplateCheck:
    """Return all mistakes of the template; with a vocabulary its words are checked too."""
    where, result = str(file), TemplateCheck()
    try:
        data = file.read_bytes()
        parts = read_package(data, where)
    except TemplateError as error:
        result.add_error("no-word-document", error)
        return result
    except OSError:
        result.add("no-word-document", Location(where))
        return result
    for part, content in parts.items():
        if _XML_PART.match(part):
            _check_part(part, content, where, vocabulary, result)
    if not result.diagnostics:
        # What no single tag shows: the whole must compile.
        try:
            compile_template(data, name=where)
        except TemplateError as error:
            result.add_error("does-not-compile", error)
    return result


def _check_part(part: str, content: bytes, where: str, vocabulary: Word | None, result: TemplateCheck) -> None:
    try:
        root = parse_strictly(content)
    except UnsoundPartError as error:
        result.add("broken-part", Location(where, within=part), reason=error)
        return
    _PartCheck(where, vocabulary, result).run(placed_tags(part, root))


class _PartCheck:
    """Reads the tags of one part in order, with the statements open so far and the words known in them."""

    def __init__(self, where: str, vocabulary: Word | None, result: TemplateCheck) -> None:
        self.where = where
        self.result = result
        self.scope: Scope | None = scope_of(vocabulary, self._note) if vocabulary is not None else None
        self.open: list[tuple[str, PlacedTag]] = []
        self.tag: PlacedTag

    def run(self, tags: Iterable[PlacedTag]) -> None:
        for tag in tags:
            self.tag = tag
            self.result.tags += 1
            if tag.tag.end is None:
                self._say("tag-not-closed")
            elif not tag.tag.is_comment:
                self._check_tag()
        for _, tag in self.open:
            self.tag = tag
            self._say("statement-not-closed")

    def _say(self, fault: str, advice: Message | None = None, /, **values: object) -> None:
        self.result.add(fault, Location(self.where, within=self.tag.within), advice, **values)

    def _note(self, kind: str, name: str, near: Iterable[str], path: str) -> None:
        """Take what the scope says: a word used, or a mistake in using it."""
        if kind == "used":
            self.result.used.add(path)
        else:
            self._say(kind, _did_you_mean(name, near), path=path)

    # ---- one tag

    def _check_tag(self) -> None:
        typed = self.tag.tag.typed
        if glued := _GLUED.match(typed):
            self._say("prefix-glued", prefix=glued[1], word=glued[2])
        elif is_spoiled(typed):
            self._say("sign-in-tag")
        else:
            self._check_place()
            if typed.startswith("{%"):
                self._check_statement()
            else:
                self._check_expression(_plain(typed), self._printed)

    def _check_place(self) -> None:
        if self.tag.prefix in ("tr", "tc") and self.tag.table is None:
            self._say("outside-of-a-table")
        elif self.tag.prefix == "p" and self.tag.beside:
            self._say("text-lost-beside-tag", lost=self.tag.beside[:60])

    def _check_statement(self) -> None:
        head = _HEAD.match(self.tag.tag.typed)
        word = head[1] if head and head[1] else ""
        if self.open and self.open[-1][0] == "raw" and word != "endraw":
            return
        if word in _OPENERS:
            self._check_opener(word)
        elif word in _MIDDLES:
            self._check_middle(word)
        elif word.startswith("end") and word[3:] in _OPENERS:
            self._check_end(word)
        elif word in _DOCXTPL:
            if self.tag.table is None:
                self._say("outside-of-a-table")
        elif word.removeprefix("end") in _REFUSED:
            self._say("statement-not-allowed", word=word)
        else:
            known = [*_OPENERS, *_OPENERS.values(), *_MIDDLES, *_DOCXTPL]
            self._say("unknown-statement", _did_you_mean(word, known), word=word)

    def _check_opener(self, word: str) -> None:
        plain = _plain(self.tag.tag.typed)
        if word == "set" and "=" in plain:
            self._check_expression(plain, self._assigned)
            return
        tree = None if word == "raw" else self._check_expression(f"{plain}{{% {_OPENERS[word]} %}}", None)
        self.open.append((word, self.tag))
        if self.scope is not None:
            self.scope = self.scope.opened(tree.body[0] if tree is not None and tree.body else None)

    def _check_middle(self, word: str) -> None:
        if not self.open or self.open[-1][0] not in _MIDDLES[word]:
            self._say("out-of-place", word=word)
        elif word == "elif":
            self._check_expression("{% if 1 %}" + _plain(self.tag.tag.typed) + "{% endif %}", self._conditions)

    def _check_end(self, word: str) -> None:
        wanted = word[3:]
        if not self.open:
            self._say("nothing-to-close")
            return
        opened, begun = self.open[-1]
        if opened != wanted:
            self._say("wrong-end", word=word, tag=begun.tag.typed, number=begun.number)
            if not any(name == wanted for name, _ in self.open):
                return
            while self.open[-1][0] != wanted:
                self._close()
            begun = self.open[-1][1]
        if (begun.prefix != self.tag.prefix and "r" not in (begun.prefix, self.tag.prefix)) or _home(begun) is not _home(
            self.tag
        ):
            self._say("crossing-tags", tag=begun.tag.typed, number=begun.number)
        self._close()

    def _close(self) -> None:
        self.open.pop()
        if self.scope is not None and self.scope.outer is not None:
            self.scope = self.scope.outer

    # ---- expressions

    def _check_expression(self, source: str, then: Callable[[nodes.Node], None] | None) -> nodes.Template | None:
        try:
            tree = _ENVIRONMENT.parse(source)
            _ENVIRONMENT.compile(source)
        except TemplateAssertionError as error:
            self._unknown_filter(str(error.message))
            return None
        except TemplateSyntaxError as error:
            self._say("malformed-tag", reason=error.message)
            return None
        except (SyntaxError, RecursionError, ValueError, OverflowError, MemoryError):
            self._say("tag-too-complex")
            return None
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                self._say("not-allowed", what=type(node).__name__)
                return None
        if then is not None:
            for node in tree.body:
                then(node)
        return tree

    def _unknown_filter(self, message: str) -> None:
        found = re.search(r"'(\w+)'", message)
        name = found[1] if found else message
        known = _ENVIRONMENT.tests if "test" in message else _ENVIRONMENT.filters
        self._say("unknown-filter", _did_you_mean(name, known), name=name)

    def _printed(self, node: nodes.Node) -> None:
        if self.scope is not None and isinstance(node, nodes.Output):
            for expression in node.nodes:
                self.scope.print(expression)

    def _conditions(self, node: nodes.Node) -> None:
        if self.scope is not None:
            for branch in node.find_all(nodes.If):
                self.scope.resolve(branch.test)

    def _assigned(self, node: nodes.Node) -> None:
        if self.scope is not None and isinstance(node, nodes.Assign):
            self.scope.assign(node)


def _plain(typed: str) -> str:
    """Return the tag as Jinja reads it, without docxtpl's prefix."""
    return re.sub(r"^(\{[{%])[-+]?(?:(?:tr|tc|p|r)(?=[ ]))?", r"\1 ", readable(typed)).replace("-%}", "%}").replace("-}}", "}}")


def _home(tag: PlacedTag) -> object:
    """Return within what a statement must be closed: the table of rows, the row of cells, the cell or story of text."""
    return {"tr": tag.table, "tc": tag.row}.get(tag.prefix, tag.home)


def _did_you_mean(name: str, known: Iterable[str]) -> Message | None:
    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    return say("Did you mean «{key}»?", key=near[0]) if near else None
