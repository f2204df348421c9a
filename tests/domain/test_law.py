"""Parts of acts, what symbols tell, and how acts stand to one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.places import NOW

from qms_docs.domain.act_symbols import issuer_of, kind_of, spelled
from qms_docs.domain.law import ActKind, LegalAct
from qms_docs.domain.law_relations import ActState, pending_acts, repeals_in, state_of
from qms_docs.domain.procedure import Citation
from qms_docs.domain.provisions import Provision, provisions_of
from qms_docs.load import Workspace

ARTICLES = st.integers(1, 200).map(lambda number: f"Điều {number}")
CLAUSES = st.builds(lambda number, article: f"khoản {number} {article}", st.integers(1, 30), ARTICLES)
POINTS = st.builds(lambda letter, clause: f"điểm {letter} {clause}", st.sampled_from("abcdđeghik"), CLAUSES)


@given(st.lists(st.one_of(ARTICLES, CLAUSES, POINTS), min_size=1, max_size=4))
def test_every_part_named_is_understood(parts: list[str]) -> None:
    assert provisions_of("; ".join(parts)) == tuple(provisions_of(part)[0] for part in parts)


@given(POINTS)
def test_a_part_holds_what_lies_in_it_and_not_the_other_way_round(point: str) -> None:
    clause, article = point.split(" ", 2)[2], point.split(" ", 4)[4]
    (small,), (middle,), (large,) = map(provisions_of, (point, clause, article))
    assert large.holds(middle) and middle.holds(small) and large.holds(small) and small.holds(small)
    assert not middle.holds(large) and not small.holds(middle)


@pytest.mark.parametrize(
    "text", ["khoản 4", "Điều 4 khoản 4", "điểm a Điều", "điểm f khoản 1 Điều 2", "Điểu 5", "Điều 5 Luật Hộ tịch"]
)
def test_what_names_no_part_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Citation(act="60/2014/QH13", provision=text)


def test_chapters_and_appendices_are_parts() -> None:
    assert provisions_of("Chương II và Phụ lục I") == (Provision("chương ii"), Provision("phụ lục i"))


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("123/2015/NĐ-CP", None, ActKind.DECREE),
        ("60/2014/QH13", "Luật Hộ tịch", ActKind.LAW),
        ("91/2015/QH13", "Bộ luật Dân sự", ActKind.CODE),
        ("202/2025/QH15", "về việc sắp xếp đơn vị hành chính cấp tỉnh", ActKind.ASSEMBLY_RESOLUTION),
        ("02/2020/UBTVQH14", "Pháp lệnh Ưu đãi người có công với cách mạng", ActKind.ORDINANCE),
        ("66.7/2025/NQ-CP", None, ActKind.GOVERNMENT_RESOLUTION),
        ("15/2012/TTLT-BTP-BCA", None, ActKind.JOINT_CIRCULAR),
        ("1709/QĐ-UBND", None, ActKind.COMMITTEE_DECISION),
        ("419/BKHCN-TĐC", None, None),
    ],
)
def test_the_symbol_tells_the_kind(number: str, title: str | None, kind: ActKind | None) -> None:
    assert kind_of(number, title) is kind


def test_kind_and_issuer_of_the_acts_we_have_are_those_their_symbols_tell(workspace: Workspace) -> None:
    acts = workspace.catalogue.acts
    for act in acts.values():
        assert kind_of(act.number, act.title) in (act.kind, None)
        others = [other for other in acts.values() if other is not act]
        assert issuer_of(act.number, act.kind, others) in (act.issuer, None)


def test_a_local_symbol_leaves_the_issuer_open(workspace: Workspace) -> None:
    acts = workspace.catalogue.acts.values()
    assert issuer_of("5/QĐ-UBND", ActKind.COMMITTEE_DECISION, acts) is None
    assert issuer_of("20/2026/TT-BTP", ActKind.CIRCULAR, acts) == "Bộ trưởng Bộ Tư pháp"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("123/2015/ND-CP", "123/2015/NĐ-CP"),
        ("19/2014/QD-TTg", "19/2014/QĐ-TTg"),
        ("7/2026/NQ-HDND", "7/2026/NQ-HĐND"),
        ("1/2026/TT-BND", "1/2026/TT-BND"),
    ],
)
def test_numbers_typed_without_their_letter(typed: str, right: str) -> None:
    assert spelled(typed) == right


def act(number: str, **facts: object) -> LegalAct:
    known = {"number": number, "kind": "nghị định", "issuer": "Chính phủ", "verified": False, "source": "x"}
    return LegalAct.model_validate(known | facts)


def test_states() -> None:
    law = act("1/2020/NĐ-CP", effective_from="2020-01-01", effective_to="2024-12-31")
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    assert [state_of(law, day) for day in days] == [ActState.COMING, ActState.STANDS, ActState.STANDS, ActState.ENDED]


def test_a_chain_of_replacements_asks_for_its_last_act_once(workspace: Workspace) -> None:
    acts = [
        act("1/2010/NĐ-CP", effective_from="2010-01-01", effective_to="2014-12-31", replaced_by=["2/2015/NĐ-CP"]),
        act("2/2015/NĐ-CP", effective_from="2015-01-01", effective_to="2019-12-31", replaced_by=["3/2020/NĐ-CP"]),
        act("3/2020/NĐ-CP", effective_from="2020-01-01"),
        act("4/2021/NĐ-CP", effective_from="2021-01-01", amends=["3/2020/NĐ-CP"]),
        act("5/2027/NĐ-CP", effective_from="2027-01-01", amends=["3/2020/NĐ-CP"]),
    ]
    catalogue = replace(workspace.catalogue, acts={each.id: each for each in acts})
    base = workspace.catalogue.procedures["1.001193"].model_copy(update={"forms": (), "fees": ()})

    def asked(*cited: str) -> dict[str, tuple[str, ...]]:
        procedure = base.model_copy(update={"legal_basis": tuple(Citation(act=key) for key in cited)})
        return {each.act.id: (*each.replaces, *each.amends) for each in pending_acts(catalogue, [procedure], (), NOW)}

    assert asked("1/2010/NĐ-CP") == {"3/2020/NĐ-CP": ("1/2010/NĐ-CP",)}
    assert asked("1/2010/NĐ-CP", "2/2015/NĐ-CP") == {"3/2020/NĐ-CP": ("2/2015/NĐ-CP",)}
    assert asked("1/2010/NĐ-CP", "3/2020/NĐ-CP") == {"4/2021/NĐ-CP": ("3/2020/NĐ-CP",)}
    assert asked("3/2020/NĐ-CP", "4/2021/NĐ-CP") == {}


def test_a_part_is_repealed_from_its_day_on(workspace: Workspace) -> None:
    part = {"act": "1/2010/NĐ-CP", "part": "khoản 2 Điều 5"}
    later = act(
        "2/2015/NĐ-CP", effective_from="2015-01-01", repeals=[part, part | {"part": "Điều 9", "effective_from": "2016-01-01"}]
    )
    catalogue = replace(workspace.catalogue, acts={each.id: each for each in (act("1/2010/NĐ-CP"), later)})
    clause, article = repeals_in(catalogue)["1/2010/NĐ-CP"]
    assert clause.strikes("điểm b khoản 2 Điều 5", date(2015, 1, 1)) and not clause.strikes("Điều 5", date(2015, 1, 1))
    assert not clause.strikes("khoản 2 Điều 5", date(2014, 12, 31))
    assert article.strikes("khoản 1 Điều 9", date(2016, 1, 1)) and not article.strikes("khoản 1 Điều 9", date(2015, 12, 31))
