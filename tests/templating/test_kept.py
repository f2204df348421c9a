"""Compiled templates that were kept fill as those compiled just now; anything wrong with the folder costs time alone."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.load import Workspace
from qms_docs.plan import plan_build, select_communes
from qms_docs.render import Press
from qms_docs.templating import kept
from qms_docs.templating.compiled import compile_template
from qms_docs.templating.confinement import ConfinedTemplate, open_template
from tests.places import REPOSITORY, THEN

TEMPLATES = sorted((REPOSITORY / "templates/docx").glob("*.docx"))


def refuse(*_: object) -> None:
    raise AssertionError("it was compiled again")


def test_every_template_fills_from_the_folder_as_before(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in TEMPLATES:
        kept.compiled_once(file.read_bytes(), file.name, tmp_path)
    monkeypatch.setattr(kept, "compile_template", refuse)
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, THEN)
    (commune,) = select_communes(workspace.catalogue, BuildRequest(REPOSITORY, THEN, REPOSITORY, ("29104",)))
    seen = set()
    for job in plan_build(workspace.catalogue, BuildRequest(REPOSITORY, THEN, REPOSITORY), [commune]).jobs[commune.id]:
        if job.kind in seen:
            continue
        seen.add(job.kind)
        file = workspace.templates / workspace.catalogue.kinds[job.kind].template
        again = kept.compiled_once(file.read_bytes(), file.name, tmp_path)
        words = press.words(job)
        assert again.fill(words) == compile_template(file.read_bytes(), file.name).fill(words)
    assert len(seen) > 30


@pytest.mark.parametrize("harm", [b"", b"\x80\x04garbage", b"cos\nsystem\n"], ids=["empty", "cut", "foreign"])
def test_a_harmed_file_is_compiled_again(tmp_path: Path, harm: bytes) -> None:
    data = TEMPLATES[0].read_bytes()
    sha256 = kept.compiled_once(data, "a", tmp_path).sha256
    (file,) = tmp_path.glob("*.compiled")
    whole = file.read_bytes()
    file.write_bytes(harm)
    assert kept.compiled_once(data, "a", tmp_path).sha256 == sha256
    assert file.read_bytes() == whole


def test_another_program_does_not_use_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = TEMPLATES[0].read_bytes()
    kept.compiled_once(data, "a", tmp_path)
    monkeypatch.setattr(kept, "compiler_digest", lambda: "another")
    kept.compiled_once(data, "a", tmp_path)
    assert len(list(tmp_path.glob("*.compiled"))) == 2


def test_a_folder_that_cannot_be_written_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert kept.compiled_once(TEMPLATES[0].read_bytes(), "a", tmp_path / "file" / "x").slots


def test_templates_of_strangers_are_never_kept(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{ a }}")
    made.save(str(tmp_path / "own.docx"))
    with open_template(tmp_path / "own.docx", "own.docx", tmp_path / "kept") as own:
        assert isinstance(own, ConfinedTemplate) and own.fill({"a": "x"})
    assert not (tmp_path / "kept").exists()
