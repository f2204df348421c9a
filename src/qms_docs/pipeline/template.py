"""What a template author asks: which words there are, what is wrong, how it looks filled."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..diagnostics import Diagnostic, say
from ..domain.artifacts import BuildRequest
from ..domain.document import DocumentKind
from ..domain.words import Word, vocabulary_from
from ..errors import OutputError, RequestError
from ..load import Workspace, load_workspace
from ..plan import plan_build, select_communes
from ..publish.folder import publish_file


@dataclass(frozen=True)
class TemplateReport:
    """All that is wrong in a template; with a kind, also which of its words it uses and which it does not."""

    file: Path
    tags: int
    diagnostics: tuple[Diagnostic, ...]
    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """True if the template must not be used."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def _kind(workspace: Workspace, key: str) -> DocumentKind:
    kinds = workspace.catalogue.kinds
    if key not in kinds:
        near = difflib.get_close_matches(key, kinds, 1, 0.5)
        advice = say("Did you mean: {names}?", names=near[0]) if near else say("See: qms-docs list {what}.", what="kinds")
        raise RequestError(say("There is no kind «{key}».", key=key), advice)
    return kinds[key]


def template_words(workspace: Path | str, kind: str) -> Word:
    """Return the words that a template of the kind may use; raises RequestError for an unknown kind."""
    from ..render import words_of

    loaded = load_workspace(Path(workspace))
    return vocabulary_from(words_of(_kind(loaded, kind), loaded.catalogue))


def check_template_file(file: Path, workspace: Path | str = ".", kind: str | None = None) -> TemplateReport:
    """Return all mistakes of a template; with a kind its words are checked against the vocabulary of that kind."""
    from ..templating.checking import check_template

    vocabulary = template_words(workspace, kind) if kind is not None else None
    found = check_template(file, vocabulary)
    known = [path for path, _ in vocabulary.lines()] if vocabulary is not None else []
    unused = tuple(path for path in known if path not in found.used)
    return TemplateReport(file, found.tags, tuple(found.diagnostics), tuple(sorted(found.used)), unused)


def annotate_template(report: TemplateReport, out: Path) -> Path:
    """Write a copy of the template in which the mistakes of the report stand as Word comments; return its path."""
    from ..templating.annotation import annotated

    publish_file(out, annotated(report.file.read_bytes(), report.diagnostics, str(report.file)))
    return out


def try_template(
    file: Path, workspace: Path | str, kind: str, commune: str, as_of: date, out: Path, procedure: str | None = None
) -> Path:
    """Fill a template with the real data of a commune (and procedure: the first one, unless named); return the file made.

    Raises RequestError for an unknown kind, commune or procedure, TemplateError or FillError with the place of a mistake.
    """
    from ..render import Press
    from ..templating.confinement import open_template

    loaded = load_workspace(Path(workspace))
    chosen = _kind(loaded, kind)
    request = BuildRequest(Path(workspace), as_of, out.parent, communes=(commune,), kinds=(chosen.key,))
    (unit,) = select_communes(loaded.catalogue, request)
    jobs = plan_build(loaded.catalogue, request, [unit]).jobs[unit.id]
    wanted = [job for job in jobs if procedure is None or job.procedure == procedure]
    if not wanted:
        fact = say("The procedure «{code}» is not in the scope of {commune} on this day.", code=procedure, commune=commune)
        raise RequestError(fact, say("See: qms-docs list {what}.", what="procedures"))
    words = Press(loaded.catalogue, loaded.settings, loaded.templates, as_of).words(wanted[0])
    try:
        template = open_template(file)
    except OSError as cause:
        reason = say("The template cannot be read: {reason}.", reason=cause.strerror)
        raise OutputError(reason, say("Check the name of the file.")) from cause
    publish_file(out, template.fill(words))
    return out


def outline_template(file: Path) -> list[str]:
    """Return a template as readable lines; raises TemplateError when it is no Word document."""
    from ..templating.outline import outline_of

    try:
        return list(outline_of(file.read_bytes(), str(file)))
    except OSError as cause:
        reason = say("The template cannot be read: {reason}.", reason=cause.strerror)
        raise OutputError(reason, say("Check the name of the file.")) from cause
