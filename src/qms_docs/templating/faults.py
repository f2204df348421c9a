"""The mistakes a template can hold: stable code, name, the fact, the advice.

In: nothing. Out: `FAULTS` by name. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Message, say


@dataclass(frozen=True)
class Fault:
    """A kind of mistake; fact and advice have blanks that its place fills."""

    code: str
    name: str
    fact: Message
    advice: Message


_ALL = (
    Fault(
        "TPL001", "no-word-document", say("This is not a Word document (.docx)."), say("Open it in Word and save it as .docx.")
    ),
    Fault("TPL002", "does-not-compile", say("The template cannot be compiled."), say("Correct the tag in this paragraph.")),
    Fault("TPL003", "broken-part", say("The part is not well-formed XML: {reason}."), say("Save the template again in Word.")),
    Fault("TPL004", "tag-not-closed", say("The tag is not closed in its paragraph."), say("Write the closing sign of the tag.")),
    Fault("TPL005", "statement-not-closed", say("The statement is never closed."), say("Add its end (endif, endfor …).")),
    Fault(
        "TPL006",
        "prefix-glued",
        say("«{prefix}» and «{word}» are written together."),
        say("Write a blank between «{prefix}» and «{word}»."),
    ),
    Fault(
        "TPL007",
        "sign-in-tag",
        say("The signs «%» and «}}» may not stand in this tag."),
        say("Compute the value beforehand, or use a tag without p, tr, tc or r."),
    ),
    Fault(
        "TPL008",
        "outside-of-a-table",
        say("A tag for rows or cells stands outside of a table."),
        say("Put it into a cell of a table, or use another tag."),
    ),
    Fault(
        "TPL009",
        "text-lost-beside-tag",
        say("The paragraph is taken away with this tag, and the text «{lost}» with it."),
        say("Let the tag stand alone in its paragraph."),
    ),
    Fault(
        "TPL010",
        "statement-not-allowed",
        say("«{word}» is not allowed in a template."),
        say("Use if, for and set only; what must be computed belongs to the data."),
    ),
    Fault(
        "TPL011",
        "unknown-statement",
        say("«{word}» is no statement."),
        say("Use if, for and set only; what must be computed belongs to the data."),
    ),
    Fault(
        "TPL012", "out-of-place", say("«{word}» stands outside of its statement."), say("Put it between the opening and its end.")
    ),
    Fault("TPL013", "nothing-to-close", say("There is nothing to close here."), say("Remove it, or add the opening before it.")),
    Fault(
        "TPL014",
        "wrong-end",
        say("«{word}» stands here, but {tag} of paragraph {number} is still open."),
        say("Close the innermost statement first."),
    ),
    Fault(
        "TPL015",
        "crossing-tags",
        say("The statement was opened by {tag} in paragraph {number}, in another place."),
        say("Open and close it in the same cell; for whole rows write «tr», for whole cells «tc» behind the opening."),
    ),
    Fault("TPL016", "malformed-tag", say("A tag is malformed: {reason}."), say("Correct the tag in this paragraph.")),
    Fault("TPL017", "tag-too-complex", say("The tag is too long or too deep."), say("Simplify the tags of this part.")),
    Fault(
        "TPL018",
        "not-allowed",
        say("A template may not do this: {what}."),
        say("Print words, ask conditions and loop; compute in the data."),
    ),
    Fault("TPL019", "unknown-filter", say("The filter or test «{name}» is not known."), say("See the list of filters.")),
    Fault("TPL020", "unknown-word", say("The word «{path}» does not exist."), say("See: qms-docs template words KIND.")),
    Fault("TPL021", "not-a-list", say("«{path}» is no list; it cannot be looped over."), say("Print it, or loop over a list.")),
    Fault(
        "TPL022",
        "group-printed",
        say("«{path}» is a group of words; it cannot be printed."),
        say("Name one of its words behind a dot."),
    ),
    Fault(
        "TPL023", "list-printed", say("«{path}» is a list; it cannot be printed."), say("Loop over it, or take one entry: [0].")
    ),
    Fault("TPL024", "truth-printed", say("«{path}» is true or false; it cannot be printed."), say("Ask it with «if».")),
    Fault(
        "TPL025", "plain-word", say("«{path}» is a plain word; there is nothing behind it."), say("Remove what follows the dot.")
    ),
    Fault(
        "TPL026",
        "missing-index",
        say("«{path}» is a list; its words belong to its entries."),
        say("Loop over it, or take one entry: [0]."),
    ),
)
FAULTS: dict[str, Fault] = {fault.name: fault for fault in _ALL}
