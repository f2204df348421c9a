"""Every mistake of a template is told in one run, at its tag, with what was meant."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from pathlib import Path

import pytest

from qms_docs.domain.words import vocabulary_from
from qms_docs.load import Workspace
from qms_docs.render import words_of
from qms_docs.templating.checking import TemplateCheck, check_template
from qms_docs.templating.faults import FAULTS
from tests.templating.builder import cell, document_xml, filled, parts, row, table, template, zipped
from tests.templating.guarded import GUARDED
from tests.templating.reading import text
from tests.templating.test_hostile_packages import REASONS

EXAMPLES = [name for name, fault in FAULTS.items() if fault.wrong]
IN_FILES = {
    "no-word-document", "broken-part", "tag-in-deleted-text", "tag-in-bound-control", "template-too-large",
}  # fmt: skip
WHEN_FILLED = {
    "word-not-in-data", "value-missing", "value-not-text", "illegal-character", "filter-fails", "filled-part-broken",
    "output-too-large", "takes-too-long", "takes-too-much-memory", "filling-ended",
}  # fmt: skip


def blocks_of(example: tuple[str, ...]) -> list[str]:
    """The paragraphs of an example; its rows (`| a | b |`) as one table."""
    blocks: list[str] = []
    for is_row, lines in groupby(example, lambda line: line.startswith("| ")):
        if is_row:
            rows = [row(*(text.strip() for text in line[1:-1].split("|"))) for line in lines]
            blocks.append(table(*rows))
        else:
            blocks += lines
    return blocks


@pytest.fixture
def check(tmp_path: Path, workspace: Workspace, english: None):
    vocabulary = vocabulary_from(words_of(workspace.catalogue.kinds["procedure_sheet"], workspace.catalogue))

    def checked(*blocks: str, with_words: bool = True) -> TemplateCheck:
        file = tmp_path / "mẫu.docx"
        file.write_bytes(template(*blocks))
        return check_template(file, vocabulary if with_words else None)

    return checked


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_wrong_example_of_the_manual_is_told_at_its_place(check, name: str) -> None:
    found = check(*blocks_of(FAULTS[name].wrong)).diagnostics
    assert {d.name for d in found} == {name}
    for fault in found:
        assert fault.code == FAULTS[name].code
        assert (fault.location.within or "").startswith("word/document.xml¶")
        assert fault.advice and "{}" not in f"{fault.fact}{fault.advice}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_right_example_of_the_manual_is_right(check, name: str) -> None:
    assert [(d.name, str(d.fact)) for d in check(*blocks_of(FAULTS[name].right)).diagnostics] == []


def test_every_fault_has_an_example_or_a_test_of_its_own() -> None:
    of_packages = {name for name, _ in GUARDED.values()} | set(REASONS.values())
    assert set(FAULTS) == set(EXAMPLES) | IN_FILES | WHEN_FILLED | of_packages
    assert len({fault.code for fault in FAULTS.values()}) == len(FAULTS) >= 35
    print(f"{len(FAULTS)} kinds of fault, {len(EXAMPLES)} with examples that are tests")


@pytest.mark.parametrize(
    ("text", "within", "advice"),
    [
        ("{{ agency.nmae }}", " › {{ agency.nmae }}", "Did you mean «name»?"),
        ("{{ agency.name|uper }}", " › {{ agency.name|uper }}", "Did you mean «upper»?"),
        ("{% fro step in sheet.steps %}", " › {% fro step in sheet.steps %}", "Did you mean «for»?"),
        ("Xã {agency.name}", "", "Write two braces: {{ agency.name }}."),
        ("{% p if unit.name %}", " › {% p if unit.name %}", "Write «p» right behind the opening: {%p …"),
    ],
)
def test_the_advice_names_what_was_meant(check, text: str, within: str, advice: str) -> None:
    fault = check("một", text).diagnostics[0]
    assert (fault.location.within, str(fault.advice)) == (f"word/document.xml¶2{within}", advice)


def test_tags_in_deleted_text_are_told_and_say_nothing(check) -> None:
    deleted = "<w:p><w:del w:id='1' w:author='A'><w:r><w:delText>{{ agency.nmae }}</w:delText></w:r></w:del></w:p>"
    (fault,) = check("một", deleted).diagnostics
    assert (fault.name, fault.location.within) == ("tag-in-deleted-text", "word/document.xml¶2 › {{ agency.nmae }}")


def test_tags_in_bound_content_controls_are_told(check) -> None:
    bound = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a' w:storeItemID='{1}'/></w:sdtPr><w:sdtContent>"
        "<w:p><w:r><w:t>{{ agency.name }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert [d.name for d in check(bound).diagnostics] == ["tag-in-bound-control"]
    free = bound.replace("<w:dataBinding w:xpath='/a' w:storeItemID='{1}'/>", "")
    assert check(free).diagnostics == []


def test_raw_text_is_left_alone(check) -> None:
    assert check("{% raw %}{{ nmae }} }} {agency.name} {% if %}{% endraw %}").diagnostics == []


def test_names_typed_in_decomposed_letters_are_the_same_words() -> None:
    typed = unicodedata.normalize("NFD", "{{ tên_xã }} {% if tên == 'ấp' %}có{% endif %}")
    assert text(filled(typed, words={"tên_xã": "An Hiệp", "tên": "ấp"})).startswith("An Hiệp c")


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
    found = check_template(workspace.templates / chosen.template, vocabulary_from(words_of(chosen, workspace.catalogue)))
    assert found.diagnostics == []
    assert found.tags > 30 and len(found.used) > 20


def test_a_cell_may_hold_several_conditions(check) -> None:
    blocks = table(row(cell("{%p if unit.name %}", "a", "{%p else %}", "b", "{%p endif %}", "c"), "d"))
    assert check(blocks).diagnostics == []
