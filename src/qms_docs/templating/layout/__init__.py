"""The layout decree as rules: any Word file is read as it looks and compared with it.

In: bytes of a .docx. Out: diagnostics; a mended copy. Touches: nothing.
"""

from .fixing import Fixed, fix
from .linting import lint
from .rules import LAYOUTS, RULES, Layout, Rule

__all__ = ["LAYOUTS", "RULES", "Fixed", "Layout", "Rule", "fix", "lint"]
