"""A merged commune's first file, from the files of the units it was formed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..diagnostics import Message, say
from ..domain.merger import Question, UnitDraft, merge_units
from ..domain.system.republication import Republication
from ..domain.vietnamese import short_date
from ..errors import OutputError, RequestError
from ..load import load_workspace
from ..load.drafts import draft_text

_KEYS = {"post": "assignments", "agency": "agency", "excluded": "procedures_excluded", "district": "legacy_district"}
_ABOUT = {
    "name": say("What is the name of the new unit?"),
    "district": say("Which old district is its area counted to?"),
    "agency": say("Which {key} is right for the new unit?"),
    "post": say("Who holds the post {key} from the first day?"),
    "excluded": say("Does the procedure {key} apply in the new unit?"),
    "decisions": say("Which earlier decisions to publish does the new one replace? Record them in system/republication.yaml."),
}


@dataclass(frozen=True)
class MergeReport:
    """The file written, the draft and its questions."""

    file: Path
    draft: UnitDraft


def question_text(question: Question) -> Message:
    """Return the question in words."""
    return say(_ABOUT[question.about].text, key=question.key)


def draft_unit(workspace: Path | str, code: str, first_day: date, out: Path | None = None) -> MergeReport:
    """Write the first file of the commune `code`, formed on `first_day`; an existing file is never overwritten.

    Raises RequestError where the data do not tell from which units it was formed, OutputError where the file exists.
    """
    loaded = load_workspace(Path(workspace))
    catalogue = loaded.catalogue
    known = catalogue.commune_on(code, first_day)
    before = catalogue.communes_on(first_day - timedelta(days=1))
    parts = [
        part
        for part in before
        if (known is not None and part.code in known.formed_from) or (part.successor == code and part.successor_from == first_day)
    ]
    if not parts:
        raise RequestError(
            say("Nothing says from which units {code} was formed on {day}.", code=code, day=short_date(first_day)),
            say("Give «successor» and «successor_from» in the files of the old units, or «formed_from» in the new one."),
        )
    data = [value for value in catalogue.system.values() if isinstance(value, Republication)]
    draft = merge_units(code, known, parts, first_day, data[0].earlier if data else ())
    file = out if out is not None else loaded.root / loaded.settings.folders.communes / f"{code}.yaml"
    if out is None and known is not None:
        raise OutputError(
            say("The unit {code} has a file already: {file}.", code=code, file=catalogue.origin("commune", known.id)),
            say("Name another file with --out, and take over what you need."),
        )
    if file.exists():
        raise OutputError(say("«{path}» exists already.", path=str(file)), say("Name another file with --out."))
    _write(file, draft)
    return MergeReport(file, draft)


def _write(file: Path, draft: UnitDraft) -> None:
    asked: dict[str, list[str]] = {}
    for question in draft.questions:
        answers = "; ".join(f"{unit}: {answer}" for unit, answer in question.answers)
        line = str(say("To be answered: {question} ({answers})", question=question_text(question), answers=answers))
        asked.setdefault(_KEYS.get(question.about, question.key), []).append(line)
    parts = ", ".join(draft.parts)
    heading = [
        str(say("Draft from the data of: {parts}. Formed on {day}.", parts=parts, day=short_date(draft.first_day))),
        str(say("Source: the files of the old units; answer the questions, then delete them.")),
    ]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(draft_text(draft.values, heading, asked))
    except OSError as cause:
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(file), reason=cause.strerror), say("Name another folder.")
        ) from cause
