"""A new act written into law/acts: completed from its symbol, tied to the acts it replaces and amends, nothing overwritten."""

from __future__ import annotations

import difflib
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ..diagnostics import Location, Message, Severity, say
from ..domain.act_symbols import issuer_of, kind_of, spelled
from ..domain.catalogue import Catalogue
from ..domain.law import ActKind, LegalAct
from ..domain.text import ascii_slug
from ..domain.vietnamese import short_date
from ..errors import OutputError, RequestError, WorkspaceError
from ..intake.portal.acts import ReadAct
from ..load import Workspace, load_workspace, place
from ..load.act_entries import Ending, UneditableFileError, with_acts
from ..load.validation import validate
from .impact import find_act

_FROM_MEMORY = "theo trí nhớ"


@dataclass(frozen=True)
class NewAct:
    """What is said of a new act; what is left out is completed where the symbol tells it."""

    number: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Values of `LegalAct` by name: key, kind, title, issuer, signed, effective_from, effective_to, verified, source, seen."""
    replaces: Sequence[str] = ()
    amends: Sequence[str] = ()


@dataclass(frozen=True)
class AddedAct:
    """The act, the files changed with the lines put into them, and what was left as it is."""

    act: LegalAct
    completed: tuple[str, ...]
    files: tuple[Path, ...]
    diff: str
    notes: tuple[Message, ...]


def add_act(workspace: Path | str, new: NewAct, dry_run: bool = False) -> AddedAct:
    """Write an act into the file of its kind, and into the acts it replaces that it does; `dry_run` writes nothing.

    Raises RequestError for what cannot be so, WorkspaceError where law/acts has mistakes, OutputError where it cannot be written.
    """
    loaded = load_workspace(Path(workspace), whole=False)
    catalogue = loaded.catalogue
    _refuse_broken(loaded)
    number = spelled(new.number)
    _refuse_known(loaded, str(new.facts.get("key") or number))
    replaced = [find_act(catalogue, each) for each in new.replaces]
    amended = [find_act(catalogue, each) for each in new.amends]
    act, completed = _completed(catalogue, number, new.facts, [each.id for each in amended])
    _refuse_impossible(act)
    file = act_file(loaded, act.kind)
    last = act.effective_from - timedelta(days=1) if act.effective_from else None
    endings = {each.id: Ending(act.id, last) for each in replaced}
    files = dict.fromkeys((file, *(Path(catalogue.origin("act", each.id)) for each in replaced)))
    texts = {each: _new_text(loaded, each, act if each == file else None, endings) for each in files}
    diff = "".join(_diff(each.relative_to(loaded.root), *texts[each]) for each in texts)
    if not dry_run:
        _write({each: after for each, (_, after) in texts.items()})
    return AddedAct(act, completed, tuple(texts), diff, tuple(_notes(act, replaced, last)))


def _refuse_broken(loaded: Workspace) -> None:
    folder = loaded.root / loaded.settings.folders.law / "acts"
    broken = [
        each for each in loaded.diagnostics if each.severity is Severity.ERROR and Path(each.location.file).is_relative_to(folder)
    ]
    if broken:
        where = broken[0].location.relative_to(loaded.root)
        raise WorkspaceError(
            say("The acts have mistakes; the first at {place}: {fact}", place=str(where), fact=broken[0].fact),
            say("Correct them first (qms-docs check); nothing was written."),
        )


def _refuse_known(loaded: Workspace, wanted: str) -> None:
    catalogue = loaded.catalogue
    plain = ascii_slug(wanted)
    known = next((act for act in catalogue.acts.values() if plain in (ascii_slug(act.id), ascii_slug(act.number))), None)
    if known is None:
        return
    file = catalogue.origin("act", known.id)
    same_file = [key for key in catalogue.acts if catalogue.origin("act", key) == file]
    where = place(file, ("acts", same_file.index(known.id))).relative_to(loaded.root)
    raise RequestError(
        say("{number} is there already: {place}.", number=known.id, place=str(where)),
        say("Change it in that file; the act of another province with the same number needs --key."),
    )


def _completed(
    catalogue: Catalogue, number: str, facts: Mapping[str, Any], amends: Sequence[str]
) -> tuple[LegalAct, tuple[str, ...]]:
    given = {key: value for key, value in facts.items() if value is not None}
    completed = {}
    kind = given.get("kind") or kind_of(number, given.get("title"))
    if kind is None:
        fact = say("The symbol of «{number}» does not tell the kind of the act.", number=number)
        raise RequestError(fact, say("Give --kind, for example --kind «{kind}».", kind=ActKind.CIRCULAR.value))
    issuer = given.get("issuer") or issuer_of(number, kind, catalogue.acts.values())
    if issuer is None:
        fact = say("The symbol of «{number}» does not tell who issued the act.", number=number)
        raise RequestError(fact, say("Give --issuer, as it is to be printed."))
    for key, value in (("kind", kind), ("issuer", issuer)):
        if key not in given:
            completed[key] = str(value)
    if given.get("verified") and "source" not in given:
        raise RequestError(say("A verified act needs its source."), say("Give --source, or leave out --verified."))
    values = {"verified": False, "source": _FROM_MEMORY, **given, "number": number, "kind": kind, "issuer": issuer}
    act, wrong = validate(LegalAct, values | {"amends": tuple(amends)}, Path(), locate=lambda *_: Location(""))
    if act is None:
        raise RequestError(wrong[0].fact, wrong[0].advice)
    return act, tuple(completed.values())


def _refuse_impossible(act: LegalAct) -> None:
    pairs = (("signed", "effective_from"), ("effective_from", "effective_to"))
    for first, second in pairs:
        earlier, later = getattr(act, first), getattr(act, second)
        if earlier and later and later < earlier:
            raise RequestError(
                say("The order of days is wrong: {first} {earlier}, {second} {later}.", first=first, earlier=short_date(earlier),
                    second=second, later=short_date(later)),
                say("Correct the days."),
            )  # fmt: skip
    if act.year and act.signed and act.year != act.signed.year:
        fact = say("The number is of {year}, the day of signature of {other}.", year=act.year, other=act.signed.year)
        raise RequestError(fact, say("Correct the number or --signed."))


def act_file(loaded: Workspace, kind: ActKind) -> Path:
    """Return the file in which most acts of the kind stand, else of the kind nearest in rank."""
    acts = loaded.catalogue.acts.values()
    kinds = sorted({act.kind for act in acts}, key=lambda each: (abs(each.rank - kind.rank), each.rank))
    if not kinds:
        return loaded.root / loaded.settings.folders.law / "acts" / f"{ascii_slug(kind.noun)}.yaml"
    files = Counter(loaded.catalogue.origin("act", act.id) for act in acts if act.kind is kinds[0])
    return Path(files.most_common(1)[0][0])


def _new_text(loaded: Workspace, file: Path, act: LegalAct | None, endings: Mapping[str, Ending]) -> tuple[str, str]:
    try:
        return with_acts(file, act, endings)
    except UneditableFileError as cause:
        shown = str(file.relative_to(loaded.root))
        fact = say("No act can be added to {file} as it is written.", file=shown)
        raise OutputError(fact, say("Write one act below the other, each with a dash; nothing was written.")) from cause


def _diff(file: Path, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{file.as_posix()}", f"b/{file.as_posix()}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _write(texts: Mapping[Path, str]) -> None:
    """Put the texts beside their files, then in their places: all or none, as far as a file system allows."""
    ready: list[tuple[Path, Path]] = []
    file = Path()
    try:
        for file, text in texts.items():
            target = file.resolve()
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.new")
            ready.append((draft, target))
            draft.write_bytes(text.encode())
            if target.exists():
                shutil.copymode(target, draft)
        for draft, target in ready:
            draft.replace(target)
    except OSError as cause:
        for draft, _ in ready:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        fact = say("«{path}» cannot be written: {reason}.", path=str(file), reason=cause.strerror)
        raise OutputError(fact, say("Check the permissions of the file.")) from cause


def _notes(act: LegalAct, replaced: Sequence[LegalAct], last: date | None) -> list[Message]:
    """Return what a person still has to look at."""
    notes = []
    for old in replaced:
        if last is None and old.effective_to is None:
            notes.append(say("{number} has no last day yet: the new act's first day is not known.", number=old.number))
        elif last is not None and old.effective_to not in (None, last):
            notes.append(
                say("{number} keeps its last day {day}.", number=old.number, day=short_date(old.effective_to or last)),
            )
    if act.title is None:
        notes.append(say("The title of {number} is not known.", number=act.number))
    return notes


def act_of(read: ReadAct, source: str, seen: date) -> LegalAct:
    """Return an act that a source cites as it is written into law/acts: not verified, with where it was seen."""
    if read.number is None or read.kind is None or read.issuer is None:
        raise ValueError(read.text)
    return LegalAct(
        number=read.number,
        kind=read.kind,
        title=read.title,
        issuer=read.issuer,
        signed=read.signed,
        effective_from=read.effective,
        verified=False,
        source=source,
        seen=seen,
    )
