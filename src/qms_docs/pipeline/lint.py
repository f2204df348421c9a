"""Word files compared with the layout decree, and copies with what is safe to mend mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Severity, say
from ..diagnostics.sarif import RuleText
from ..errors import RequestError, TemplateError
from ..publish.folder import publish_file


@dataclass(frozen=True)
class LintResult:
    """The files looked at and all that departs from the decree; `mended` counts what the copy has less."""

    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    mended: int = 0


def lint(files: Sequence[Path], layout: str | None = None) -> LintResult:
    """Return the departures of Word files from a layout (by default that of the day on each paper).

    Raises RequestError for a file that cannot be read; one that is no sound Word file becomes a diagnostic.
    """
    from ..templating.layout import lint as lint_layout

    found: list[Diagnostic] = []
    for file in files:
        data = _read(file)
        try:
            found += lint_layout(data, str(file), layout)
        except TemplateError as error:
            found.append(_broken(error))
    return LintResult(tuple(files), tuple(found))


def fix(file: Path, out: Path, layout: str | None = None) -> LintResult:
    """Write a copy of the file in which what is safe to mend is mended; return what is left.

    Raises RequestError where the copy would replace the file, TemplateError for a file that is no sound Word file.
    """
    if out.resolve() == file.resolve():
        raise RequestError(say("The copy must have another name than the file itself."), say("Give --fix another name."))
    from ..templating.layout import fix as fix_layout

    fixed = fix_layout(_read(file), str(file), layout)
    publish_file(out, fixed.data)
    return LintResult((file,), fixed.left, fixed.mended)


def rule_texts() -> dict[str, RuleText]:
    """Return what SARIF tells of each rule."""
    from ..templating.layout import LAYOUTS, RULES

    return {rule.code: RuleText(str(rule.title), rule.article(LAYOUTS["nd30"])) for rule in RULES.values()}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as cause:
        raise RequestError(say("«{path}» cannot be read: {reason}.", path=str(file), reason=cause.strerror)) from cause


def _broken(error: TemplateError) -> Diagnostic:
    from ..templating.faults import FAULTS

    fault = FAULTS[error.fault]
    return Diagnostic(fault.code, fault.name, Severity.ERROR, error.location, error.fact, error.advice)
