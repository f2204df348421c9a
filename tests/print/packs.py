"""The documents that are printed: which, for whom, on which day, and with extreme data.

In: a workspace. Out: Word files and `Made` by name. Touches: the folder given, LibreOffice.
"""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.load import load_workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press
from tests.print.measures import Made
from tests.print.pages import Print, read_print
from tests.system.reading import document_of, lines_of

SHORT = {
    "publication_decision": 2, "republication_decision": 2, "committee_decision": 3, "secretary_appointment": 2,
    "audit_team_decision": 2, "effectiveness_confirmation": 2, "notice_letter": 1, "quality_policy": 1,
    "change_request": 2, "disposal_minutes": 2, "nonconformity_report": 2, "satisfaction_survey": 2,
    "reception_slip": 2, "control_slip": 2, "supplement_request": 1, "rejection_slip": 1, "apology_letter": 1,
    "stop_notice": 1, "review_conclusions": 2,
}  # fmt: skip
"""Pages a kind may take with usual data."""
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def is_controlled(data: bytes) -> bool:
    """True for what bears a code and counted pages: no decision, no letter."""
    document = document_of(data)
    footers = [section.footer for section in document.sections]
    return any("NUMPAGES" in footer._element.xml for footer in footers)


def make(root: Path, code: str, day: date, folder: Path, kinds: frozenset[str], procedures: frozenset[str]) -> dict[str, Made]:
    """Write one document of each kind asked for (all without), those of `procedures` too; return what they are."""
    workspace = load_workspace(root)
    catalogue = workspace.catalogue
    commune = catalogue.commune_on(code, day)
    assert commune is not None
    press = Press(catalogue, workspace.settings, workspace.templates, day)
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Made] = {}
    for job in plan_build(catalogue, BuildRequest(root, day, folder), [commune]).jobs[commune.id]:
        name = _name(job, made, kinds, procedures)
        if name:
            data = press.render(job).data
            (folder / f"{name}.docx").write_bytes(data)
            lines = lines_of(document_of(data))
            longest = None if job.procedure in procedures else SHORT.get(job.kind)
            made[name] = Made(job.kind, job.code, lines, is_controlled(data), longest)
    return made


def _name(job: DocumentJob, made: dict[str, Made], kinds: frozenset[str], procedures: frozenset[str]) -> str:
    if kinds and job.kind not in kinds:
        return ""
    if job.procedure in procedures:
        return f"{job.kind}-{job.procedure}"
    return "" if job.kind in made or (job.procedure and procedures) else job.kind


def print_all(soffice: str, folder: Path) -> dict[str, Print]:
    """Let LibreOffice print all Word files of a folder, with tags; return them by name."""
    files = sorted(map(str, folder.glob("*.docx")))
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", _TAGGED]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=600)
    prints = {pdf.stem: read_print(pdf) for pdf in sorted(folder.glob("*.pdf"))}
    assert len(prints) == len(files)
    return prints
