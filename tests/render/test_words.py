"""What the words functions give is what their models describe, for every document of two communes and two days."""

from __future__ import annotations

import pytest
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.words import WordKind, vocabulary_from
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press, words_of


@pytest.mark.parametrize("day", [THEN, NOW], ids=["2018", "2026"])
@pytest.mark.parametrize("code", ["29104", "29110"])
def test_words_have_the_shape_their_model_describes(workspace: Workspace, day: object, code: str) -> None:
    catalogue = workspace.catalogue
    press = Press(catalogue, workspace.settings, workspace.templates, day)  # type: ignore[arg-type]
    commune = catalogue.commune_on(code, day)  # type: ignore[arg-type]
    assert commune is not None
    jobs = plan_build(catalogue, BuildRequest(REPOSITORY, day, REPOSITORY), [commune]).jobs[commune.id]  # type: ignore[arg-type]
    for job in jobs:
        words_of(catalogue.kinds[job.kind], catalogue).model_validate(press.words(job))
    assert len(jobs) > 40


def test_every_word_has_a_vietnamese_title(workspace: Workspace) -> None:
    for kind in workspace.catalogue.kinds.values():
        lines = dict(vocabulary_from(words_of(kind, workspace.catalogue)).lines())
        assert len(lines) > 50
        for path, word in lines.items():
            assert word.title, path
    sheet = dict(vocabulary_from(words_of(workspace.catalogue.kinds["procedure_sheet"], workspace.catalogue)).lines())
    assert sheet["sheet.steps"].kind is WordKind.LIST
    assert sheet["sheet.steps[].action"].kind is WordKind.TEXT
    assert sheet["layout.basis_italic"].kind is WordKind.TRUTH
    assert sheet["agency.name"].example == "Ủy ban nhân dân xã Thạnh Phước"
