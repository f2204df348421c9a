"""What a template may do: print, ask, loop, name a value. All else is refused before anything runs.

In: a syntax tree of Jinja. Out: the line and the name of each construct that is refused. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

MAX_LOOPS = 5
"""Loops inside loops. Five loops over a hundred entries each already ask for ten thousand million rows."""
MAX_STATEMENTS = 60
"""Statements inside statements."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.For, nodes.If,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Keyword,
    nodes.Tuple, nodes.Concat, nodes.Assign, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg,
    nodes.Slice, nodes.List, nodes.With,
)  # fmt: skip


# What templates of docxtpl call on texts and groups, and the filter that does the same without a call.
_METHODS = {"items": "items", "upper": "upper", "lower": "lower", "title": "title", "capitalize": "capitalize", "strip": "trim"}


class _CallsAsFilters(NodeTransformer):
    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  jinja2 names it
        self.generic_visit(node)
        method = node.node
        bare = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
        if bare and isinstance(method, nodes.Getattr) and method.attr in _METHODS:
            made = nodes.Filter(method.node, _METHODS[method.attr], [], [], None, None, lineno=node.lineno)
            return made.set_environment(node.environment)  # type: ignore[arg-type]
        return node


def without_calls(tree: nodes.Template) -> nodes.Template:
    """Return the tree with `x.items()`, `x.upper()` and the like written as filters."""
    made = _CallsAsFilters().visit(tree)
    assert isinstance(made, nodes.Template)
    return made


def refused(tree: nodes.Node, loops: int = 0, statements: int = 0) -> Iterator[tuple[int, str]]:
    """Yield line and name of what the tree may not do: calls, powers, macros, imports, loops too deep."""
    if not isinstance(tree, _ALLOWED):
        yield tree.lineno, type(tree).__name__
        return
    if isinstance(tree, nodes.For):
        loops += 1
        if tree.recursive or loops > MAX_LOOPS:
            yield tree.lineno, "For" if tree.recursive else f"For > {MAX_LOOPS}"
            return
    if isinstance(tree, (nodes.For, nodes.If, nodes.With)):
        statements += 1
        if statements > MAX_STATEMENTS:
            yield tree.lineno, f"{type(tree).__name__} > {MAX_STATEMENTS}"
            return
    for child in tree.iter_child_nodes():
        # An elif is no deeper than its if.
        deeper = statements - 1 if isinstance(tree, nodes.If) and child in tree.elif_ else statements
        yield from refused(child, loops, deeper)
