"""Words of choices in a workbook."""

from __future__ import annotations

import pytest

from qms_docs.domain.people import PositionKind
from qms_docs.domain.procedure import ChannelKind
from qms_docs.exchange.codecs import _read_tree, _tree_lines, text_of
from qms_docs.exchange.wording import value_of, word_of


def test_choices_of_one_value_have_words_of_their_own() -> None:
    assert word_of(ChannelKind.POST) == "bưu chính" and word_of(PositionKind.POST) == "chức vụ"
    assert value_of("bưu chính", ChannelKind) == "post" and value_of("chức vụ", ChannelKind) is None


@pytest.mark.parametrize("value", ["b  c", "   ", "b\u00a0c", "e\u0301", "x\n y", "\t", '\\  "', " b"])
def test_values_of_local_differences_come_back_to_the_letter(value: str) -> None:
    tree = {"khóa": value, "a  b": [value, {value: None}]}
    assert _read_tree(text_of("\n".join(_tree_lines(tree)))) == tree
