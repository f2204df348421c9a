"""All departures of a Word file from the layout decree.

In: bytes of a .docx. Out: diagnostics. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from ...diagnostics import Diagnostic, Location, say, sort_diagnostics
from ..faults import fault_at
from ..package import read_package
from ..source import UnsoundPartError, parse_strictly
from .checks_of_end import ends
from .checks_of_head import heads
from .checks_of_look import letters, looks
from .checks_of_page import pages
from .checks_of_spelling import spelling
from .checks_of_text import texts
from .effective import Document
from .finding import Finding
from .paper import Paper
from .recognition import recognise
from .rule import LAYOUTS
from .rules import RULES, asked_of

CHECKS = (pages, looks, letters, heads, texts, ends, spelling)
_READ = re.compile(
    r"^word/(document|styles|numbering|header\d*|footer\d*|_rels/document\.xml|theme/theme1)\.(xml|xml\.rels|rels)$"
)
_DAY = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_CHANGE = (2020, 3, 5)


def roots_of(parts: Mapping[str, bytes], where: str) -> dict[str, etree._Element]:
    """Return the parsed parts that layout depends on; raises TemplateError for one that is broken."""
    found = {}
    for name, data in parts.items():
        if _READ.match(name):
            try:
                found[name] = parse_strictly(data)
            except UnsoundPartError as cause:
                raise fault_at("broken-part", Location(where, within=name), reason=cause) from cause
    return found


def findings_in(paper: Paper, layout: str) -> list[Finding]:
    """Return all findings in a paper."""
    return [finding for check in CHECKS for finding in check(paper, layout)]


def layout_of(paper: Paper) -> str:
    """Return the layout of the day on the paper, or of the paper it belongs to: tt01 before 05/3/2020."""
    for line in paper.lines("date", "attached", "annex-attached"):
        if found := _DAY.search(line.folded):
            day, month, year = (int(number) for number in found.groups())
            return "tt01" if (year, month, day) < _CHANGE else "nd30"
    return "nd30"


def lint(data: bytes, where: str, layout: str | None = None) -> tuple[Diagnostic, ...]:
    """Return all departures from a layout, by default that of the day on the paper; raises TemplateError."""
    roots = roots_of(read_package(data, where), where)
    paper = recognise(Document(roots))
    chosen = LAYOUTS[layout or layout_of(paper)]
    told = []
    for finding in findings_in(paper, chosen.key):
        rule = RULES[finding.rule]
        asked = asked_of(rule, chosen.key)
        fact = say("{what}: {found}; asked: {asked}.", what=rule.title, found=finding.found, asked=asked)
        how = say("--fix mends it. {article}.", article=rule.article(chosen))
        advice = how if finding.mend else say("See {article}.", article=rule.article(chosen))
        place = Location(where, within=finding.place)
        told.append(Diagnostic(rule.code, rule.name, rule.severity_in(chosen), place, fact, advice))
    return _in_order(told)


def _in_order(told: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Once each, in the order of the text rather than of its letters."""

    def place(item: Diagnostic) -> tuple[str, int, str]:
        within = item.location.within or ""
        found = re.match(r"([^¶]*)¶(\d+)", within)
        return (found[1], int(found[2]), item.code) if found else ("", 0, item.code)

    return tuple(sorted(sort_diagnostics(told), key=place))
