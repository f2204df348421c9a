"""The corridor: each function is one way through the rooms.

In: a request. Out: a result with its diagnostics. Touches: what the rooms touch; writes below the output folder.
"""

from .build import BuildResult, build
from .check import CheckResult, check
from .workspace import init_workspace, load, write_schemas

__all__ = ["BuildResult", "CheckResult", "build", "check", "init_workspace", "load", "write_schemas"]
