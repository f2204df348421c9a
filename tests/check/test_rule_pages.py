"""The manual page of a rule is read from its docstring."""

from qms_docs.check import all_rules
from qms_docs.check.page import PARTS, parse_page

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


def test_every_rule_has_a_summary_and_no_half_written_page() -> None:
    """A rule may still have its summary only; a page that is begun has all five parts."""
    assert [rule.code for rule in all_rules() if not rule.page.summary] == []
    assert {rule.code: rule.page.missing for rule in all_rules() if rule.page.parts and rule.page.missing} == {}
