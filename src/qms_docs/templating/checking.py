"""All mistakes of a template in one run, each at its tag.

In: a .docx and, for a kind, its vocabulary. Out: diagnostics; the words that are used. Touches: the template file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import nodes
from lxml import etree

from ..diagnostics import Diagnostic, Location, Message, Severity
from ..domain.words import Word
from ..errors import TemplateError
from .allowed import MAX_LOOPS, MAX_STATEMENTS
from .compiled import compile_template
from .expressions import Misread, own_statement, plain, read
from .faults import FAULTS, did_you_mean
from .guard import refusals
from .misprints import misprint_of, strays
from .package import read_package
from .placement import deleted_tags, misplaced
from .reading import PlacedTag, PlacedText, place_of, placed_texts
from .scope import Scope, scope_of
from .source import UnsoundPartError, drop_deleted_text, parse_strictly

_XML_PART = re.compile(r"^(word/(document|header|footer|footnotes|endnotes|comments)\w*|docProps/\w+)\.xml$")
_HEAD = re.compile(r"^\{%[-+]?(?:(?:tr|tc|p|r)[ \u00a0])?\s*(\w+)?")
_OPENERS = {"if": "endif", "for": "endfor", "set": "endset", "raw": "endraw", "with": "endwith"}
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_MERGES = ("vm", "hm")
_DOCXTPL = (*_MERGES, "colspan", "cellbg")
_REFUSED = ("include", "import", "from", "extends", "block", "macro", "call", "filter", "do", "autoescape", "trans")


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

    def add_error(self, error: TemplateError) -> None:
        """Note the mistakes that stopped the reading of the template."""
        for each in (error, *error.others):
            name = each.fault or "no-word-document"
            self.diagnostics.append(Diagnostic(FAULTS[name].code, name, Severity.ERROR, each.location, each.fact, each.advice))


def check_template(file: Path, vocabulary: Word | None = None) -> TemplateCheck:
    """Return all mistakes of the template; with a vocabulary its words are checked too."""
    where, result = str(file), TemplateCheck()
    try:
        data = file.read_bytes()
        parts = read_package(data, where)
    except TemplateError as error:
        result.add_error(error)
        return result
    except OSError:
        result.add("no-word-document", Location(where))
        return result
    for refusal in refusals(parts, where):
        result.add_error(refusal)
    for part, content in parts.items():
        if _XML_PART.match(part):
            _check_part(part, content, where, vocabulary, result)
    if not result.diagnostics:
        # What no single tag shows: the whole must compile.
        try:
            compile_template(data, name=where)
        except TemplateError as error:
            result.add_error(error)
    return result


def _check_part(part: str, content: bytes, where: str, vocabulary: Word | None, result: TemplateCheck) -> None:
    try:
        root = parse_strictly(content)
    except UnsoundPartError as error:
        result.add("broken-part", Location(where, within=part), reason=error)
        return
    _check_root(part, root, where, vocabulary, result)


def _check_root(part: str, root: etree._Element, where: str, vocabulary: Word | None, result: TemplateCheck) -> None:
    for number, typed in deleted_tags(root):
        result.add("tag-in-deleted-text", Location(where, within=f"{place_of(part, number, None)} › {typed}"))
    drop_deleted_text(root)
    texts = list(placed_texts(part, root))
    checked = _PartCheck(where, vocabulary, result)
    for tag, name, values in misplaced(tag for text in texts for tag in text.tags):
        checked.misplaced.setdefault(tag.number, []).append((tag, name, values))
    checked.run(texts)


class _PartCheck:
    """Reads the texts of one part in order, with the statements open so far and the words known in them."""

    def __init__(self, where: str, vocabulary: Word | None, result: TemplateCheck) -> None:
        self.where = where
        self.result = result
        self.words = [word.name for word in vocabulary.members] if vocabulary is not None else []
        self.scope: Scope | None = scope_of(vocabulary, self._note) if vocabulary is not None else None
        self.open: list[tuple[str, PlacedTag]] = []
        self.owed: list[str] = []
        self.misplaced: dict[int, list[tuple[PlacedTag, str, dict[str, object]]]] = {}
        self.tag: PlacedTag

    def run(self, texts: Iterable[PlacedText]) -> None:
        for text in texts:
            is_raw = self._is_raw()
            for tag in text.tags:
                self.tag = tag
                self.result.tags += 1
                self._check_tag()
            if not is_raw and not any("raw" in tag.tag.typed for tag in text.tags):
                for name, values in strays(text.pieces, self.words):
                    self.result.add(name, Location(self.where, within=place_of(text.part, text.number, text.cell)), **values)
        for _, tag in self.open:
            self.tag = tag
            self._say("statement-not-closed")

    def _say(self, fault: str, advice: Message | None = None, /, **values: object) -> None:
        self.result.add(fault, Location(self.where, within=self.tag.within), advice, **values)

    def _note(self, kind: str, name: str, near: Iterable[str], path: str) -> None:
        """Take what the scope says: a word used, or a mistake in using it."""
        if kind == "used":
            self.result.used.add(path)
        elif kind == "name-hides-word":
            self._say(kind, name=name)
        elif not (kind == "unknown-word" and name == "loop"):
            self._say(kind, did_you_mean(name, near), path=path)

    def _is_raw(self) -> bool:
        return bool(self.open) and self.open[-1][0] == "raw"

    # ---- one tag

    def _check_tag(self) -> None:
        typed = self.tag.tag.typed
        head = _HEAD.match(typed)
        word = head[1] or "" if head else ""
        if self._is_raw() and word != "endraw":
            return
        misprint = misprint_of(self.tag.tag)
        if misprint is not None:
            self._say(misprint[0], **misprint[1])
            self._follow(word)
            return
        for tag, name, values in self.misplaced.get(self.tag.number, ()):
            if tag is self.tag:
                self._say(name, **values)
        if typed.startswith("{%"):
            self._check_statement(word)
        elif not self.tag.tag.is_comment and (tree := self._read(plain(typed))) is not None:
            self._print(tree)

    def _follow(self, word: str) -> None:
        """Open and close with a mistyped statement, so that what follows it is not blamed."""
        if self.tag.tag.end is None:
            return
        if word in _OPENERS and word != "set":
            self._open(word, None)
        elif self.open and word == f"end{self.open[-1][0]}":
            self._close()

    def _check_statement(self, word: str) -> None:
        if word in _OPENERS:
            self._check_opener(word)
        elif word in _MIDDLES:
            self._check_middle(word)
        elif word.startswith("end") and word[3:] in _OPENERS:
            self._check_end(word)
        elif word in _DOCXTPL:
            self._check_own(word)
        elif word.removeprefix("end") in _REFUSED:
            self._say("statement-not-allowed", word=word)
        else:
            known = [*_OPENERS, *_OPENERS.values(), *_MIDDLES, *_DOCXTPL]
            self._say("unknown-statement", did_you_mean(word, known), word=word)

    def _check_opener(self, word: str) -> None:
        typed = plain(self.tag.tag.typed)
        if word == "set" and "=" in typed:
            tree = self._read(typed)
            if self.scope is not None and tree is not None and isinstance(tree.body[0], nodes.Assign):
                self.scope.assign(tree.body[0])
            return
        tree = None if word == "raw" else self._read(f"{typed}{{% {_OPENERS[word]} %}}")
        self._open(word, tree.body[0] if tree is not None and tree.body else None)
        loops = sum(1 for opened, _ in self.open if opened == "for")
        if word == "for" and loops > MAX_LOOPS:
            self._say("not-allowed", what=f"For > {MAX_LOOPS}")
        elif len(self.open) == MAX_STATEMENTS + 1:
            self._say("not-allowed", what=f"If > {MAX_STATEMENTS}")

    def _open(self, word: str, statement: nodes.Node | None) -> None:
        if self.scope is not None:
            self.scope = self.scope.opened(statement)
        self.open.append((word, self.tag))

    def _check_middle(self, word: str) -> None:
        if not self.open or self.open[-1][0] not in _MIDDLES[word]:
            self._say("out-of-place", word=word)
        elif word == "elif":
            tree = self._read("{% if 1 %}" + plain(self.tag.tag.typed) + "{% endif %}")
            if self.scope is not None and tree is not None:
                for branch in tree.find_all(nodes.If):
                    self.scope.resolve(branch.test)

    def _check_end(self, word: str) -> None:
        wanted = word[3:]
        if word in self.owed and (not self.open or self.open[-1][0] != wanted):
            # Its statement was closed by the wrong end before, and that has been told.
            self.owed.remove(word)
            return
        if not self.open:
            self._say("nothing-to-close")
            return
        opened, begun = self.open[-1]
        if opened != wanted:
            self._say("wrong-end", word=word, tag=begun.tag.typed, number=begun.number)
            if not any(name == wanted for name, _ in self.open):
                return
            while self.open[-1][0] != wanted:
                self.owed.append(_OPENERS[self.open[-1][0]])
                self._close()
        elif (begun.prefix != self.tag.prefix and "r" not in (begun.prefix, self.tag.prefix)) or begun.home is not self.tag.home:
            self._say("crossing-tags")
        self._close()

    def _close(self) -> None:
        self.open.pop()
        if self.scope is not None and self.scope.outer is not None:
            self.scope = self.scope.outer

    def _check_own(self, word: str) -> None:
        if word in _MERGES and not any(opened == "for" for opened, _ in self.open):
            self._say("merge-outside-of-a-loop", word=word)
        found = own_statement(self.tag.tag.typed)
        if isinstance(found, Misread):
            self._say(found.name, found.advice, **found.values)
        elif found is not None and self.scope is not None:
            self.scope.print(found[1])

    # ---- expressions

    def _read(self, source: str) -> nodes.Template | None:
        tree = read(source)
        if isinstance(tree, Misread):
            self._say(tree.name, tree.advice, **tree.values)
            return None
        in_loop = any(opened == "for" for opened, _ in self.open) or tree.find(nodes.For) is not None
        if not in_loop and any(name.name == "loop" for name in tree.find_all(nodes.Name)):
            self._say("loop-outside-of-a-loop")
        return tree

    def _print(self, tree: nodes.Template) -> None:
        if self.scope is not None:
            for output in tree.find_all(nodes.Output):
                for expression in output.nodes:
                    self.scope.print(expression, self.tag.prefix in ("p", "r"))
