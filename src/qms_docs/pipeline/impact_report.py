"""What rests on an act, written to a workbook and into a letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ..diagnostics import Location, say
from ..domain.artifacts import BuildRequest
from ..domain.catalogue import Catalogue
from ..domain.impact import Impact
from ..domain.units import Commune
from ..domain.vietnamese import citation
from ..errors import OutputError, RequestError, TemplateError
from ..load import Workspace, load_workspace
from ..plan import select_communes
from ..publish.folder import publish_file
from ..report import TEMPLATE, Sender, department_words, impact_workbook, letter_words
from .impact import impact_in

_RULE, _PROVISION = "19/2014/QĐ-TTg", "điểm a khoản 4 Điều 4"


def impact_report(
    workspace: Path | str,
    number: str,
    as_of: date,
    communes: Iterable[str] = (),
    districts: Iterable[str] = (),
    *,
    xlsx: Path | None = None,
    letter: Path | None = None,
    force: bool = False,
) -> Impact:
    """Return what rests on an act, and write it into the files asked for: both or none.

    Raises RequestError for a file that is there already (unless `force`), OutputError where a folder is missing.
    """
    targets = [file for file in (xlsx, letter) if file is not None]
    for file in targets:
        may_write(file, force)
    loaded = load_workspace(Path(workspace), whole=False)
    communes, districts = tuple(communes), tuple(districts)
    found = impact_in(loaded, number, as_of, communes, districts)
    made = []
    if xlsx is not None:
        made.append((xlsx, impact_workbook(found)))
    if letter is not None:
        request = BuildRequest(loaded.root, as_of, loaded.root, communes, districts)
        made.append((letter, _letter(loaded, found, select_communes(loaded.catalogue, request))))
    for file, data in made:
        publish_file(file, data)
    return found


def may_write(file: Path, force: bool) -> None:
    """Raise where a report may not be written: no folder, a folder of that name, a file that is there (unless `force`)."""
    if not file.parent.is_dir():
        raise OutputError(
            say("The folder «{folder}» is not there.", folder=str(file.parent)), say("Make it, or name another folder.")
        )
    if file.is_dir():
        raise OutputError(say("«{path}» is a folder.", path=str(file)), say("Name a file."))
    if file.exists() and not force:
        raise RequestError(say("«{path}» is there already.", path=str(file)), say("Name another file, or add --force."))


def _letter(workspace: Workspace, found: Impact, chosen: tuple[Commune, ...]) -> bytes:
    """Return the letter; raises RequestError where nothing rests on the act, TemplateError where its template is unsound."""
    from ..templating.confinement import open_template

    if not found.papers:
        raise RequestError(
            say("Nothing rests on «{act}» on this day, so there is no letter to write.", act=found.act.number),
            say("Name another day with --as-of."),
        )
    file = workspace.templates / TEMPLATE
    try:
        template = open_template(file, file.name)
    except OSError as cause:
        raise TemplateError(
            Location(str(file)),
            say("The template cannot be read: {reason}.", reason=cause.strerror),
            say("Copy {file} from a new workspace (qms-docs init).", file=TEMPLATE),
        ) from cause
    return template.fill(letter_words(found, _sender(workspace, found, chosen)))


def _sender(workspace: Workspace, found: Impact, chosen: tuple[Commune, ...]) -> Sender:
    from ..render import CommuneContext

    catalogue, day = workspace.catalogue, found.day
    context = CommuneContext(catalogue, workspace.settings, day, day.year, chosen[0])
    title = "Công văn về việc cập nhật tài liệu Hệ thống quản lý chất lượng"
    words = {**context.shared_words, "document": context.control_words("", title)}
    stages = tuple((stage.stage, context.position_title(stage.position)) for stage in workspace.settings.sign_off)
    profile = catalogue.province_on(chosen[0], day)
    # Without a department to speak for several units, the first of them does.
    is_unit = len(chosen) == 1 or profile is None
    if profile is not None and not is_unit:
        words |= department_words(profile)
    return Sender(words, stages, is_unit, _rule(catalogue, day))


def _rule(catalogue: Catalogue, day: date) -> str | None:
    act = catalogue.acts.get(_RULE)
    return f"{_PROVISION} {citation(act, long=True)}" if act is not None and act.stands_on(day) else None
