"""From the path of a value in the data to its line and column in the author's file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from ..diagnostics import Location
from .yaml_text import BrokenFileError, Path_, compose


@lru_cache(maxsize=64)
def _tree(file: str) -> yaml.Node | None:
    try:
        return compose(Path(file))
    except BrokenFileError:
        return None


def place(file: str, path: Path_ = (), key: bool = False) -> Location:
    """Return where the value at `path` stands in `file`, or its key; as near as the path can be followed."""
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


def _step(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
