"""Codes of procedures, units and documents: read as they are typed, never two alike."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.document import DocumentKind
from qms_docs.domain.overrides import Override
from qms_docs.domain.units import UNIT_CODE
from qms_docs.load import Workspace
from qms_docs.load.yaml_text import read_yaml
from qms_docs.plan import plan_build, select_communes

NATIONAL = st.from_regex(r"[0-9]\.[0-9]{6}", fullmatch=True)
PROCEDURES = st.one_of(
    NATIONAL,
    st.from_regex(r"[0-9]\.[0-9]{6}\.[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]\.[0-9]{6}\.000\.00\.00\.H[0-9]{2}", fullmatch=True),
    st.from_regex(r"T-[A-Z]{3}-[0-9]{6}-TT", fullmatch=True),
)


def accepts(code: str) -> bool:
    try:
        Override.model_validate({"procedure": code, "reason": "Quyết định", "set": {"conditions": []}})
    except ValidationError:
        return False
    return True


@given(PROCEDURES)
def test_every_form_of_a_procedure_code_is_taken(code: str) -> None:
    assert accepts(code)


@given(NATIONAL, st.integers(0, 7))
def test_a_code_that_lost_a_sign_is_refused(code: str, place: int) -> None:
    assert not accepts(code[:place] + code[place + 1 :])


@given(NATIONAL, st.sampled_from(["０", "O", "l", "٣", "x"]), st.integers(2, 7))
def test_a_sign_that_looks_like_a_digit_is_refused(code: str, sign: str, place: int) -> None:
    assert not accepts(code[:place] + sign + code[place + 1 :])


@settings(max_examples=60)
@given(st.lists(st.one_of(NATIONAL, st.from_regex(r"0[0-9]{4}", fullmatch=True)), min_size=1, max_size=20))
def test_a_file_keeps_each_sign_of_a_code_without_quotes(codes: list[str]) -> None:
    """Other readers make 1.10 of 1.100000 and 641 of 01201."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "codes.yaml"
        file.write_text("codes:\n" + "".join(f"  - {code}\n" for code in codes), "utf-8")
        assert read_yaml(file) == {"codes": codes}


@given(st.from_regex(UNIT_CODE, fullmatch=True))
def test_a_unit_code_has_five_digits_in_front_of_everything(code: str) -> None:
    assert len(code.strip()) == 5 and re.fullmatch(UNIT_CODE, code.strip())


SHEET = DocumentKind.model_validate(
    {
        "key": "sheet",
        "group": "D",
        "scope": "procedure",
        "title": "Quy trình",
        "code_pattern": "QT {number}/{field_code}",
        "template": "sheet.docx",
        "folder": "d",
    }
)


@given(st.sets(st.tuples(st.sampled_from(["HT", "CT", "NCN"]), st.integers(1, 999)), min_size=2, max_size=30))
def test_different_procedures_have_different_sheet_codes(asked: set[tuple[str, int]]) -> None:
    codes = {SHEET.code_for(field, number) for field, number in asked}
    assert len(codes) == len(asked)
    assert all(re.fullmatch(r"QT \d{2,3}/[A-Z]+", code) for code in codes)


@pytest.mark.parametrize("day", [THEN, NOW])
def test_no_unit_has_two_documents_of_one_code_or_name(workspace: Workspace, day: date) -> None:
    request = BuildRequest(REPOSITORY, day, REPOSITORY)
    for jobs in plan_build(workspace.catalogue, request, select_communes(workspace.catalogue, request)).jobs.values():
        assert len({job.code for job in jobs}) == len({job.path.lower() for job in jobs}) == len(jobs)
