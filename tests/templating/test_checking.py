"""Every mistake of a template is told in one run, at its tag, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_docs.domain.words import vocabulary_from
from qms_docs.load import Workspace
from qms_docs.render import words_of
from qms_docs.templating.checking import TemplateCheck, check_template
from qms_docs.templating.faults import FAULTS
from tests.places import REPOSITORY
from tests.templating.builder import cell, document_xml, parts, row, table, template, zipped

# name of the fault: (blocks of the body, number of the paragraph, words of the advice)
CASES: dict[str, tuple[list[str], int, str]] = {
    "tag-not-closed": (["một", "{{ agency.name"], 2, "closing"),
    "statement-not-closed": (["{% if unit.name %}", "a"], 1, "end"),
    "prefix-glued": (["{%pif unit.name %}"], 1, "blank"),
    "sign-in-tag": ([table(row("{%tr for line in sheet.limits if loop.index % 2 %}"))], 1, "beforehand"),
    "outside-of-a-table": (["{%tr if unit.name %}", "{%tr endif %}"], 1, "table"),
    "text-lost-beside-tag": (["Xã {%p if unit.name %}", "{%p endif %}"], 1, "alone"),
    "statement-not-allowed": (["{% include 'a' %}"], 1, "if, for and set"),
    "unknown-statement": (["{% fro line in sheet.limits %}"], 1, "«for»"),
    "out-of-place": (["{% else %}"], 1, "between"),
    "nothing-to-close": (["{% endif %}"], 1, "opening"),
    "wrong-end": (["{% for line in sheet.limits %}{% if line %}a{% endfor %}"], 1, "innermost"),
    "crossing-tags": ([table(row("{% if unit.name %}a", "b{% endif %}"))], 2, "same cell"),
    "malformed-tag": (["{{ agency name }}"], 1, "Correct"),
    "tag-too-complex": (["{{ " + "(" * 400 + "1" + ")" * 400 + " }}"], 1, "Simplify"),
    "not-allowed": (["{{ agency.name.upper() }}"], 1, "compute"),
    "unknown-filter": (["{{ agency.name|uper }}"], 1, "«upper»"),
    "unknown-word": (["một", "{{ agency.nmae }}"], 2, "«name»"),
    "not-a-list": (["{% for a in agency.name %}{% endfor %}"], 1, ""),
    "group-printed": (["{{ agency }}"], 1, "dot"),
    "list-printed": (["{{ sheet.limits }}"], 1, "Loop"),
    "truth-printed": (["{{ layout.basis_italic }}"], 1, "if"),
    "plain-word": (["{{ agency.name.first }}"], 1, "dot"),
    "missing-index": (["{{ sheet.steps.action }}"], 1, "[0]"),
}


@pytest.fixture
def check(tmp_path: Path, workspace: Workspace, english: None):
    vocabulary = vocabulary_from(words_of(workspace.catalogue.kinds["procedure_sheet"]))

    def checked(*blocks: str, with_words: bool = True) -> TemplateCheck:
        file = tmp_path / "mẫu.docx"
        file.write_bytes(template(*blocks))
        return check_template(file, vocabulary if with_words else None)

    return checked


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_fault_is_told_at_its_tag(check, name: str) -> None:
    blocks, number, advice = CASES[name]
    found = [d for d in check(*blocks).diagnostics if d.name == name]
    assert found, [d.name for d in check(*blocks).diagnostics]
    fault = found[0]
    assert fault.code == FAULTS[name].code
    assert (fault.location.within or "").startswith(f"word/document.xml¶{number}")
    assert " › {" in (fault.location.within or "")
    assert advice in str(fault.advice) and "{" not in str(fault.fact).replace("{%", "").replace("{{", "")


def test_every_fault_has_a_case_and_a_page() -> None:
    elsewhere = {"no-word-document", "does-not-compile", "broken-part"}
    assert set(FAULTS) == set(CASES) | elsewhere
    assert len({fault.code for fault in FAULTS.values()}) == len(FAULTS) >= 26
    page = (REPOSITORY / "docs/template-faults.md").read_text("utf-8")
    assert all(fault.code in page and name in page for name, fault in FAULTS.items())


def test_files_that_are_no_word_documents(tmp_path: Path) -> None:
    missing, text = tmp_path / "không-có.docx", tmp_path / "văn-bản.docx"
    text.write_text("xin chào", "utf-8")
    for file in (missing, text):
        assert [d.name for d in check_template(file).diagnostics] == ["no-word-document"]


def test_a_broken_part_is_named(tmp_path: Path) -> None:
    file = tmp_path / "hỏng.docx"
    file.write_bytes(zipped(parts(replaced={"word/document.xml": document_xml("a")[:-20]})))
    (found,) = check_template(file).diagnostics
    assert (found.name, found.location.within) == ("broken-part", "word/document.xml")


def test_all_faults_come_in_one_run(check) -> None:
    blocks = [
        "{{ agency.nmae }}",
        "{{ x",
        "{% if unit.name %}",
        table(row("{{ sheet.limits }}", "{{ a b }}")),
        "{{ agency.name|uper }}",
    ]
    found = check(*blocks).diagnostics
    names = ["unknown-word", "tag-not-closed", "list-printed", "malformed-tag", "unknown-filter", "statement-not-closed"]
    assert [d.name for d in found] == names


def test_the_place_names_table_row_and_cell(check) -> None:
    (found,) = check("một", table(row("a", "b"), row("c", "{{ agency.nmae }}"))).diagnostics
    assert found.location.within == "word/document.xml¶5 › bảng 1, hàng 2, ô 2 › {{ agency.nmae }}"


def test_loops_give_names_to_entries(check) -> None:
    sound = table(
        row("{%tr for step in sheet.steps %}", ""),
        row("{{ step.action }} {{ loop.index }}", "{% for time in step.cells %}{{ time.parts[0] }}{% endfor %}"),
        row("{%tr endfor %}", ""),
    )
    assert check(sound).diagnostics == []
    wrong = check(sound, "{{ step.action }}").diagnostics
    assert [d.name for d in wrong] == ["unknown-word"], "the loop is over"
    wrong = check("{% for step in sheet.steps %}{{ step.acton }}{% endfor %}").diagnostics
    assert [(d.name, "«action»" in str(d.advice)) for d in wrong] == [("unknown-word", True)]


def test_what_is_asked_for_may_be_missing(check) -> None:
    assert check("{% if lạ is defined %}a{% endif %}").diagnostics == []
    assert check("{% set tên = agency.name %}{{ tên }}").diagnostics == []


def test_without_a_kind_words_are_not_checked(check) -> None:
    assert check("{{ bất_kỳ.từ }}", with_words=False).diagnostics == []


def test_used_words_are_known(check) -> None:
    used = check("{{ agency.name }}{% for s in sheet.steps %}{{ s.no }}{% endfor %}").used
    assert used == {
        "agency",
        "agency.name",
        "sheet",
        "sheet.steps",
        "sheet.steps[]",
        "sheet.steps[].no",
        "document",
        "document.title",
    } - {
        "document",
        "document.title",
    }


@pytest.mark.parametrize("kind", ["publication_decision", "declaration", "notice_letter", "manual", "procedure_sheet"])
def test_the_shipped_templates_have_no_fault(workspace: Workspace, kind: str) -> None:
    chosen = workspace.catalogue.kinds[kind]
    found = check_template(workspace.templates / chosen.template, vocabulary_from(words_of(chosen)))
    assert found.diagnostics == []
    assert found.tags > 30 and len(found.used) > 20


def test_a_cell_may_hold_several_conditions(check) -> None:
    blocks = table(row(cell("{%p if unit.name %}", "a", "{%p else %}", "b", "{%p endif %}", "c"), "d"))
    assert check(blocks).diagnostics == []
