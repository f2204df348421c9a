"""From the path of a value in the data to its line and column in the author's file."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from ..diagnostics import Location
from .yaml_text import BrokenFileError, Path_, compose


def _tree(file: str) -> yaml.Node | None:
    try:
        state = Path(file).stat()
    except OSError:
        return None
    return _tree_of(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _tree_of(file: str, changed: int, size: int) -> yaml.Node | None:
    """Return the tree of a file; its time and size tell a changed file from the one read before."""
    try:
        return compose(Path(file))
    except BrokenFileError:
        return None


def place(file: str, path: Path_ = (), key: bool = False) -> Location:
    """Return where the value at `path` stands in `file`, or its key; as near as the path can be followed."""
    if file.endswith(".toml"):
        return _place_in_toml(file, path)
    node = _tree(file) if file.endswith((".yaml", ".yml")) else None
    if node is None:
        return Location(file)
    mark = node.start_mark
    for number, step in enumerate(path):
        found = _step(node, step)
        if found is None:
            break
        key_node, node = found
        mark = (key_node if key and number == len(path) - 1 and key_node is not None else node).start_mark
    return Location(file, mark.line + 1, mark.column + 1)


def _place_in_toml(file: str, path: Path_) -> Location:
    """Return the line of a key at the top, or of a key in the nth table of a list; TOML's reader keeps no places."""
    *tables, name = path or ("",)
    nth = next((step for step in tables if isinstance(step, int)), 0)
    wanted = [f"[{tables[0]}]", f"[[{tables[0]}]]"] if tables else []
    inside, found = not tables, None
    for number, line in enumerate(Path(file).read_text("utf-8").splitlines(), 1):
        if line.startswith("["):
            inside = line.strip() in wanted and (nth := nth - 1) < 0
            found = number if inside and found is None else found
        elif inside and (key := re.match(r"([A-Za-z0-9_-]+)\s*=\s*", line)) and key[1] == name:
            return Location(file, number, key.end() + 1)
    return Location(file, found)


def _step(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
