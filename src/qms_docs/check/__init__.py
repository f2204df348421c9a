"""What is wrong in the facts themselves: one rule is one function.

In: `Catalogue`, settings, day, communes. Out: diagnostics, each with the path of the value in its file. Touches: nothing.
"""

from .catalogue import all_rules, check_catalogue
from .rules import Finding, Rule

__all__ = ["Finding", "Rule", "all_rules", "check_catalogue"]
