"""qms-docs: from validated facts about a commune to its controlled ISO 9001:2015 document set.

from datetime import date
from qms_docs import build, check, load
result = build("workspace", as_of=date(2018, 12, 1), out="build", districts=["Ba Tri"])
"""

from importlib.metadata import PackageNotFoundError, version

# Imported at once, not on demand: the functions take the places of the rooms `check` and `load` in this namespace.
from .pipeline import BuildResult, CheckResult, build, check, load

try:
    __version__ = version("qms-docs")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0+checkout"

__all__ = ["BuildResult", "CheckResult", "__version__", "build", "check", "load"]
