"""The child process that fills templates of strangers: same documents, same complaints, limits, nothing left behind."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import docx
import pytest
from tools.templates.__main__ import list_shipped

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.errors import FillError, TemplateError
from qms_docs.load import Workspace
from qms_docs.pipeline import BuildResult, build
from qms_docs.plan import plan_build, select_communes
from qms_docs.render import Press
from qms_docs.templating import CompiledTemplate, InlineImage, Listing, RichText, SubDocument, compile_template
from qms_docs.templating.confined_worker import MAX_ANSWER, _put, receive
from qms_docs.templating.confinement import SHIPPED, ConfinedTemplate, _faults, _GoneError, open_template
from qms_docs.templating.faults import FAULTS
from tests.places import REPOSITORY, THEN

from . import reading
from .builder import NAME, parts_of, row, table, template, zipped
from .richness import png

DRAFTS = REPOSITORY / "templates/docx"
LOOPS = "".join(f"{{% for {name} in long %}}" for name in "abcd")
ENDLESS = LOOPS + "{% if d == 1 %}{{ x }}{% endif %}" + "{% endfor %}" * 4
QUICK, SLOW = {"x": "An Hiệp", "long": [1]}, {"x": "An Hiệp", "long": list(range(1000))}


@pytest.fixture
def endless(english: None) -> Iterator[ConfinedTemplate]:
    """A template that a long list keeps busy for ever."""
    with ConfinedTemplate(template(ENDLESS), NAME) as made:
        yield made


def pid_of(confined: ConfinedTemplate) -> int:
    assert confined._child is not None
    return confined._child.process.pid


def runs(pid: int) -> bool:
    """True if there is such a process, and it is not only waiting for its parent to hear of its end."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def ends(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while runs(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


# ---- the same work


def test_the_documents_are_the_same(workspace: Workspace) -> None:
    """Each kind of document of a commune, filled in process and in a child."""
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, THEN)
    request = BuildRequest(REPOSITORY, THEN, REPOSITORY, communes=("29104",))
    (commune,) = units = select_communes(workspace.catalogue, request)
    jobs = {job.kind: job for job in plan_build(workspace.catalogue, request, units).jobs[commune.id]}
    assert len(jobs) > 30
    for kind, job in list(jobs.items())[::4]:
        file = workspace.templates / workspace.catalogue.kinds[kind].template
        here = press.template(kind)
        assert isinstance(here, CompiledTemplate)
        with ConfinedTemplate(file.read_bytes(), file.name) as there:
            assert (there.where, there.sha256, there.filled_parts) == (here.where, here.sha256, here.filled_parts)
            first = there.fill(press.words(job))
            assert first == there.fill(press.words(job)) == here.fill(press.words(job))


@pytest.mark.parametrize(
    "blocks",
    [
        ("{{ x", "một"),
        ("{% frob %}",),
        ("{{ x|frob }}",),
        ("{{ x.y() }}",),
        ("{{ a }}", "{{ b.c }}", "{{ none }}", "{{ x.y.z }}", "{{ people }}", "{{ bell }}"),
        (table(row("{%tr for p in x %}a", "b", "c"), row("{%tr endfor %}", "", "")), "{%p if x %} a"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_complaints_are_the_same(blocks: tuple[str, ...], language: str, request: pytest.FixtureRequest) -> None:
    if language == "en":
        request.getfixturevalue("english")
    words = {"x": "An", "none": None, "people": [1], "bell": "a\x01b"}
    with pytest.raises(TemplateError) as here:
        compile_template(template(*blocks), NAME).fill(words)
    with pytest.raises(TemplateError) as there:
        ConfinedTemplate(template(*blocks), NAME).fill(words)
    for mine, its in zip((here.value, *here.value.others), (there.value, *there.value.others), strict=True):
        assert (type(its), str(its), its.location, its.fault) == (type(mine), str(mine), mine.location, mine.fault)
        assert (str(its.fact), str(its.advice)) == (str(mine.fact), str(mine.advice))
    again = pickle.loads(pickle.dumps(there.value))
    assert str(again) == str(there.value)


def test_the_words_are_as_they_were() -> None:
    words = {"people": [{"name": "Á"}]}
    with ConfinedTemplate(template("{% set people = [] %}{{ people|length }}"), NAME) as confined:
        confined.fill(words)
    assert words == {"people": [{"name": "Á"}]}


# ---- the limits


def test_one_document_that_never_ends_does_not_stop_the_next(endless: ConfinedTemplate) -> None:
    started = time.monotonic()
    with pytest.raises(FillError, match=r"mẫu\.docx: The template takes longer than 3 seconds for one document\."):
        endless.fill(SLOW)
    assert time.monotonic() - started < 30
    assert reading.text(endless.fill(QUICK)) == "An Hiệp"


def test_one_document_that_grows_does_not_stop_the_next(english: None) -> None:
    growing = "".join(f"{{% set b{i} = {' ~ '.join(['text'] * 20)} %}}" for i in range(300)) + "{{ x }}"
    with ConfinedTemplate(template(growing), NAME) as confined:
        with pytest.raises(FillError, match=r"more than 1024 MiB of memory|MemoryError|longer than 3 seconds"):
            confined.fill({"x": "An", "text": "x" * 200_000})
        assert reading.text(confined.fill({"x": "An", "text": "x"})) == "An"


def test_a_document_killed_in_the_middle_does_not_stop_the_next(endless: ConfinedTemplate) -> None:
    pid = pid_of(endless)
    killer = threading.Timer(0.5, os.kill, (pid, signal.SIGKILL))
    killer.start()
    with pytest.raises(FillError, match=r"mẫu\.docx: The process that fills the template has ended: SIGKILL\."):
        endless.fill(SLOW)
    killer.join()
    assert reading.text(endless.fill(QUICK)) == "An Hiệp"
    assert pid_of(endless) != pid


def test_the_output_is_limited(endless: ConfinedTemplate) -> None:
    pid = pid_of(endless)
    with pytest.raises(FillError, match="larger than 64 MiB"):
        endless.fill({"x": "Xã An Hiệp " * 1000, "long": [1] * 50})
    assert reading.text(endless.fill(QUICK)) == "An Hiệp"
    assert pid_of(endless) == pid


def test_a_document_too_large_for_the_pipe_is_not_sent() -> None:
    out = io.BytesIO()
    _put(out, {"parts": []}, bytes(MAX_ANSWER + 1))
    out.seek(0)
    assert (json.loads(receive(out, 100)), receive(out, 100)) == ({"limit": "answer"}, b"")


def test_a_template_too_large_is_not_read(tmp_path: Path, english: None) -> None:
    file = tmp_path / NAME
    with file.open("wb") as stream:
        stream.truncate(64 * 2**20 + 1)
    with pytest.raises(TemplateError, match="The template is larger than 64 MiB"):
        open_template(file)


class RunThere:
    """A value that becomes, in the child, what a piece of Python gives: as if the sandbox had been broken."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __reduce__(self) -> Any:
        tried = (
            f"try:\n {self.code}\n told = 'done'\nexcept Exception as cause:\n told = type(cause).__name__ + ' ' + str(cause)\n"
        )
        return eval, (f"(lambda names: (exec({tried!r}, names), names['told'])[1])({{}})",)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("open('/etc/hosts').read()", "Too many open files"),
        ("open('/dev/null', 'w')", "Too many open files"),
        ("import os; os.listdir('/')", "Too many open files"),
        ("import socket; socket.socket()", "Error"),
        ("import os; os.pipe()", "Too many open files"),
        ("import subprocess; subprocess.run(['true'])", "Error"),
        ("import sys; assert 'yaml' not in sys.modules and 'typer' not in sys.modules", "done"),
        ("import os; assert set(os.environ) <= {'LC_CTYPE'}, set(os.environ)", "done"),
        ("import os; assert os.getpid() == os.getpgrp() == os.getsid(0)", "done"),
        ("'A' * 2**30", "MemoryError"),
    ],
)
def test_the_wall_stands_without_the_sandbox(code: str, told: str) -> None:
    with ConfinedTemplate(template("{{ x }}"), NAME) as confined:
        assert told in reading.text(confined.fill({"x": RunThere(code)}))


@pytest.mark.parametrize("code", ["import os; os._exit(7)", "import os; os.kill(os.getpid(), 11)", "import os; os.close(1)"])
def test_a_child_that_goes_away_is_told(code: str, english: None) -> None:
    with ConfinedTemplate(template("{{ x }}"), NAME) as confined:
        with pytest.raises(FillError, match=r"The process that fills the template has ended: (7|SIGSEGV|SIGKILL|\d+)\."):
            confined.fill({"x": RunThere(code)})
        assert reading.text(confined.fill({"x": "An"})) == "An"


def test_a_child_that_says_too_much_is_ended(english: None) -> None:
    with ConfinedTemplate(template("{{ x }}"), NAME) as confined:
        for noise in (b"\xff" * 9, b"\0" * 7 + b"\2[]" + b"\0" * 8, b"\0" * 7 + b"\2{}" + b"\xff" * 8):
            with pytest.raises(FillError, match="has ended"):
                confined.fill({"x": RunThere(f"import os; os.write(1, {noise!r})")})
        assert reading.text(confined.fill({"x": "An"})) == "An"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"faults": 1},
        {"faults": []},
        {"faults": [{}]},
        {"faults": [[]]},
        {"parts": 1},
        {"parts": [1]},
        {"faults": [{"place": [1], "fact": {}, "advice": None, "fault": ""}]},
        *(
            {"faults": [{"place": [1, 1, "x"], "fact": {"text": text, "values": {"a": "b"}}, "advice": None, "fault": ""}]}
            for text in ("{a:9999999999}", "{a.__class__}", "{a!r}", "{}", "{b}", "", "{a", 1, None)
        ),
    ],
)
def test_a_child_cannot_make_its_parent_work(told: dict[str, Any]) -> None:
    with pytest.raises(_GoneError):
        _faults(told, NAME, TemplateError)


def test_a_child_cannot_steer_the_terminal() -> None:
    message = {"text": "«{a}»", "values": {"a": "\x1b[2J\ud800"}}
    (error,) = _faults(
        {"faults": [{"place": [None, None, "\x1b"], "fact": message, "advice": None, "fault": ""}]}, NAME, FillError
    )
    assert str(error) == f"{NAME} › \ufffd: «\ufffd[2J\ufffd»"


@pytest.mark.parametrize("name", FAULTS)
def test_every_complaint_passes_the_pipe(name: str) -> None:
    fault = FAULTS[name]
    for message in (fault.fact, fault.advice):
        values = {blank: "a" for _, blank, _, _ in Formatter().parse(message.text) if blank}
        told = {"text": message.text, "values": values}
        assert _faults({"faults": [{"place": [1, 2, "x"], "fact": told, "advice": told, "fault": name}]}, NAME, FillError)


# ---- nothing is left behind


def test_no_child_outlives_its_template() -> None:
    with ConfinedTemplate(template("{{ x }}"), NAME) as confined:
        pid = pid_of(confined)
        assert runs(pid)
    assert not runs(pid)
    assert reading.text(confined.fill({"x": "An"})) == "An"
    pid = pid_of(confined)
    del confined
    gc.collect()
    assert not runs(pid)


def test_no_child_outlives_a_template_refused() -> None:
    before = {entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    for text in ("{{ x", ENDLESS + "{% frob %}"):
        with pytest.raises(TemplateError):
            ConfinedTemplate(template(text), NAME)
    gc.collect()
    mine = str(os.getpid())
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and entry.name not in before:
            try:
                assert (entry / "stat").read_text().rsplit(")", 1)[1].split()[1] != mine
            except FileNotFoundError:
                continue


OWNER = """
import sys, threading
from qms_docs.templating.confinement import ConfinedTemplate
confined = ConfinedTemplate(open(sys.argv[1], "rb").read(), "a.docx")
print(confined._child.process.pid, flush=True)
if sys.argv[2] == "busy":
    print("filling", flush=True)
    confined.fill({"x": "An", "long": list(range(1000))})
if sys.argv[2] == "idle":
    sys.stdin.read()
"""


@pytest.mark.parametrize("way", ["leaves", "idle", "busy"])
def test_no_child_outlives_its_parent(way: str, tmp_path: Path) -> None:
    """The parent leaves by itself, or is killed while the child waits, or while it works."""
    file = tmp_path / NAME
    file.write_bytes(template(ENDLESS))
    command = [sys.executable, "-c", OWNER, str(file), way]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert runs(pid) or way == "leaves"
        if way == "busy":
            owner.stdout.readline()
            time.sleep(0.3)
        if way != "leaves":
            owner.kill()
        owner.wait()
        # A child at work ends with its seconds of computing time, which a busy machine gives out slowly.
        assert ends(pid, 60 if way == "busy" else 6)


# ---- which template is whose


def test_the_list_of_shipped_templates_is_up_to_date() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == list_shipped(DRAFTS), (
        "a template has changed: run «sha256sum *.docx > ../../src/qms_docs/templating/shipped.txt» in templates/docx"
    )


def saved_again(file: Path) -> bytes:
    """The same parts in another package, as if a stranger had saved it."""
    return zipped(parts_of(file.read_bytes()))


def test_a_shipped_template_is_filled_at_once_and_a_changed_one_in_a_child(tmp_path: Path) -> None:
    shipped = DRAFTS / "declaration.docx"
    mine = open_template(shipped)
    changed = tmp_path / shipped.name
    changed.write_bytes(saved_again(shipped))
    theirs = open_template(changed, "tờ khai.docx")
    assert isinstance(mine, CompiledTemplate)
    assert isinstance(theirs, ConfinedTemplate)
    assert (mine.where, theirs.where) == (str(shipped), "tờ khai.docx")
    with theirs, pytest.raises(OSError):
        open_template(tmp_path / "missing.docx")


def made(result: BuildResult) -> dict[str, str]:
    files = (file for file in result.out.rglob("*.docx"))
    return {file.relative_to(result.out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


COMMUNES = ("29104", "29050")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_with_templates_of_strangers_makes_the_same_documents(
    workers: int, small_workspace: Path, tmp_path: Path
) -> None:
    ours = build(small_workspace, as_of=THEN, out=tmp_path / "a", communes=COMMUNES)
    for file in (small_workspace / "templates/docx").glob("*.docx"):
        file.write_bytes(saved_again(file))
    theirs = build(small_workspace, as_of=THEN, out=tmp_path / "b", communes=COMMUNES, workers=workers)
    assert made(ours) == made(theirs)
    assert ours.documents == theirs.documents > 0


def test_a_hostile_template_stops_only_the_documents_it_spoils(small_workspace: Path, tmp_path: Path, english: None) -> None:
    """A declaration that loops for ever in one commune: that one is named, all others are made."""
    loops = "".join(f"{{% for a{i} in t %}}" for i in range(5)) + "a" + "{% endfor %}" * 5
    text = "{% set t = publication.place_and_date %}{{ t }}{% if 'Thạnh Phước' in t %}" + loops + "{% endif %}"
    target = small_workspace / "templates/docx/declaration.docx"
    shutil.copy(target, tmp_path / "kept.docx")
    target.write_bytes(template(text))
    result = build(small_workspace, as_of=THEN, out=tmp_path / "out", communes=COMMUNES)
    (failed,) = result.failed
    assert failed.job.kind == "declaration"
    assert "declaration.docx: The template takes longer than 3 seconds" in failed.reason
    shutil.copy(tmp_path / "kept.docx", target)
    whole = build(small_workspace, as_of=THEN, out=tmp_path / "whole", communes=COMMUNES)
    others = {path for path in made(whole) if path != failed.job.path}
    assert set(made(result)) == others != set()


def test_values_with_markup_cross_the_wall() -> None:
    inner = docx.Document()
    inner.add_paragraph("phụ lục")
    words = {
        "rich": RichText("đậm", bold=True),
        "lines": Listing("một\nhai"),
        "other": SubDocument(inner),
        "image": InlineImage(png()),
    }
    source = template("{{r rich }} {{ lines }}", "{{r image }}", "{{p other }}")
    with ConfinedTemplate(source, NAME) as confined:
        assert confined.fill(words) == compile_template(source, NAME).fill(words)
