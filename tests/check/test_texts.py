"""Rules on texts where no single case file can tell: the repository's own texts, encodings, local differences, speed."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from qms_docs import check
from qms_docs.check import all_rules
from qms_docs.check.printed import Printed, PrintedTexts
from qms_docs.check.rules import Subject
from qms_docs.domain.old_encodings import OLD_ENCODING
from qms_docs.load import Workspace
from tests.places import NOW, THEN

RULES = [rule for rule in all_rules() if rule.code.startswith("TEX")]
_TCVN3 = (
    "à:µ á:¸ ả:¶ ã:· ạ:¹ ă:¨ ắ:¾ ằ:» ặ:Æ â:© ấ:Ê ầ:Ç ậ:Ë đ:® é:Ð ê:ª ế:Õ ề:Ò ệ:Ö í:Ý ị:Þ ó:ã ọ:ä ô:« ố:è ồ:å ộ:é "
    "ơ:¬ ờ:ê ợ:î ú:ó ủ:ñ ụ:ô ứ:ø ừ:õ ự:ù ý:ý ỷ:û"
)
_VNI = (
    "à:aø á:aù ả:aû ã:aõ ạ:aï ă:aê ắ:aé ằ:aè ặ:aë â:aâ ấ:aá ầ:aà ậ:aä đ:ñ é:eù ê:eâ ế:eá ề:eà ệ:eä ị:ò ó:où ọ:oï "
    "ô:oâ ố:oá ồ:oà ộ:oä ơ:ô ờ:ôø ợ:ôï ú:uù ủ:uû ụ:uï ư:ö ứ:öù ừ:öø ự:öï ý:yù ỷ:yû"
)


def subject(workspace: Workspace, day: date) -> Subject:
    catalogue = workspace.catalogue
    return Subject(catalogue, workspace.settings, workspace.templates, day, catalogue.communes_on(day))


@pytest.mark.parametrize("day", [THEN, date(2022, 6, 1), date(2025, 7, 15), NOW])
def test_nothing_is_told_of_the_texts_of_the_repository(workspace: Workspace, day: date) -> None:
    """All communes, all procedures, all system data: thousands of texts without a false alarm."""
    looked_at = subject(workspace, day)
    assert len(looked_at.printed) > 3000
    assert [(rule.code, str(found.fact), found.path) for rule in RULES for found in rule.check(looked_at)] == []


@pytest.mark.parametrize("encoding", [_TCVN3, _VNI], ids=["TCVN3", "VNI"])
def test_texts_of_an_old_encoding_are_known(workspace: Workspace, encoding: str) -> None:
    letters = dict(pair.split(":") for pair in encoding.split())
    texts = {each.text for each in subject(workspace, NOW).printed if len(each.text) > 40}
    old = ["".join(letters.get(letter, letter) for letter in text) for text in texts]
    known = [text for text in old if OLD_ENCODING.search(text)]
    assert len(known) / len(old) > 0.98


def test_rules_on_texts_are_fast(workspace: Workspace) -> None:
    looked_at = subject(workspace, NOW)
    began = time.perf_counter()
    for rule in RULES:
        list(rule.check(looked_at))
    assert time.perf_counter() - began < 2


def test_a_place_in_the_whole_leads_to_its_text() -> None:
    texts = PrintedTexts(Printed("system", f"{n}.yaml", (), text) for n, text in enumerate(["một", "hai hòa", "ba HOÀ"]))
    assert texts.at(texts.whole.index("hai")).file == "1.yaml"
    assert texts.at(texts.whole.index("HOÀ")).file == "2.yaml"
    assert len(texts.folded) == len(texts.whole) and texts.folded.count("hòa") == 2


def test_a_difference_of_a_district_may_name_the_district(small_workspace: Path, english: None) -> None:
    """The text of an override is held against the communes it is for, and told at its line of the override's file."""
    file = small_workspace / "overrides/binh-dai.yaml"
    file.parent.mkdir()
    text = "Đóng dấu, gửi UBND huyện Bình Đại."
    words = 'district: "835"\noverrides:\n  - procedure: "2.001019"\n    reason: Quy định của huyện\n'
    words += f'    set: {{steps: {{4: {{action: "{text}"}}}}}}\n'
    file.write_text(words, "utf-8")

    def told() -> list[tuple[str, int | None]]:
        found = check(small_workspace, as_of=THEN).diagnostics
        return [(each.code, each.location.line) for each in found if each.code.startswith("TEX")]

    assert told() == []
    file.write_text(words.replace("huyện Bình Đại", "huyện Ba Tri, xã Thạnh Phước"), "utf-8")
    assert told() == [("TEX001", 5), ("TEX001", 5)]


def test_a_town_of_the_past_may_be_told_as_the_past(small_workspace: Path, english: None) -> None:
    file = small_workspace / "system/policy.yaml"
    before = file.read_text("utf-8")
    for motto, codes in (("Thị trấn Bình Đại trước đây", []), ("Thị trấn Bình Đại", ["TEX002"])):
        file.write_text(before.replace("motto: ", f"motto: {motto} – "), "utf-8")
        found = check(small_workspace, as_of=NOW, communes=["29050"]).diagnostics
        assert [each.code for each in found if each.code.startswith("TEX")] == codes
