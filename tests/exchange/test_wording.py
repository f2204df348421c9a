"""Words of choices in a workbook."""

from __future__ import annotations

from qms_docs.domain.people import PositionKind
from qms_docs.domain.procedure import ChannelKind
from qms_docs.exchange.wording import value_of, word_of


def test_choices_of_one_value_have_words_of_their_own() -> None:
    assert word_of(ChannelKind.POST) == "bưu chính" and word_of(PositionKind.POST) == "chức vụ"
    assert value_of("bưu chính", ChannelKind) == "post" and value_of("chức vụ", ChannelKind) is None
