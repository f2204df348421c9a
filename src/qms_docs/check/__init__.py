"""What is wrong in the facts themselves: one rule is one function.

In: `Catalogue`, settings, day, communes. Out: diagnostics, each with the path of the value in its file. Touches: nothing.
"""

from .rules import Finding, Rule, all_rules, check_catalogue

__all__ = ["Finding", "Rule", "all_rules", "check_catalogue"]
