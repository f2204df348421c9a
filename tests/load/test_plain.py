"""Models written back as their author would write them, and files written all or none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.places import REPOSITORY

from qms_docs.errors import OutputError
from qms_docs.load import load_workspace
from qms_docs.load.plain import plain_of
from qms_docs.load.together import write_together
from qms_docs.load.yaml_text import read_yaml


def test_every_object_of_the_workspace_is_the_same_after_being_written_out() -> None:
    catalogue = load_workspace(REPOSITORY).catalogue
    everything = [
        *catalogue.procedures.values(),
        *catalogue.communes,
        *catalogue.provinces,
        *catalogue.units,
        *catalogue.acts.values(),
        *catalogue.positions.values(),
        *catalogue.fields.values(),
        *catalogue.kinds.values(),
        *catalogue.shared.values(),
        *catalogue.one_stop,
        *catalogue.system.values(),
        *catalogue.extras.values(),
        *catalogue.year_records.values(),
        *(file for _, file in catalogue.overrides),
    ]
    assert len(everything) > 500
    for each in everything:
        assert type(each).model_validate(plain_of(each)) == each


def test_what_an_author_wrote_briefly_stays_brief() -> None:
    catalogue = load_workspace(REPOSITORY).catalogue
    procedure = catalogue.procedures["2.000815"]
    raw, plain = read_yaml(Path(catalogue.origin("procedure", "2.000815"))), plain_of(procedure)
    for key in ("names", "subjects", "channels", "legal_basis", "steps", "results"):
        assert plain[key] == raw[key], key


def test_files_are_written_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "mới/b.yaml"
    first.write_text("cũ", "utf-8")
    write_together({first: "a: 1\r\n", second: "b: Nguyễn\n"})
    assert (first.read_bytes(), second.read_text("utf-8")) == (b"a: 1\r\n", "b: Nguyễn\n")
    assert sorted(each.name for each in tmp_path.rglob("*.yaml*")) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("fails_at", range(1, 9))
def test_where_one_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    first, second, third = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "mới/c.yaml"
    first.write_text("cũ a", "utf-8")
    second.write_text("cũ b", "utf-8")
    calls: list[str] = []

    def failing(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if any(str(each).startswith(str(tmp_path)) for each in arguments):
                calls.append(name)
                if len(calls) == fails_at:
                    raise OSError(28, "No space left on device")
            return real(*arguments, **options)

        return call

    monkeypatch.setattr(Path, "replace", failing("replace", Path.replace))
    monkeypatch.setattr(Path, "open", failing("open", Path.open))
    monkeypatch.setattr(shutil, "copy2", failing("copy", shutil.copy2))
    with pytest.raises(OutputError):
        write_together({first: "mới a", second: "mới b", third: "mới c"})
    monkeypatch.undo()
    assert len(calls) >= fails_at
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == ("cũ a", "cũ b")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]
