"""Faults of files: no Word document, broken parts.

In: nothing. Out: `Fault` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import say
from .fault import Fault

_SAVE_AGAIN = say("Save the template again in Word.")

OF_FILES: tuple[Fault, ...] = (
    Fault(
        "TPL001", "no-word-document", say("This is not a Word document (.docx)."), say("Open it in Word and save it as .docx.")
    ),
    Fault("TPL003", "broken-part", say("The part is not well-formed XML: {reason}."), _SAVE_AGAIN),
    Fault("TPL056", "template-too-large", say("The template is larger than {limit} MiB."), say("Make its pictures smaller.")),
    Fault(
        "TPL060",
        "encrypted-file",
        say("The file is protected by a password, or is an old Word file (.doc)."),
        say("Remove the password, or save it as .docx in Word."),
    ),
    Fault(
        "TPL061",
        "unsafe-package",
        say("The package holds parts that no Word file holds: {what}."),
        say("Do not use this file; save the template again in Word."),
    ),
    Fault(
        "TPL062",
        "unpacks-too-large",
        say("The part unpacks to far more data than it should."),
        say("Do not use this file; save the template again in Word."),
    ),
    Fault(
        "TPL063",
        "macros-refused",
        say("The file holds macros: {what}."),
        say("Save it as .docx without macros."),
    ),
    Fault(
        "TPL064",
        "objects-refused",
        say("The file holds an embedded object or control: {what}."),
        say("Remove the object in Word; put a picture in its place."),
    ),
    Fault(
        "TPL065",
        "foreign-text-refused",
        say("The file takes in another document: {what}."),
        say("Open it in Word and put the text itself in its place."),
    ),
    Fault(
        "TPL066",
        "way-out-refused",
        say("The file refers to something outside of it: {what}."),
        say("Remove the reference; only links to web pages and mail addresses may stay."),
    ),
    Fault(
        "TPL067",
        "field-refused",
        say("The field may fetch or run something: {what}."),
        say("Remove the field in Word, or replace it by its text (Ctrl+Shift+F9)."),
    ),
    Fault(
        "TPL068",
        "document-type-refused",
        say("The part brings a document type of its own: {what}."),
        say("Do not use this file; save the template again in Word."),
    ),
    Fault(
        "TPL069",
        "nested-too-deep",
        say("The part holds elements more than {what} deep."),
        say("Do not use this file; save the template again in Word."),
    ),
    Fault(
        "TPL070",
        "data-source-refused",
        say("The file takes its data from elsewhere (mail merge): {what}."),
        say("Turn mail merge off in Word: Mailings, Start Mail Merge, Normal Word Document."),
    ),
)
