"""The message catalogues: extract from the sources, update the .po files, compile the .mo files.

    python tools/catalogues.py            extract, update, compile
    python tools/catalogues.py --check    exit 1 when a translation is missing, fuzzy or odd, or a .mo is stale

Vietnamese holds every message. English holds only what is no English sentence: the names of diagnostics
(«sample-persons») and the marks of numbers. Names are found wherever a code stands before them: `"PEO001", "sample-persons"`.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import string
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src/qms_docs"
LOCALE = SOURCES / "locale"
KEYWORDS = {"say": None, "translate": None, "_": None}
LANGUAGES = ("vi", "en")
_CODE = re.compile(r"[A-Z]{3,4}\d{3}")
_IDLE_HEADERS = re.compile(rb'^"(POT-|PO-|Last-Translator|Report-Msgid|Generated-By|Language-Team).*\n', re.MULTILINE)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _names(tree: ast.AST) -> Iterator[str]:
    """Yield the names of diagnostics: what follows a code, and the rules a model raises as ValueError."""
    for node in ast.walk(tree):
        parts = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
        for before, after in pairwise(parts):
            if _CODE.fullmatch(_text(before) or ""):
                choices = after.values if isinstance(after, ast.BoolOp) else [after]
                texts = [_text(choice) or "" for choice in choices]
                yield from (text for text in texts if _NAME.fullmatch(text))
        is_error = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ValueError"
        if is_error and parts and _NAME.fullmatch(text := _text(parts[0]) or ""):
            yield text


def _messages_in(tree: ast.AST) -> Iterator[str]:
    """Yield the messages of calls; Babel does not look into f-strings before Python 3.12."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KEYWORDS:
            continue
        if node.args and (text := _text(node.args[0])):
            yield text


def extract() -> tuple[Catalog, set[str]]:
    """Return all messages of the sources, and those that are keys rather than English sentences."""
    template, keys = Catalog(charset="utf-8"), set()
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]
    for name, _line, message, comments, _context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        if isinstance(message, str) and message:
            template.add(message, locations=[(Path(name).as_posix(), 0)], auto_comments=comments)
            if _NAME.fullmatch(message):
                keys.add(message)
    for source in sorted(SOURCES.rglob("*.py")):
        tree, place = ast.parse(source.read_text("utf-8")), (source.relative_to(ROOT).as_posix(), 0)
        for message in _messages_in(tree):
            template.add(message, locations=[place])
        for name in _names(tree):
            template.add(name, locations=[place])
            keys.add(name)
    return template, keys


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES/qms_docs.po"


def _read(language: str) -> Catalog:
    file = _po(language)
    if not file.is_file():
        return Catalog(locale=language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def _template_for(language: str, template: Catalog, keys: set[str]) -> Catalog:
    if language != "en":
        return template
    chosen = Catalog(charset="utf-8")
    for message in template:
        if message.id in keys:
            chosen.add(message.id, locations=message.locations)
    return chosen


def _compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Bring the .po files to the messages of the sources and compile them; dates are left out, so that nothing changes idly."""
    template, keys = extract()
    for language in LANGUAGES:
        catalog = _read(language)
        catalog.update(_template_for(language, template, keys), no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        catalog.header_comment = f"# qms-docs, {language}. Written by tools/catalogues.py; translate here, then run it again."
        catalog.project, catalog.version, catalog.fuzzy = "qms-docs", "1", False
        file = _po(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        write_po(buffer, catalog, width=0, sort_output=True, include_lineno=False)
        file.write_bytes(_IDLE_HEADERS.sub(b"", buffer.getvalue()))
        file.with_suffix(".mo").write_bytes(_compiled(_read(language)))


def _blanks(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def _wrong_in(language: str, template: Catalog) -> Iterator[str]:
    catalog = _read(language)
    for message in template:
        if not message.id:
            continue
        found = catalog.get(message.id)
        if found is None or not found.string or found.fuzzy:
            yield f"{language}: no translation of «{message.id}»"
        elif _blanks(str(found.string)) != _blanks(str(message.id)):
            yield f"{language}: the blanks differ in «{message.id}» → «{found.string}»"
    compiled = _po(language).with_suffix(".mo")
    wanted = {str(item.id): str(item.string) for item in catalog if item.id and item.string}
    if not compiled.is_file() or _held(compiled) != wanted:
        yield f"{language}: {compiled.relative_to(ROOT)} does not hold what the .po file holds"


def _held(compiled: Path) -> dict[str, str]:
    with compiled.open("rb") as stream:
        return {str(item.id): str(item.string) for item in read_mo(stream) if item.id}


def check() -> list[str]:
    """Return what is wrong with the catalogues."""
    template, keys = extract()
    return [line for language in LANGUAGES for line in _wrong_in(language, _template_for(language, template, keys))]


def main() -> int:
    """Run the tool; return 1 if `--check` finds something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if something is wrong")
    if not parser.parse_args().check:
        update()
    wrong = check()
    print(*wrong, sep="\n", file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
