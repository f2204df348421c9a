"""The procedures say what their sources say."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from tests.places import NOW, THEN

from qms_docs.domain.procedure import AdministrativeProcedure, DossierGroupKind
from qms_docs.domain.text import tone_folded
from qms_docs.load import Workspace

PLACEHOLDER_ONE = ["1.001266", "1.001570", "2.000720", "2.000575", "1.011606", "2.002165", "2.002226", "2.002228", "1.014736"]
NO_LIMIT = ["1.001612", "1.003956", "1.004498"]


@pytest.fixture(scope="module")
def sources(shared: Path) -> dict[str, dict]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load((shared / "data/tthc.yaml").read_text("utf-8"), loader)
    return {entry["code"]: entry for entry in entries if entry["code"]}


@pytest.fixture(scope="module")
def procedures(workspace: Workspace) -> dict[str, AdministrativeProcedure]:
    return workspace.catalogue.procedures


def test_the_repository_has_no_diagnostic_of_its_own(workspace: Workspace) -> None:
    assert [str(d.location) + str(d.fact) for d in workspace.diagnostics] == []


def test_there_are_enough_procedures_in_enough_fields(procedures: dict[str, AdministrativeProcedure]) -> None:
    assert len(procedures) >= 45
    assert len({procedure.field for procedure in procedures.values()}) >= 8


def test_all_verified_civil_status_and_certification_procedures_are_here(
    procedures: dict[str, AdministrativeProcedure], sources: dict[str, dict]
) -> None:
    wanted = {code for code, entry in sources.items() if entry["verified"] and entry["field_vi"] in ("Hộ tịch", "Chứng thực")}
    assert wanted <= set(procedures)


def test_official_names_decisions_and_verification_agree(
    procedures: dict[str, AdministrativeProcedure], sources: dict[str, dict]
) -> None:
    for code, procedure in procedures.items():
        source = sources[code]
        wanted = re.sub(r"\s+", " ", source["name_vi"]).replace(f" ({code})", "").strip()
        assert any(tone_folded(name.text) == tone_folded(wanted) for name in procedure.names), (code, procedure.names, wanted)
        assert procedure.verification.verified == source["verified"], code
        if not source["verified"]:
            continue
        # Two spellings of one number are found on the portal: «QĐ2338-BTP» and «2338/QĐ-BTP».
        decision = re.sub(r"^QĐ(\d+)-", r"\1/QĐ-", source["national_decision"] or "")
        assert (procedure.decision or "") == decision, code


def test_no_paper_of_a_dossier_is_dropped(procedures: dict[str, AdministrativeProcedure], sources: dict[str, dict]) -> None:
    for code, procedure in procedures.items():
        papers = sum(len(group.items) for group in procedure.dossier.groups)
        assert papers >= len(sources[code]["dossier"]) or procedure.quirks, code


def test_a_bare_one_is_never_a_limit(procedures: dict[str, AdministrativeProcedure]) -> None:
    for code in (*PLACEHOLDER_ONE, *NO_LIMIT):
        assert not any(limit.is_known for limit in procedures[code].time_limits), code


def test_limits_are_those_of_the_source(procedures: dict[str, AdministrativeProcedure], sources: dict[str, dict]) -> None:
    units = {"working_day": "working_day", "calendar_day": "calendar_day", "same_day": "same_day"}
    for code, procedure in procedures.items():
        limit = sources[code]["time_limit"]
        if limit.get("value") is None or limit["unit"] not in units:
            continue
        found = {(known.value, str(known.unit)) for known in procedure.time_limits}
        value = None if limit["unit"] == "same_day" else Decimal(str(limit["value"]))
        assert (value, units[limit["unit"]]) in found, (code, limit, found)


def test_no_sheet_keeps_the_birth_register_that_was_copied_into_it(procedures: dict[str, AdministrativeProcedure]) -> None:
    for procedure in procedures.values():
        name = procedure.names[-1].text.lower()
        if "khai sinh" in name or "hộ tịch" in name:
            continue
        for record in procedure.records:
            assert "khai sinh" not in record.name.lower(), (procedure.code, record.name)


def test_councils_resolutions_of_other_provinces_are_left_to_local_data(procedures: dict[str, AdministrativeProcedure]) -> None:
    for procedure in procedures.values():
        assert not any("HĐND" in citation.act for citation in procedure.legal_basis), procedure.code


def test_no_place_name_and_no_reception_unit_is_written_into_a_procedure(
    workspace: Workspace, procedures: dict[str, AdministrativeProcedure]
) -> None:
    places = "Sóc Trăng|Cần Thơ|Hậu Giang|Bến Tre|Vĩnh Long|Hải Phòng|Trung tâm Phục vụ hành chính công|[Mm]ột cửa"
    for procedure in procedures.values():
        texts = [step.action for step in procedure.steps] + [step.output or "" for step in procedure.steps]
        texts += [record.name for record in procedure.records] + [result.text for result in procedure.results]
        texts += [item.name + (item.note or "") for group in procedure.dossier.groups for item in group.items]
        for text in texts:
            assert not re.search(places, text), (procedure.code, text)


def test_remarks_are_no_papers(procedures: dict[str, AdministrativeProcedure]) -> None:
    for procedure in procedures.values():
        for group in procedure.dossier.groups:
            if group.kind is not DossierGroupKind.REMARK:
                for item in group.items:
                    assert item.originals + item.copies > 0, (procedure.code, item.name)


def test_the_longest_name_and_the_longest_dossier_are_in_the_data(procedures: dict[str, AdministrativeProcedure]) -> None:
    assert max(len(name.text) for p in procedures.values() for name in p.names) >= 350
    assert max(sum(len(g.items) for g in p.dossier.groups) for p in procedures.values()) >= 53


def test_scope_follows_the_day(workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    scopes = {}
    for day in (THEN, NOW):
        commune = catalogue.commune_on("29104", day)
        assert commune is not None
        scopes[day] = {procedure.code for procedure in catalogue.scope_on(commune, day)}
    assert 34 <= len(scopes[THEN]) <= 53
    # Moved from the district, or made, after 2018.
    assert not {"2.000528", "1.012812", "1.001612", "1.010833"} & scopes[THEN]
    assert {"2.000528", "1.012812", "1.001612", "1.010833"} <= scopes[NOW]
    # Ended before 2026; border communes only.
    assert {"2.000509", "1.000748"} <= scopes[THEN] and not {"2.000509", "1.000748"} & scopes[NOW]
    assert not any(catalogue.procedures[code].border_only for code in scopes[THEN] | scopes[NOW])


def test_sheet_numbers_are_unique_in_a_field(procedures: dict[str, AdministrativeProcedure]) -> None:
    numbers = Counter((procedure.field, procedure.sheet_number) for procedure in procedures.values())
    assert max(numbers.values()) == 1
