"""`qms-docs law …`: the acts of a workspace — list, show, add, due."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import Message, say
from ..diagnostics.message import translate as _
from ..domain.law import ActKind, LegalAct
from ..domain.law_graph import UsePlace
from ..domain.law_relations import ActState
from ..domain.text import ascii_slug, shortened
from ..domain.vietnamese import citation, short_date
from ..errors import ExitCode
from . import options as opt
from .completion import act_numbers
from .law_add import add_law_add_command
from .listing import print_table
from .output import print_json
from .summary import number
from .usage import SpokenGroup
from .values import parse_day

_STATES = {
    ActState.COMING: say("not in force yet on {day}"),
    ActState.STANDS: say("in force on {day}"),
    ActState.ENDED: say("no longer in force on {day}"),
}
_LATE = say("{documents} documents of {communes} units")
_TITLE = 70


def parse_kind(text: str) -> ActKind:
    """Return the kind of act, typed with or without marks."""
    known = {ascii_slug(kind.value): kind for kind in ActKind}
    plain = ascii_slug(text)
    if plain in known:
        return known[plain]
    near = [known[each].value for each in get_close_matches(plain, known, 1)] or [kind.value for kind in ActKind]
    fact, advice = say("There is no kind of act «{kind}».", kind=text), say("Did you mean: {names}?", names=", ".join(near))
    raise typer.BadParameter(f"{fact} {advice}")


def kind_option(help_text: str) -> Any:
    """--kind, the kind of an act."""
    return typer.Option("--kind", metavar=_("KIND"), parser=parse_kind, help=help_text)


def add_law_commands(app: typer.Typer) -> None:
    """Add the group `law` to the program."""
    help_text = _("The acts that the documents rest on: list, show, add, due.")
    group = typer.Typer(cls=SpokenGroup, help=help_text, no_args_is_help=True, subcommand_metavar=_("COMMAND …"))
    _add_list(group)
    _add_show(group)
    add_law_add_command(group, kind_option(_("Kind of act. Default: what the symbol tells.")))
    _add_due(group)
    app.add_typer(group, name="law")


def _act() -> Any:
    help_text = _("Number and symbol, for example 123/2015/NĐ-CP.")
    return typer.Argument(metavar=_("ACT"), help=help_text, autocompletion=act_numbers)


def _day(name: str, help_text: str) -> Any:
    return typer.Option(name, metavar=_("YYYY-MM-DD"), parser=parse_day, help=help_text)


def _add_list(group: typer.Typer) -> None:
    @group.command("list", **opt.details(_("List the acts in the legal order.")))
    def list_(
        workspace: Annotated[Path, opt.workspace()] = Path(),
        kind: Annotated[ActKind | None, kind_option(_("Only acts of this kind, for example «nghị định»."))] = None,
        in_force_on: Annotated[date | None, _day("--in-force-on", _("Only acts in force on this day."))] = None,
        search: Annotated[
            str, typer.Option("--search", metavar=_("TEXT"), help=_("Only acts with this in number, title or issuer."))
        ] = "",
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        acts = pipeline.list_acts(workspace, kind, in_force_on, search)
        if as_json:
            print_json([_facts(act) for act in acts])
            return ExitCode.OK
        titles = [say("Number"), say("Kind"), say("Signed"), say("From"), say("To"), say("Title")]
        rows = [
            [
                act.id,
                act.kind.value,
                *map(_shown, (act.signed, act.effective_from, act.effective_to)),
                shortened(act.title or "", _TITLE),
            ]
            for act in acts
        ]
        if rows:
            print_table([str(title) for title in titles], rows, sys.stdout)
            print()
        print(say("{count} acts", count=number(len(acts))))
        return ExitCode.OK


def _shown(day: date | None) -> str:
    return short_date(day) if day else ""


def _facts(act: LegalAct) -> dict[str, Any]:
    return {"id": act.id} | act.model_dump(mode="json")


def _add_show(group: typer.Typer) -> None:
    help_text = _("Show an act: its facts, what it replaces, amends and repeals, who cites it.")

    @group.command("show", **opt.details(help_text))
    def show(
        act: Annotated[str, _act()],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        as_of: Annotated[date | None, opt.day()] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.show_act(workspace, act, as_of or date.today())
        if as_json:
            print_json(_as_json(found))
        else:
            _print(found)
        return ExitCode.OK


def _as_json(found: pipeline.ActFacts) -> dict[str, Any]:
    return {
        **_facts(found.act),
        "as_of": found.day.isoformat(),
        "state": found.state.value,
        "file": found.file,
        "replaced_by": [act.id for act in found.replaced_by],
        "replaces": [act.id for act in found.replaces],
        "amended_by": [act.id for act in found.amended_by],
        "parts_repealed": [
            {"part": each.part, "by": each.by.id, "from": each.since.isoformat() if each.since else None} for each in found.lost
        ],
        "cited_by": {
            "procedures": list(found.procedures),
            "kinds": list(found.kinds),
            "provisions": [
                {"procedure": use.subject, "provision": use.detail}
                for use in found.uses
                if use.place is UsePlace.BASIS and use.detail
            ],
        },
    }


def _print(found: pipeline.ActFacts) -> None:
    act = found.act
    print(citation(act))
    print(f"  {Message(_STATES[found.state].text, {'day': short_date(found.day)})}")
    period = [(say("Signed"), act.signed), (say("In force from"), act.effective_from), (say("In force to"), act.effective_to)]
    for title, day in period:
        if day:
            print(f"  {title}: {short_date(day)}")
    related = [
        (say("Replaced by"), found.replaced_by),
        (say("Replaces"), found.replaces),
        (say("Amended by"), found.amended_by),
        (say("Amends"), found.amends),
    ]
    for title, others in related:
        for other in others:
            began = f" ({say('from {day}', day=short_date(other.effective_from))})" if other.effective_from else ""
            print(f"  {title}: {other.id}{began} {other.title or ''}".rstrip())
    for part in act.repeals:
        print(f"  {say('Repeals')}: {part.part} – {part.act}")
    for each in found.lost:
        since = f", {say('from {day}', day=short_date(each.since))}" if each.since else ""
        print(f"  {say('Part repealed')}: {each.part} ({each.by.id}{since})")
    seen = f" ({say('seen on {day}', day=short_date(act.seen))})" if act.seen else ""
    checked = say("verified") if act.verified else say("not verified")
    print(f"  {say('Source')}: {act.source}{seen}; {checked}")
    if act.note:
        print(f"  {say('Note')}: {act.note}")
    print(f"  {say('File')}: {found.file}")
    counts = say("{procedures} procedures, {kinds} kinds of document", procedures=len(found.procedures), kinds=len(found.kinds))
    print(f"  {say('Cited by')}: {counts}")
    for keys in (found.procedures, found.kinds):
        if keys:
            print(f"    {', '.join(keys)}")


def _add_due(group: typer.Typer) -> None:
    help_text = _("Say which acts have to be carried into the documents within three months of taking effect, and where not yet.")

    @group.command("due", **opt.details(help_text))
    def due(
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[list[str] | None, opt.communes()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        as_of: Annotated[date | None, opt.day()] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        day = as_of or date.today()
        found = pipeline.due_acts(workspace, day, tuple(commune or ()), tuple(district or ()))
        if as_json:
            print_json({"as_of": day.isoformat(), "due": [_due_json(each) for each in found]})
        elif found:
            _print_due(found)
        else:
            print(say("Nothing is due on {day}: the documents cite the acts in force.", day=short_date(day)))
        return ExitCode.OK


def _due_json(each: pipeline.DueAct) -> dict[str, Any]:
    pending = each.pending
    return {
        "act": pending.act.id,
        "title": pending.act.title,
        "replaces": list(pending.replaces),
        "amends": list(pending.amends),
        "effective_from": pending.act.effective_from.isoformat() if pending.act.effective_from else None,
        "deadline": each.deadline.isoformat() if each.deadline else None,
        "days_left": each.days_left,
        "procedures": list(pending.procedures),
        "kinds": list(pending.kinds),
        "communes": each.communes,
        "documents": each.documents,
    }


def _left(each: pipeline.DueAct) -> Message:
    if each.days_left is None or each.deadline is None:
        return say("the day on which it takes effect is not known")
    if each.days_left < 0:
        return say("due by {day}, {count} days overdue", day=short_date(each.deadline), count=number(-each.days_left))
    return say("due by {day}, {count} days left", day=short_date(each.deadline), count=number(each.days_left))


def _print_due(found: tuple[pipeline.DueAct, ...]) -> None:
    for each in found:
        pending = each.pending
        print(f"{pending.act.id} {shortened(pending.act.title or '', _TITLE)}".rstrip())
        if pending.act.effective_from:
            print(f"  {say('In force from')}: {short_date(pending.act.effective_from)}; {_left(each)}")
        else:
            print(f"  {_left(each)}")
        for title, olds in ((say("Replaces"), pending.replaces), (say("Amends"), pending.amends)):
            if olds:
                print(f"  {title}: {', '.join(olds)}")
        late = [*pending.procedures, *pending.kinds]
        print(f"  {say('Not updated yet')}: {', '.join(late)}")
        counts = say(
            "{documents} documents of {communes} units", documents=number(each.documents), communes=number(each.communes)
        )
        print(f"  {counts}")
        print()
    overdue = sum(each.days_left is not None and each.days_left < 0 for each in found)
    told = say("{count} acts, {overdue} of them overdue", count=number(len(found)), overdue=number(overdue))
    print(f"{told} ({say('three months: 19/2014/QĐ-TTg, Article 4, clause 4, point a')}).")
