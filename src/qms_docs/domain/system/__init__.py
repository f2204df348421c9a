"""What the documents of the system itself hold: texts, lists and plans of a commune's quality management system.

In: the files of `system/`. Out: one model per file. Touches: nothing.
"""

from ..dated import Model

SYSTEM_FILES: dict[str, type[Model]] = {}
"""Tệp dữ liệu hệ thống: the name of each file in `system/`, without `.yaml`, and its model."""

__all__ = ["SYSTEM_FILES"]
