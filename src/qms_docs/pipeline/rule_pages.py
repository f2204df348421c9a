"""What each code of a diagnostic means: the manual pages of the rules, the layout decree, the faults of templates."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..check import all_rules
from ..check.file_codes import FILE_CODES
from ..check.page import PARTS
from ..diagnostics import Message, Severity, say
from ..diagnostics.message import translate
from ..errors import RequestError

if TYPE_CHECKING:
    from ..check.file_codes import FileCode
    from ..check.rules import Rule
    from ..templating.faults import Fault

HOW_TO_MEND = PARTS[-1]


@dataclass(frozen=True)
class CodePage:
    """The page of a code: its name, severity, a sentence, and parts by title where they are written."""

    code: str
    name: str
    severity: Severity
    summary: str
    parts: Mapping[str, str]


def _plain(message: Message) -> str:
    """Return a message with its blanks as they stand."""
    return translate(message.text).replace("{{", "{").replace("}}", "}")


def _fault_parts(fault: Fault) -> dict[str, str]:
    examples = {"Ví dụ sai": fault.wrong, "Ví dụ đúng": fault.right}
    return {title: "\n".join(lines) for title, lines in examples.items() if lines} | {HOW_TO_MEND: _plain(fault.advice)}


def rule_pages() -> dict[str, CodePage]:
    """Return the pages of the rules on data and of what is told of the files themselves, by code."""
    known: tuple[Rule | FileCode, ...] = (*all_rules(), *FILE_CODES.values())
    return {each.code: CodePage(each.code, each.name, each.severity, each.page.summary, each.page.parts) for each in known}


def explain_code(code: str) -> CodePage:
    """Return the page of a code; raises RequestError for an unknown one."""
    from ..templating.faults import FAULTS
    from ..templating.layout import LAYOUTS, RULES

    wanted = code.upper()
    pages = rule_pages()
    for rule in RULES.values():
        pages[rule.code] = CodePage(
            rule.code, rule.name, rule.severity, str(rule.title), {"Căn cứ": rule.article(LAYOUTS["nd30"])}
        )
    for fault in FAULTS.values():
        pages[fault.code] = CodePage(fault.code, fault.name, Severity.ERROR, _plain(fault.fact), _fault_parts(fault))
    if wanted in pages:
        return pages[wanted]
    near = difflib.get_close_matches(wanted, pages, 3)
    raise RequestError(
        say("There is no rule {code}.", code=code),
        say("Did you mean: {names}?", names=", ".join(near)) if near else say("See docs/diagnostics.md."),
    )
