"""Faults in the use of words and filters.

In: nothing. Out: `Fault` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import say
from .fault import Fault

_ENTRY = say("Loop over it, or take one entry: [0].")
_LOOP = "{% for step in sheet.steps %}"

OF_WORDS: tuple[Fault, ...] = (
    Fault(
        "TPL020",
        "unknown-word",
        say("The word «{path}» does not exist."),
        say("See: qms-docs template words KIND."),
        ("{{ agency.nmae }}",),
        ("{{ agency.name }}",),
    ),
    Fault(
        "TPL021",
        "not-a-list",
        say("«{path}» is no list; it cannot be looped over."),
        say("Print it, or loop over a list."),
        ("{% for letter in agency.name %}{% endfor %}",),
        (_LOOP + "{{ step.action }}{% endfor %}",),
    ),
    Fault(
        "TPL022",
        "group-printed",
        say("«{path}» is a group of words; it cannot be printed."),
        say("Name one of its words behind a dot."),
        ("{{ agency }}",),
        ("{{ agency.name }}",),
    ),
    Fault(
        "TPL023",
        "list-printed",
        say("«{path}» is a list; it cannot be printed."),
        _ENTRY,
        ("{{ sheet.steps }}",),
        (_LOOP + "{{ step.action }}{% endfor %}",),
    ),
    Fault(
        "TPL024",
        "truth-printed",
        say("«{path}» is true or false; it cannot be printed."),
        say("Ask it with «if»."),
        ("{{ layout.basis_italic }}",),
        ("{% if layout.basis_italic %}a{% endif %}",),
    ),
    Fault(
        "TPL025",
        "plain-word",
        say("«{path}» is a plain word; there is nothing behind it."),
        say("Remove what follows the dot."),
        ("{{ agency.name.first }}",),
        ("{{ agency.name }}",),
    ),
    Fault(
        "TPL026",
        "missing-index",
        say("«{path}» is a list; its words belong to its entries."),
        _ENTRY,
        ("{{ sheet.steps.action }}",),
        ("{{ sheet.steps[0].action }}",),
    ),
    Fault(
        "TPL043",
        "loop-outside-of-a-loop",
        say("«loop» is known inside a «for» only."),
        say("Put the tag between «for» and «endfor»."),
        ("{{ loop.index }}",),
        (_LOOP + "{{ loop.index }}{% endfor %}",),
    ),
    Fault(
        "TPL044",
        "name-hides-word",
        say("«{name}» is a word of the data; here it would be hidden."),
        say("Choose another name."),
        ("{% for agency in sheet.steps %}{% endfor %}",),
        (_LOOP + "{% endfor %}",),
    ),
    Fault(
        "TPL045",
        "unlike-compared",
        say("«{path}» is compared with a value of another kind; the answer is always the same."),
        say("Compare text with text, a number with a number; ask a list with «if»."),
        ("{% if sheet.steps == '' %}a{% endif %}",),
        ("{% if not sheet.steps %}a{% endif %}",),
    ),
    Fault(
        "TPL046",
        "wrong-filter-arguments",
        say("The filter «{name}» does not take what stands in its brackets."),
        say("See docs/template-filters.md."),
        ("{{ agency.name|upper(1, 2) }}",),
        ("{{ agency.name|upper }}",),
    ),
    Fault(
        "TPL047",
        "not-a-colour",
        say("«{value}» is no colour."),
        say("Write six signs 0–9, A–F, as in 'D9D9D9'."),
        ("| {% cellbg 'đỏ' %}a |",),
        ("| {% cellbg 'D9D9D9' %}a |",),
    ),
    Fault(
        "TPL048",
        "not-a-count",
        say("«{value}» is no number of columns."),
        say("Write a whole number from 1 to 63, or a word that is a number."),
        ("| {% colspan 0 %}a | b |",),
        ("| {% colspan 2 %}a |",),
    ),
    Fault(
        "TPL071",
        "drawing-printed",
        say("«{path}» is a drawing; it cannot stand in a line of text."),
        say("Write it as «{{{{p … }}}}» alone in a paragraph."),
        ("{% for page in flow.pages %}{{ page }}{% endfor %}",),
        ("{%p for page in flow.pages %}", "{{p page }}", "{%p endfor %}"),
    ),
)
