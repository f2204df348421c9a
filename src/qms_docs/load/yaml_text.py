"""YAML read as text only: `no`, `on` and `013` stay what the author typed, pydantic gives the types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ..diagnostics import Diagnostic, Location, Message, Severity, say

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_FILE = 2 * 2**20
_NULL = "tag:yaml.org,2002:null"


class _TextLoader(_Loader):
    """Knows null and text, nothing else."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}

Path_ = tuple[str | int, ...]


class BrokenFileError(Exception):
    """A file that gives no data; holds why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics


def _broken(code: str, name: str, location: Location, fact: Message, advice: Message) -> BrokenFileError:
    return BrokenFileError([Diagnostic(code, name, Severity.ERROR, location, fact, advice)])


def read_text(file: Path) -> str:
    """Return the text of a data file; raises BrokenFileError when it is unreadable, too large or not UTF-8."""
    where = str(file)
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= MAX_FILE else b""
    except OSError as cause:
        raise _broken(
            "DATA001",
            "file-unreadable",
            Location(where),
            say("The file cannot be read: {reason}.", reason=cause.strerror),
            say("Check the name and the permissions of the file."),
        ) from cause
    if size > MAX_FILE:
        raise _broken(
            "DATA002",
            "file-too-large",
            Location(where, 1, 1),
            say("The file has {size} bytes; at most {limit} are read.", size=size, limit=MAX_FILE),
            say("A data file holds one procedure or unit; take out what does not belong there."),
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        before = data[: cause.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise _broken(
            "DATA003",
            "not-utf8",
            Location(where, line, column),
            say("The file is not UTF-8: byte {byte} cannot be read.", byte=f"0x{data[cause.start]:02X}"),
            say("Save the file again with the encoding UTF-8; text in TCVN3 or VNI must be converted first."),
        ) from cause


def compose(file: Path) -> yaml.Node | None:
    """Return the node tree of the file; raises BrokenFileError with line and column of the mistake."""
    text = read_text(file)
    loader = _TextLoader(text)
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as cause:
        raise _syntax_error(file, text, cause) from cause
    except (yaml.YAMLError, RecursionError) as cause:
        line = 1
        if isinstance(cause, yaml.reader.ReaderError):
            line = text.count("\n", 0, cause.position) + 1
        raise _broken(
            "DATA004",
            "yaml-syntax",
            Location(str(file), line, 1),
            say("The file cannot be read as YAML."),
            say("Remove control characters and too deep nesting from the file."),
        ) from cause
    finally:
        loader.dispose()


def _syntax_error(file: Path, text: str, cause: yaml.MarkedYAMLError) -> BrokenFileError:
    mark = cause.problem_mark or cause.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    source = lines[line - 1] if line <= len(lines) else ""
    indent = source[: len(source) - len(source.lstrip())]
    if "\t" in indent or source[column - 1 : column] == "\t":
        return _broken(
            "DATA005",
            "tab-in-yaml",
            Location(str(file), line, source.index("\t") + 1),
            say("A tab stands where YAML allows only blanks."),
            say("Replace the tab by blanks (two for each level)."),
        )
    return _broken(
        "DATA004",
        "yaml-syntax",
        Location(str(file), line, column),
        say("The file cannot be read as YAML from here on: {reason}.", reason=cause.problem or cause.context or ""),
        say("Check indentation and colons; put text that holds «: » or starts with a sign between quotes."),
    )


def read_yaml(file: Path) -> Any:
    """Return the data of the file as dicts, lists, text and None; raises BrokenFileError with all mistakes found."""
    diagnostics: list[Diagnostic] = []
    root = compose(file)
    data = _data_from_node(root, str(file), diagnostics, set()) if root is not None else None
    if diagnostics:
        raise BrokenFileError(diagnostics)
    return data


def _at(node: yaml.Node, file: str) -> Location:
    return Location(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _data_from_node(node: yaml.Node, file: str, diagnostics: list[Diagnostic], seen: set[int]) -> Any:
    if id(node) in seen:
        # An alias: shared nodes let a few lines grow into gigabytes.
        diagnostics.append(
            Diagnostic(
                "DATA006",
                "yaml-alias",
                Severity.ERROR,
                _at(node, file),
                say("An anchor of YAML (& and *) is used here."),
                say("Write the value out at both places."),
            )
        )
        return None
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == _NULL else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_data_from_node(item, file, diagnostics, seen) for item in node.value]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if key in mapping:
            diagnostics.append(
                Diagnostic(
                    "DATA007",
                    "repeated-key",
                    Severity.ERROR,
                    _at(key_node, file),
                    say("The key «{key}» stands twice.", key=key),
                    say("Keep one of them; the other would be lost."),
                )
            )
        mapping[key] = _data_from_node(value_node, file, diagnostics, seen)
    return mapping


def node_of(text: str) -> yaml.Node | None:
    """Return the node tree of a text, None where it says nothing; raises yaml.YAMLError."""
    loader = _TextLoader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def data_of(node: yaml.Node) -> Any:
    """Return the data of a tree as `read_yaml` does; raises BrokenFileError."""
    diagnostics: list[Diagnostic] = []
    data = _data_from_node(node, "", diagnostics, set())
    if diagnostics:
        raise BrokenFileError(diagnostics)
    return data
