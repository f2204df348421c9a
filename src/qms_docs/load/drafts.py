"""A draft of a commune's file as YAML a person goes on writing: values, and questions as comments.

In: plain values, questions in words. Out: text. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

_WIDTH = 200


class _Flow(yaml.SafeDumper):
    """Lists of small groups: one line each, texts quoted only where YAML would misread them."""


def inline(value: Any) -> str:
    """Return a value as YAML on one line."""
    return yaml.dump(
        value, Dumper=_Flow, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000
    ).strip().removesuffix("\n...")  # fmt: skip


def draft_text(values: Mapping[str, Any], heading: Sequence[str], questions: Mapping[str, Sequence[str]]) -> str:
    """Return the file: a heading, then each key with the questions about it above; questions of no key stand at the end."""
    lines = [f"# {line}" for line in heading]
    for key in (*values, *(key for key in questions if key not in values)):
        lines += [f"# {line}" for line in questions.get(key, ())]
        value = values.get(key)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:", *(f"  - {inline(item)}" for item in value)]
        elif key in values:
            lines.append(f"{key}: {inline(value)}")
    return "\n".join(lines) + "\n"
