"""The proof, made once when a template is compiled, that every filling of it is well-formed XML.

In: the syntax tree of a part. Out: whether all fillings are well-formed; values outside of `w:t` go through a filter that
lets no line break or plain text pass where it would break the part. Touches: the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import nodes

_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<(/?)([^\s<>/!?]+)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?(/?)>", re.DOTALL)
_OPEN_TAG = re.compile(r"<[^<>]*$")
_TEXT = "w:t"
_PLAIN_TEXTS = ("w:instrText", "w:delText", "w:delInstrText")
_WRAPPED = ("in_run", "in_paragraph")
_INLINE = ("w:t", "w:r", "w:p", "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:fldSimple", "w:sdt", "w:sdtContent")
"""What a statement may close that it has not opened: it may reach over paragraphs, not over cells, rows or stories."""

Stack = tuple[str, ...]


class UnbalancedError(ValueError):
    """A branch or loop that opens or closes elements on its own; `line` is that of its statement."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def prove(tree: nodes.Template, in_properties: bool = False) -> bool:
    """Return whether every filling is well-formed, whatever the values, as long as they are escaped.

    In properties values hold no line ends, so they need no filter.
    Where it returns False each filling must be parsed. Raises UnbalancedError for a statement that would open or close elements
    in one branch alone.
    """
    proof = _Proof(in_properties)
    return not proof.follow(tree.body, ()) and proof.holds and not proof.inside


class _Proof:
    """Follows the elements that are open through all branches."""

    def __init__(self, in_properties: bool) -> None:
        self.in_properties = in_properties
        self.holds = True
        self.inside = ""
        self.floors = [[0, 0]]

    def follow(self, body: Iterable[nodes.Node], stack: Stack) -> Stack:
        """Return the elements open after `body`, given those open before it."""
        for node in body:
            if isinstance(node, nodes.Output):
                for place, child in enumerate(node.nodes):
                    if isinstance(child, nodes.TemplateData):
                        stack = self._markup(child.data, stack)
                    else:
                        node.nodes[place] = self._value(child, stack)
            elif isinstance(node, nodes.If):
                stack = self._if(node, stack)
            elif isinstance(node, nodes.For):
                self.holds = self.holds and not self.inside
                if any(self._branch(branch, stack, node.lineno) != stack for branch in (node.body, node.else_)):
                    raise UnbalancedError(node.lineno)
            elif isinstance(node, nodes.With):
                stack = self.follow(node.body, stack)
            elif not isinstance(node, nodes.Assign):
                self.holds = False
        return stack

    def _branch(self, body: Iterable[nodes.Node], stack: Stack, line: int) -> Stack:
        self.floors.append([len(stack), line])
        end = self.follow(body, stack)
        self.floors.pop()
        return end

    def _if(self, node: nodes.If, stack: Stack) -> Stack:
        inside, ends = self.inside, []
        for branch in (node.body, *(each.body for each in node.elif_), node.else_):
            self.inside = inside
            ends.append((self._branch(branch, stack, node.lineno), bool(self.inside)))
        if any(end != ends[0] for end in ends):
            raise UnbalancedError(node.lineno)
        return ends[0][0]

    def _value(self, node: nodes.Expr, stack: Stack) -> nodes.Expr:
        """Return the expression, behind a filter where it does not stand in the text of a run."""
        top = stack[-1] if stack else ""
        if self.in_properties or (isinstance(node, nodes.Filter) and node.name in _WRAPPED and not self.inside):
            return node
        if self.inside or top in _PLAIN_TEXTS or not top.startswith("w:"):
            gate = "in_plain_text"
        elif top == _TEXT:
            return node
        else:
            gate = "in_structure"
        wrapped = nodes.Filter(node, gate, [], [], None, None, lineno=node.lineno)
        return wrapped.set_environment(node.environment)  # type: ignore[return-value, arg-type]

    def _markup(self, data: str, stack: Stack) -> Stack:
        data = self.inside + data
        unfinished = _OPEN_TAG.search(data)
        self.inside = unfinished.group() if unfinished else ""
        opened = list(stack)
        for tag in _MARKUP.finditer(data, 0, unfinished.start() if unfinished else len(data)):
            if tag[2] is None or tag[3]:
                continue
            if not tag[1]:
                opened.append(tag[2])
            else:
                floor, line = self.floors[-1]
                if len(opened) <= floor and line and tag[2] not in _INLINE:
                    raise UnbalancedError(line)
                if not opened or opened.pop() != tag[2]:
                    self.holds = False
                self.floors[-1][0] = min(floor, len(opened))
        return tuple(opened)
