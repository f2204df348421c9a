"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from .node import node_version, pinned

_LIBRARIES = ("docxtpl", "python-docx", "jinja2", "markupsafe", "lxml")


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def machine(node: bool) -> dict[str, str]:
    """Return processor, system, Python and the versions of the libraries measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    found = {
        "processor": f"{_processor()}, {cores} cores usable",
        "system": platform.platform(aliased=True, terse=True),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
        + f", libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))}",
    }
    if node and (running := node_version()):
        found["node"] = f"node {running.lstrip('v')}, " + ", ".join(f"{name} {number}" for name, number in pinned().items())
    return found
