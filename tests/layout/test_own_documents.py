"""Our own decisions, letters, plans and reports keep to the decree on both days; the page of rules is up to date."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from qms_docs.domain.artifacts import DocumentJob
from qms_docs.load import Workspace
from qms_docs.render import Press
from qms_docs.templating.layout import lint
from tests.places import NOW, REPOSITORY, THEN

UNITS = [(THEN, "29104"), (THEN, "29050"), (THEN, "29161"), (NOW, "29104"), (NOW, "29110")]


@pytest.mark.parametrize(("day", "code"), UNITS)
def test_no_departure_in_our_own_papers(workspace: Workspace, day: date, code: str) -> None:
    """All kinds of group A: a commune, a town, one of two communes of a name, a ward of today."""
    catalogue = workspace.catalogue
    commune = catalogue.commune_on(code, day)
    assert commune is not None
    press = Press(catalogue, workspace.settings, workspace.templates, day)
    kinds = [kind for kind in catalogue.kinds.values() if kind.group == "A"]
    assert len(kinds) >= 10
    told = []
    for kind in kinds:
        job = DocumentJob(kind.key, commune.id, None, kind.code_for(year=press.year), kind.title, "x.docx")
        found = lint(press.render(job).data, kind.key)
        told += [f"{kind.key}: {each.name}: {each.fact} {each.location.within}" for each in found]
    assert told == []


def test_the_page_of_rules_is_up_to_date() -> None:
    tool = [sys.executable, str(REPOSITORY / "tools/layout_pages.py"), "--check"]
    ended = subprocess.run(tool, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
