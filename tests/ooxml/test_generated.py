"""Every document that we write, and every template, keeps the rules of tests/ooxml."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qms_docs.diagnostics import Diagnostic, Location, Severity, say
from qms_docs.pipeline import BuildResult
from qms_docs.templating.annotation import annotated
from tests.ooxml.checker import faults
from tests.places import REPOSITORY


def report(files: list[Path], *, tags: bool = False) -> list[str]:
    """What is found, by file; counts are printed (`pytest -rP`)."""
    found = {file: faults(file.read_bytes(), tags=tags) for file in files}
    by_rule = Counter(finding.rule for findings in found.values() for finding in findings)
    print(f"{len(files)} files, {sum(by_rule.values())} findings {dict(sorted(by_rule.items()))}")
    return [f"{file.name}: {finding}" for file, findings in found.items() for finding in findings]


@pytest.mark.parametrize("packs", ["packs_then", "packs_now"])
def test_no_generated_document_has_a_fault(packs: str, request: pytest.FixtureRequest) -> None:
    result: BuildResult = request.getfixturevalue(packs)
    files = sorted(result.out.rglob("*.docx"))
    assert len(files) == result.documents > 100
    assert report(files) == []


def test_no_template_has_a_fault() -> None:
    files = sorted((REPOSITORY / "templates/docx").glob("*.docx"))
    assert len(files) > 40
    assert report(files, tags=True) == []


def test_no_template_with_remarks_has_a_fault() -> None:
    template = REPOSITORY / "templates/docx/manual.docx"
    place = Location(template.name, within="word/document.xml¶3")
    remark = Diagnostic("TPL020", "unknown-word", Severity.ERROR, place, say("ok"))
    copy = annotated(template.read_bytes(), [remark], template.name)
    assert [str(finding) for finding in faults(copy, tags=True)] == []
