"""The manual page of a rule is read from its docstring."""

import re

from qms_docs.check import all_rules
from qms_docs.check.file_codes import FILE_CODES
from qms_docs.check.page import PARTS, parse_page
from tests.places import REPOSITORY

DOCSTRING = """Một dòng tóm tắt.

    Kiểm tra gì: việc thứ nhất,
    việc thứ hai.

    Vì sao: luật định.

    Ví dụ sai:

        officials:
          - {key: a}

    Ví dụ đúng:

        officials: []

    Cách sửa: xóa dòng.
    """


def test_parts_are_read_and_examples_keep_their_indents() -> None:
    page = parse_page(DOCSTRING)
    assert page.summary == "Một dòng tóm tắt."
    assert page.parts["Kiểm tra gì"] == "việc thứ nhất,\nviệc thứ hai."
    assert page.parts["Ví dụ sai"] == "officials:\n  - {key: a}"
    assert page.parts["Cách sửa"] == "xóa dòng."
    assert page.missing == ()


def test_parts_that_are_not_written_are_told() -> None:
    assert parse_page(DOCSTRING.replace("Vì sao: luật định.", "")).missing == ("Vì sao",)
    assert parse_page("Chỉ tóm tắt.").missing == PARTS
    assert parse_page(None).missing == PARTS


def test_every_rule_has_its_page() -> None:
    known = (*all_rules(), *FILE_CODES.values())
    assert {each.code: each.page.missing for each in known if each.page.missing or not each.page.summary} == {}


def test_every_code_in_the_sources_has_its_page() -> None:
    """A code that is told somewhere and explained nowhere leaves the user alone."""
    source = "\n".join(file.read_text("utf-8") for file in (REPOSITORY / "src/qms_docs").rglob("*.py"))
    told = set(re.findall(r'"((?:DATA|CHK|DOC|XLS|IMP|SHT|DRF)\d{3})"', source))
    assert told - {rule.code for rule in all_rules()} == set(FILE_CODES)


def test_the_index_names_every_rule() -> None:
    index = (REPOSITORY / "docs/rules/README.md").read_text("utf-8")
    assert [each.code for each in (*all_rules(), *FILE_CODES.values()) if f"({each.code}.md)" not in index] == []


def test_a_rule_has_one_name() -> None:
    names = [each.name for each in (*all_rules(), *FILE_CODES.values())]
    assert len(names) == len(set(names))
