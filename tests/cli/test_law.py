"""`qms-docs law`: acts listed and shown, an act added, what documents do not follow yet."""

from __future__ import annotations

import difflib
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from qms_docs.load import load_workspace
from tests.cli.conftest import Program
from tests.places import REPOSITORY

NEW_LAW = (
    "03/2026/QH16", "--title", "Luật Hộ tịch", "--signed", "2026-04-23", "--effective-from", "2027-03-01",
    "--replaces", "60/2014/QH13", "--verified", "--source", "nghiên cứu hệ thống thủ tục hành chính Hà Nội (10/2026)",
)  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """All acts, and little else."""
    root = tmp_path / "bản sao"
    root.mkdir()
    shutil.copytree(REPOSITORY / "law", root / "law")
    for name in ("qms.toml", "system", "templates"):
        (root / name).symlink_to(REPOSITORY / name)
    for name in ("communes/positions.yaml", "procedures/fields.yaml", "procedures/abbreviations.yaml"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / name, root / name)
    return root


def forget_the_new_law(root: Path) -> None:
    """Leave the acts as they were when nobody knew of the law that replaces the Luật Hộ tịch."""
    file = root / "law/acts/luat.yaml"
    text = file.read_text("utf-8")
    text = re.sub(r"\n  - number: 03/2026/QH16\n(?:    .*\n)+", "", text)
    text = text.replace("    effective_to: 2027-02-28\n    replaced_by: [03/2026/QH16]\n", "")
    assert "03/2026/QH16" not in text
    file.write_text(text, "utf-8")


def asked(qms: Program, *words: object) -> Any:
    ended = qms("law", *words, "--json")
    assert ended.code == 0, ended.err
    return ended.json


def texts(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (root / "law/acts").iterdir()}


def citing(act: str, day: date) -> set[str]:
    """The procedures in the scope of some commune on a day whose files name the act."""
    catalogue = load_workspace(REPOSITORY, whole=False).catalogue
    scope = {each.code for commune in catalogue.communes_on(day) for each in catalogue.scope_on(commune, day)}
    found = set()
    for file in REPOSITORY.glob("procedures/*/*.yaml"):
        data = yaml.safe_load(file.read_text("utf-8"))
        grounds = [each if isinstance(each, str) else each["act"] for each in data.get("legal_basis", [])]
        if act in grounds and str(data["code"]) in scope:
            found.add(str(data["code"]))
    return found


# list


def test_acts_are_listed_in_the_legal_order(qms: Program) -> None:
    acts = asked(qms, "list", REPOSITORY)
    kinds = list(dict.fromkeys(act["kind"] for act in acts))
    assert (
        kinds.index("luật")
        < kinds.index("nghị định")
        < kinds.index("quyết định của Thủ tướng Chính phủ")
        < kinds.index("thông tư")
    )
    circulars = [act["signed"] for act in acts if act["kind"] == "thông tư" and act["signed"]]
    assert circulars == sorted(circulars)


@pytest.mark.parametrize(
    ("day", "stands", "ended"),
    [("2018-12-01", "01/2011/TT-BNV", "30/2020/NĐ-CP"), ("2026-11-01", "30/2020/NĐ-CP", "01/2011/TT-BNV")],
)
def test_only_what_is_in_force_on_a_day(qms: Program, day: str, stands: str, ended: str) -> None:
    found = {act["id"] for act in asked(qms, "list", REPOSITORY, "--in-force-on", day)}
    assert stands in found and ended not in found


def test_acts_are_found_by_kind_and_words_typed_without_marks(qms: Program) -> None:
    laws = asked(qms, "list", REPOSITORY, "--kind", "luat", "--search", "ho tich")
    assert {act["id"] for act in laws} == {"60/2014/QH13", "03/2026/QH16"}
    text = qms("law", "list", REPOSITORY, "--kind", "luật", "--search", "hộ tịch").out
    assert "20/11/2014" in text and "01/3/2027" in text
    ended = qms("law", "list", REPOSITORY, "--kind", "thong tuu")
    assert ended.code == 2 and "thông tư" in ended.err


# show


def test_an_act_is_shown_with_all_it_stands_to(qms: Program) -> None:
    found = asked(qms, "show", "60/2014/QH13", REPOSITORY, "--as-of", "2026-11-01")
    assert found["state"] == "in-force" and found["replaced_by"] == ["03/2026/QH16"]
    assert set(found["cited_by"]["procedures"]) >= citing("60/2014/QH13", date(2026, 11, 1))
    later = asked(qms, "show", "60/2014/QH13", REPOSITORY, "--as-of", "2027-03-01")
    assert later["state"] == "ended"
    new = asked(qms, "show", "03/2026/QH16", REPOSITORY, "--as-of", "2026-11-01")
    assert (new["state"], new["replaces"]) == ("not-yet-in-force", ["60/2014/QH13"])
    decree = asked(qms, "show", "123/2015/ND-CP", REPOSITORY, "--as-of", "2026-11-01")
    assert "87/2020/NĐ-CP" in decree["amended_by"]


def test_parts_that_were_repealed_are_told(qms: Program) -> None:
    found = asked(qms, "show", "367/2025/NĐ-CP", REPOSITORY, "--as-of", "2026-11-01")
    assert found["parts_repealed"] == [{"part": "khoản 9 Điều 1", "by": "224/2026/NĐ-CP", "from": "2026-07-01"}]
    text = qms("law", "show", "367/2025/NĐ-CP", REPOSITORY, "--as-of", "2026-11-01").out
    assert "khoản 9 Điều 1" in text and "01/7/2026" in text and "law/acts/nghi-dinh.yaml" in text
    assert "367/2025/NĐ-CP" in qms("law", "show", "224/2026/NĐ-CP", REPOSITORY).out


def test_a_mistyped_number_gets_a_suggestion(qms: Program, copy: Path) -> None:
    was = texts(copy)
    for words in (("show", "132/2015/NĐ-CP", copy), ("add", "77/2026/NĐ-CP", copy, "--replaces", "132/2015/NĐ-CP")):
        ended = qms("law", *words)
        assert ended.code == 2 and "123/2015/NĐ-CP" in ended.err
    assert texts(copy) == was


# add and due


def test_the_law_of_2027_says_what_has_to_change_when_and_for_whom(qms: Program, copy: Path) -> None:
    for name in ("procedures", "communes"):
        shutil.rmtree(copy / name)
        (copy / name).symlink_to(REPOSITORY / name)
    forget_the_new_law(copy)
    ended = qms("law", "add", NEW_LAW[0], copy, *NEW_LAW[1:])
    assert ended.code == 0, ended.err
    (found,) = [each for each in asked(qms, "due", copy, "--as-of", "2027-04-01")["due"] if each["act"] == "03/2026/QH16"]
    assert set(found["procedures"]) == citing("60/2014/QH13", date(2027, 4, 1))
    assert found["replaces"] == ["60/2014/QH13"] and found["communes"] == 48
    assert (found["effective_from"], found["deadline"], found["days_left"]) == ("2027-03-01", "2027-06-01", 61)
    told = qms("law", "due", copy, "--as-of", "2027-04-01", "--commune", "29104")
    assert "01/6/2027" in told.out and "61" in told.out and "1.001193" in told.out


def test_the_deadline_comes_and_passes(qms: Program, small_workspace: Path) -> None:
    def left(day: str) -> list[int]:
        found = asked(qms, "due", small_workspace, "--as-of", day)["due"]
        return [each["days_left"] for each in found if each["act"] == "03/2026/QH16"]

    forget_the_new_law(small_workspace)
    assert left("2027-04-01") == []
    assert qms("law", "add", NEW_LAW[0], small_workspace, *NEW_LAW[1:]).code == 0
    assert [left(day) for day in ("2027-02-28", "2027-03-01", "2027-06-01", "2027-06-02")] == [[], [92], [0], [-1]]


def test_only_new_lines_are_put_into_the_files(qms: Program, copy: Path) -> None:
    forget_the_new_law(copy)
    ended = qms("law", "add", NEW_LAW[0], copy, *NEW_LAW[1:])
    assert not [line for line in ended.out.splitlines() if re.match("-(?!--)", line)], "no line is taken away or changed"
    for file, data in texts(copy).items():
        assert sorted(data.splitlines()) == sorted((REPOSITORY / "law/acts" / file.name).read_bytes().splitlines())


def test_documents_that_cite_the_new_act_are_no_longer_told(qms: Program, small_workspace: Path) -> None:
    def due() -> list[str]:
        found = asked(qms, "due", small_workspace, "--as-of", "2027-04-01")["due"]
        return sorted({code for each in found if each["act"] == "03/2026/QH16" for code in each["procedures"]})

    assert due() == ["1.001193", "1.004873"]
    for file in (small_workspace / "procedures").glob("*/1.0*.yaml"):
        file.write_text(file.read_text("utf-8").replace("  - 60/2014/QH13\n", "  - 60/2014/QH13\n  - 03/2026/QH16\n"), "utf-8")
    assert due() == []


def test_nothing_was_due_in_2018(qms: Program) -> None:
    assert asked(qms, "due", REPOSITORY, "--as-of", "2018-12-01")["due"] == []
    ended = qms("law", "due", REPOSITORY, "--as-of", "2018-12-01")
    assert ended.code == 0 and "01/12/2018" in ended.out


def test_what_lagged_behind_in_2026(qms: Program) -> None:
    found = {each["act"]: each for each in asked(qms, "due", REPOSITORY, "--as-of", "2026-11-01")["due"]}
    building = found["135/2025/QH15"]
    assert building["replaces"] == ["50/2014/QH13", "62/2020/QH14"] and building["procedures"] == ["1.013225"]
    assert (building["deadline"], building["days_left"]) == ("2026-10-01", -31)
    assert found["106/2021/TT-BTC"]["amends"] == ["85/2019/TT-BTC"]
    assert found["18/2026/NĐ-CP"]["deadline"] is None, "the day on which it takes effect is not known"
    assert all(each["days_left"] is None or each["days_left"] < 0 for each in found.values())


def test_an_act_is_completed_from_its_symbol(qms: Program, copy: Path) -> None:
    number = "20/2026/TT-BTP"
    ended = qms("law", "add", number, copy, "--title", "quy định: thử", "--amends", "04/2020/TT-BTP", "--seen", "2026-11-20")
    assert ended.code == 0, ended.err
    act = load_workspace(copy, whole=False).catalogue.acts[number]
    assert (act.kind.value, act.issuer, act.amends, act.verified) == (
        "thông tư",
        "Bộ trưởng Bộ Tư pháp",
        ("04/2020/TT-BTP",),
        False,
    )
    assert (act.title, act.seen, act.source) == ("quy định: thử", date(2026, 11, 20), "theo trí nhớ")
    assert number in (copy / "law/acts/thong-tu.yaml").read_text("utf-8")
    assert qms("law", "add", "500/2026/ND-CP", copy).code == 0
    assert load_workspace(copy, whole=False).catalogue.acts["500/2026/NĐ-CP"].issuer == "Chính phủ"


def test_a_dry_run_writes_nothing_and_shows_the_lines(qms: Program, copy: Path) -> None:
    was = texts(copy)
    ended = qms(
        "law", "add", "500/2026/NĐ-CP", copy, "--replaces", "123/2015/NĐ-CP", "--effective-from", "2027-01-01", "--dry-run"
    )
    assert ended.code == 0 and texts(copy) == was
    assert "+    effective_to: 2026-12-31" in ended.out and "+    replaced_by: [500/2026/NĐ-CP]" in ended.out


def test_an_act_is_never_written_twice(qms: Program, copy: Path) -> None:
    was = texts(copy)
    lines = (copy / "law/acts/luat.yaml").read_text("utf-8").splitlines()
    place = lines.index("  - number: 03/2026/QH16") + 1
    for number in ("03/2026/QH16", "03/2026/qh16", "123/2015/ND-CP"):
        ended = qms("law", "add", number, copy, *NEW_LAW[1:])
        assert ended.code == 2
        assert f"luat.yaml:{place}" in ended.err or "nghi-dinh.yaml" in ended.err
    assert texts(copy) == was


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("99/XYZ",), "--kind"),
        (("12/2026/NQ-HĐND",), "--issuer"),
        (("12/2026/TT-KHONGCO",), "--issuer"),
        (("500/2026/NĐ-CP", "--verified"), "--source"),
        (("500/2026/NĐ-CP", "--signed", "2025-01-01"), "2025"),
        (("500/2026/NĐ-CP", "--signed", "2026-05-02", "--effective-from", "2026-05-01"), "01/5/2026"),
        (("500/2026/NĐ-CP", "--signed", "2026-02-30"), "2026-02-30"),
        (("500/2026/NĐ-CP", "--title", ""), "title"),
    ],
)
def test_what_cannot_be_so_is_refused(qms: Program, copy: Path, words: tuple[str, ...], told: str) -> None:
    was = texts(copy)
    ended = qms("law", "add", words[0], copy, *words[1:])
    assert ended.code == 2 and told in ended.err
    assert texts(copy) == was


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    kind: luật\n", "    kind: luat\n"),
        ("  - number: 15/2003/QH11\n", "  - number: 15/2003/QH11\n\tkind: luật\n"),
        ("acts:\n", "văn bản:\n"),
    ],
)
def test_broken_files_stay_as_they_are(qms: Program, copy: Path, old: str, new: str) -> None:
    file = copy / "law/acts/luat.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    was = texts(copy)
    ended = qms("law", "add", "500/2026/NĐ-CP", copy, "--replaces", "30/2020/NĐ-CP")
    assert ended.code == 2 and "luat.yaml" in ended.err
    assert texts(copy) == was


FACTS = "kind: nghị định\nissuer: Chính phủ\nverified: false\nsource: x\n"


def entry(number: str, indent: str = "  ", facts: str = FACTS) -> str:
    return f"{indent}- number: {number}\n" + "".join(f"{indent}  {line}\n" for line in facts.splitlines())


FIRST, SECOND = "1/2020/NĐ-CP", "2/2021/NĐ-CP"
REPLACED = f"replaced_by: [{SECOND}]\n"
STYLES = {
    "comments, no blank lines": f"# đầu\nacts:\n{entry(FIRST, '')}# về hai\n{entry(SECOND, '')}# cuối\n",
    "comment behind a value": "acts:\n" + entry(FIRST).replace(FIRST, f"{FIRST} # một"),
    "no line end, Windows": ("acts:\n" + entry(FIRST)).rstrip().replace("\n", "\r\n"),
    "one line each": f"acts:\n  - {{number: {FIRST}, {', '.join(FACTS.splitlines())}}}\n",
    "replaced already": f"acts:\n{entry(FIRST, facts=REPLACED + FACTS)}\n"
    + entry(SECOND).replace("source: x\n", "source: |-\n      nhiều\n      dòng\n\n\n"),
    "list in lines": "acts:\n" + entry(FIRST, facts=f"replaced_by:\n  - 3/2019/NĐ-CP\n{FACTS}note: >\n  gấp\n  dòng\n"),
}


@pytest.mark.parametrize("style", STYLES)
def test_the_style_of_the_file_is_kept(qms: Program, copy: Path, style: str) -> None:
    for file in (copy / "law/acts").iterdir():
        file.unlink()
    file = copy / "law/acts/của tôi.yaml"
    file.write_bytes(STYLES[style].encode())
    ended = qms("law", "add", "9/2026/NĐ-CP", copy, "--effective-from", "2026-12-01", "--replaces", "1/2020/NĐ-CP")
    assert ended.code == 0, ended.err
    acts = load_workspace(copy, whole=False).catalogue.acts
    assert acts["1/2020/NĐ-CP"].replaced_by[-1] == "9/2026/NĐ-CP" and acts["1/2020/NĐ-CP"].effective_to == date(2026, 11, 30)
    assert acts["9/2026/NĐ-CP"].issuer == "Chính phủ"
    now = file.read_bytes().decode()
    lost = [line for line in difflib.ndiff(STYLES[style].splitlines(), now.splitlines()) if line.startswith("- ")]
    assert all("replaced_by" in line or "{" in line for line in lost)
    assert ("\r\n" in now) == ("\r\n" in STYLES[style]) and "\n\n\n\n" not in now
    if "\r\n" in now:
        assert now.count("\n") == now.count("\r\n")


def test_the_words_of_the_shell_are_the_numbers_of_the_workspace(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    from qms_docs.cli.completion import act_numbers

    class Line:
        params = {"workspace": copy}  # noqa: RUF012

    context: typer.Context = Line()  # type: ignore[assignment]
    assert act_numbers(context, "60/2") == ["60/2014/QH13", "60/2024/TT-BGTVT"]
    monkeypatch.chdir(copy.parent)
    Line.params = {}
    assert act_numbers(context, "60/2") == []
