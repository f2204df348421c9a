"""Căn cứ lines as a reader sees them, under both layout regimes; grounds of sheets with the parts they are cited for."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from tests.places import NOW, THEN

from qms_docs.domain.artifacts import DocumentJob
from qms_docs.domain.catalogue import Catalogue
from qms_docs.domain.procedure import Citation
from qms_docs.load import Workspace
from qms_docs.render import Press

ORDER = ("Luật", "Nghị định", "Quyết định", "Thông tư", "Kế hoạch")
DECISIONS = ("promulgation_decision", "publication_decision", "committee_decision")


@pytest.mark.parametrize(("day", "italic"), [(THEN, False), (NOW, True)])
@pytest.mark.parametrize("key", DECISIONS)
def test_grounds_of_decisions(workspace: Workspace, day: date, italic: bool, key: str) -> None:
    catalogue = workspace.catalogue
    commune, kind = catalogue.commune_on("29104", day), catalogue.kinds[key]
    assert commune is not None
    press = Press(catalogue, workspace.settings, workspace.templates, day)
    job = DocumentJob(key, commune.id, None, kind.code_for(year=press.year), kind.title, "x.docx")
    paper = docx.Document(io.BytesIO(press.render(job).data))
    lines = [each for each in paper.paragraphs if re.match(r"Căn cứ |Theo đề nghị |Xét ", each.text)]
    texts = [each.text for each in lines]
    acts = [found[1] for text in texts if (found := re.match(rf"Căn cứ ({'|'.join(ORDER)}) ", text))]
    ranks = [ORDER.index(act) for act in acts if act != "Quyết định"]
    assert ranks == sorted(ranks) and acts[0] == "Luật"
    assert not re.search(r"số|Quốc hội", texts[0]) and re.search(r"ngày \d\d tháng \d\d? năm \d{4};$", texts[0])
    assert all(re.search(r" số .+ ngày \d\d tháng \d\d? năm \d{4} của ", text) for text in texts[1 : len(acts)])
    assert all(text.endswith(";") for text in texts[:-1]) and texts[-1].endswith(".")
    assert {bool(each.style and each.style.font.italic) for each in lines} == {italic}


def grounds(workspace: Workspace, day: date, *cited: dict[str, str]) -> list[str]:
    """The grounds that the sheet of a procedure prints when it cites these."""
    catalogue = workspace.catalogue
    changed = catalogue.procedures["1.001193"].model_copy(
        update={"legal_basis": tuple(Citation.model_validate(each) for each in cited)}
    )
    own: Catalogue = replace(catalogue, procedures={"1.001193": changed}, overrides=())
    commune = own.commune_on("29104", day)
    assert commune is not None
    job = DocumentJob("procedure_sheet", commune.id, "1.001193", "QT 01/TPHT", "x", "x.docx")
    lines: list[str] = Press(own, workspace.settings, workspace.templates, day).words(job)["sheet"]["basis"]
    return lines


def test_parts_stand_before_the_act_which_is_named_once(workspace: Workspace) -> None:
    lines = grounds(
        workspace,
        NOW,
        {"act": "123/2015/NĐ-CP", "provision": "điểm a khoản 2 Điều 9"},
        {"act": "60/2014/QH13", "provision": "Điều 14; Điều 16"},
        {"act": "123/2015/NĐ-CP", "provision": "Điều 15"},
        {"act": "60/2014/QH13", "provision": "Điều 13", "valid_to": "2020-01-01"},
        {"act": "03/2026/QH16", "provision": "Điều 5"},
    )
    assert lines[0] == "Điều 14, Điều 16 Luật Hộ tịch số 60/2014/QH13;"
    assert lines[1].startswith(
        "Điểm a khoản 2 Điều 9, Điều 15 Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ quy định"
    )
    assert len(lines) == 2 and lines[1].endswith(".")


def test_an_act_cited_as_a_whole_names_no_part(workspace: Workspace) -> None:
    whole, part = {"act": "60/2014/QH13"}, {"act": "60/2014/QH13", "provision": "Điều 14"}
    assert grounds(workspace, THEN, part, whole) == ["Luật Hộ tịch số 60/2014/QH13."]
    assert grounds(workspace, THEN, part, part) == ["Điều 14 Luật Hộ tịch số 60/2014/QH13."]
