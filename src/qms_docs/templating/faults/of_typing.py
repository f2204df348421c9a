"""Faults of typing: tags that are not whole, not allowed, not closed.

In: nothing. Out: `Fault` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import say
from .fault import Fault

_BY_HAND = say("Print words, ask conditions and loop; compute in the data.")
_ALONE = say("Let the tag stand alone in its paragraph.")
_CORRECT = say("Correct the tag in this paragraph.")
_STATEMENTS = say("Use if, for and set only; what must be computed belongs to the data.")
_SAME_CELL = say("Open and close it in the same cell; for whole rows write «tr», for whole cells «tc» behind the opening.")
_LOOP = "{% for step in sheet.steps %}"

OF_TYPING: tuple[Fault, ...] = (
    Fault(
        "TPL004",
        "tag-not-closed",
        say("The tag is not closed in its paragraph."),
        say("Write the closing sign of the tag."),
        ("{{ agency.name",),
        ("{{ agency.name }}",),
    ),
    Fault(
        "TPL005",
        "statement-not-closed",
        say("The statement is never closed."),
        say("Add its end (endif, endfor …)."),
        ("{% if unit.name %}", "xã"),
        ("{% if unit.name %}", "xã", "{% endif %}"),
    ),
    Fault(
        "TPL006",
        "prefix-glued",
        say("«{prefix}» and «{word}» are written together."),
        say("Write a blank between «{prefix}» and «{word}»."),
        ("{%pif unit.name %}",),
        ("{%p if unit.name %}", "{%p endif %}"),
    ),
    Fault(
        "TPL007",
        "sign-in-tag",
        say("The signs «%» and «}}» may not stand in this tag."),
        say("Compute the value beforehand, or use a tag without p, tr, tc or r."),
        ("| {%tr for line in sheet.limits if loop.index % 2 %} |", "| a |", "| {%tr endfor %} |"),
        ("| {%tr for line in sheet.limits %} |", "| a |", "| {%tr endfor %} |"),
    ),
    Fault(
        "TPL008",
        "outside-of-a-table",
        say("A tag for rows or cells stands outside of a table."),
        say("Put it into a cell of a table, or use another tag."),
        ("{%tr if unit.name %}", "{%tr endif %}"),
        ("{%p if unit.name %}", "{%p endif %}"),
    ),
    Fault(
        "TPL009",
        "text-lost-beside-tag",
        say("The paragraph is taken away with this tag, and the text «{lost}» with it."),
        _ALONE,
        ("Xã {%p if unit.name %}", "{%p endif %}"),
        ("{%p if unit.name %}", "Xã", "{%p endif %}"),
    ),
    Fault(
        "TPL010",
        "statement-not-allowed",
        say("«{word}» is not allowed in a template."),
        _STATEMENTS,
        ("{% include 'phụ-lục.docx' %}",),
        ("{% set name = agency.name %}{{ name }}",),
    ),
    Fault(
        "TPL011",
        "unknown-statement",
        say("«{word}» is no statement."),
        _STATEMENTS,
        ("{% fro step in sheet.steps %}",),
        (_LOOP + "{{ step.action }}{% endfor %}",),
    ),
    Fault(
        "TPL012",
        "out-of-place",
        say("«{word}» stands outside of its statement."),
        say("Put it between the opening and its end."),
        ("{% else %}",),
        ("{% if unit.name %}a{% else %}b{% endif %}",),
    ),
    Fault(
        "TPL013",
        "nothing-to-close",
        say("There is nothing to close here."),
        say("Remove it, or add the opening before it."),
        ("{% endif %}",),
        ("{% if unit.name %}a{% endif %}",),
    ),
    Fault(
        "TPL014",
        "wrong-end",
        say("«{word}» stands here, but {tag} of paragraph {number} is still open."),
        say("Close the innermost statement first."),
        (_LOOP + "{% if step.action %}a{% endfor %}{% endif %}",),
        (_LOOP + "{% if step.action %}a{% endif %}{% endfor %}",),
    ),
    Fault(
        "TPL015",
        "crossing-tags",
        say("The statement was opened in one place and closed in another."),
        _SAME_CELL,
        ("| {% if unit.name %}a | b{% endif %} |",),
        ("| {% if unit.name %}a{% endif %} | b |",),
    ),
    Fault(
        "TPL016", "malformed-tag", say("A tag is malformed: {reason}."), _CORRECT, ("{{ agency name }}",), ("{{ agency.name }}",)
    ),
    Fault(
        "TPL017",
        "tag-too-complex",
        say("The tag is too long or too deep."),
        say("Simplify the tags of this part."),
        ("{{ " + "(" * 400 + "agency.name" + ")" * 400 + " }}",),
        ("{{ (agency.name) }}",),
    ),
    Fault(
        "TPL018",
        "not-allowed",
        say("A template may not do this: {what}."),
        _BY_HAND,
        ("{{ agency.name.split(' ') }}",),
        ("{{ agency.name.upper() }}",),
    ),
    Fault(
        "TPL019",
        "unknown-filter",
        say("The filter or test «{name}» is not known."),
        say("See docs/template-filters.md."),
        ("{{ agency.name|uper }}",),
        ("{{ agency.name|upper }}",),
    ),
    Fault(
        "TPL027",
        "wrong-closing",
        say("The tag opens with one kind of sign and closes with another."),
        say("Close «{{{{» with «}}}}», «{{%» with «%}}», «{{#» with «#}}»."),
        ("{{ agency.name %}",),
        ("{{ agency.name }}",),
    ),
    Fault(
        "TPL028",
        "tag-inside-tag",
        say("A tag stands inside a tag."),
        say("Close the first tag before the second, or name the word without signs."),
        ("{% if {{ unit.name }} %}a{% endif %}",),
        ("{% if unit.name %}a{% endif %}",),
    ),
    Fault(
        "TPL029",
        "closing-without-opening",
        say("«{sign}» closes nothing."),
        say("Write the opening sign of the tag, or remove this one."),
        ("Xã agency.name }}",),
        ("Xã {{ agency.name }}",),
    ),
    Fault(
        "TPL030",
        "single-brace",
        say("«{text}» has one brace on a side; it would be printed as it is."),
        say("Write two braces: {{{{ {word} }}}}."),
        ("Xã {agency.name}",),
        ("Xã {{ agency.name }}",),
    ),
    Fault(
        "TPL031",
        "empty-tag",
        say("The tag is empty."),
        say("Name a word in it, or remove it."),
        ("{{ }}",),
        ("{{ agency.name }}",),
    ),
    Fault(
        "TPL032",
        "equals-once",
        say("«=» gives a name; it does not compare."),
        say("Write «==» to compare."),
        ("{% if unit.name = 'An Hiệp' %}a{% endif %}",),
        ("{% if unit.name == 'An Hiệp' %}a{% endif %}",),
    ),
    Fault(
        "TPL033",
        "else-if",
        say("«else if» is no statement."),
        say("Write «elif»."),
        ("{% if unit.name %}a{% else if agency.name %}b{% endif %}",),
        ("{% if unit.name %}a{% elif agency.name %}b{% endif %}",),
    ),
    Fault(
        "TPL034",
        "prefix-apart",
        say("A blank stands before «{prefix}»."),
        say("Write «{prefix}» right behind the opening: {{%{prefix} …"),
        ("{% p if unit.name %}", "{% p endif %}"),
        ("{%p if unit.name %}", "{%p endif %}"),
    ),
    Fault(
        "TPL035",
        "quote-not-closed",
        say("A quotation mark is not closed."),
        say("Close the text with the same mark."),
        ("{% if unit.name == 'An Hiệp %}a{% endif %}",),
        ("{% if unit.name == 'An Hiệp' %}a{% endif %}",),
    ),
    Fault(
        "TPL036",
        "tag-too-long",
        say("The tag is longer than {limit} characters."),
        say("Simplify the tags of this part."),
        ("{{ agency.name ~ '" + "a" * 4_100 + "' }}",),
        ("{{ agency.name ~ 'a' }}",),
    ),
)
