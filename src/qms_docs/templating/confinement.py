"""Templates of strangers: compiled and filled in a child process with limits of time, memory, files and processes.

In: a .docx, plain dictionaries. Out: DOCX bytes, the same as in process. Touches: processes.
The wall beyond the sandbox: it holds even where the sandbox fails. Windows knows only the limit of time; root may start
processes all the same, but they can open no file.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..diagnostics import Location, Message
from ..domain.recording import Read, whole
from ..errors import FillError, TemplateError
from .compiled import CompiledTemplate, compile_template
from .confined_worker import CPU_SECONDS, MAX_ANSWER, MEMORY, receive, send
from .faults import fault_at
from .kept import compiled_once

START_SECONDS = 60.0
WALL_SECONDS = 4.5
"""Time of one request by the clock: with what it takes to end a child, less than five seconds."""
MAX_TEMPLATE = 64 * 2**20
"""Bytes of a template."""
_MAX_HEADER = 2**20
_ROOT = Path(__file__).resolve().parents[1]
SHIPPED = Path(__file__).with_name("shipped.txt")
"""SHA-256 and name of each template that comes with the product, as `sha256sum` writes them."""
# The package is entered without its door: the child needs no YAML and no command line.
_START = """
import sys, types
sys.path[:] = {path!r}
package = types.ModuleType("qms_docs")
package.__path__ = [{root!r}]
sys.modules["qms_docs"] = package
from qms_docs.templating.confined_worker import main
main()
"""
# A child may lie: only sentences with plain blanks are filled, and no sign reaches the terminal that could steer it.
_SENTENCE = re.compile(r"(?:[^{}]|\{\{|\}\}|\{[a-z_]+\})+")
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@cache
def shipped() -> frozenset[str]:
    """Return the SHA-256 of the templates that come with the product."""
    return frozenset(line.split()[0] for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line)


def open_template(
    source: str | Path | bytes, name: str | None = None, cache_folder: Path | None = None
) -> CompiledTemplate | ConfinedTemplate:
    """Return a template (a file or its bytes) ready to be filled: in this process if it came with the product, else in a child.

    `cache_folder` keeps compiled what came with the product. Raises TemplateError like `compile_template`, and when the
    template goes beyond a limit.
    """
    if isinstance(source, bytes):
        where, data = name or "template", source
    else:
        where = name or str(source)
        with Path(source).open("rb") as file:
            data = file.read(MAX_TEMPLATE + 1)
    if len(data) > MAX_TEMPLATE:
        raise fault_at("template-too-large", Location(where), limit=MAX_TEMPLATE >> 20)
    trusted = hashlib.sha256(data).hexdigest() in shipped()
    return _compiled(data, where, cache_folder) if trusted else ConfinedTemplate(data, where)


@lru_cache(maxsize=64)
def _compiled(data: bytes, where: str, cache_folder: Path | None) -> CompiledTemplate:
    """Compile a template once per process and content, and no more than once where there is a folder to keep it in."""
    return compile_template(data, where) if cache_folder is None else compiled_once(data, where, cache_folder)


class ConfinedTemplate:
    """Like CompiledTemplate, but compiled and filled in a child process, which a request beyond a limit ends.

    The next document gets a new child. `close` ends it, as do the end of the block, of this object and of this process.
    """

    def __init__(self, source: bytes, where: str, child: Child | None = None) -> None:
        """Compile the template, in a child that is already there if one is given: starting takes longer than filling."""
        self.where = where
        self.sha256 = hashlib.sha256(source).hexdigest()
        self._source = source
        self._lock = threading.Lock()
        self._child = child
        self.filled_parts = self._compile(TemplateError)

    def fill(self, context: Mapping[str, Any]) -> bytes:
        """Return a .docx filled with `context`; raises FillError like CompiledTemplate, and beyond a limit."""
        request = pickle.dumps(dict(context))
        with self._lock:
            if self._child is None:
                self._compile(FillError)
            return self._answer(request, FillError)[1]

    def fill_and_record(self, context: Mapping[str, Any]) -> tuple[bytes, Read]:
        """Return a .docx as `fill` does; nobody watches the child, so all of `context` counts as read."""
        return self.fill(context), whole(context)

    def close(self) -> None:
        """End the child; a later `fill` starts a new one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _compile(self, error: type[TemplateError]) -> tuple[str, ...]:
        try:
            self._child = self._child or Child()
        except OSError as cause:
            raise self._ended(error, cause.strerror or type(cause).__name__) from None
        except _GoneError as cause:
            raise self._ended(error, cause.reason) from None
        try:
            header, _ = self._answer(pickle.dumps((self._source, self.where)), error)
        except TemplateError:
            # Without a template it is of no use here; one of our own ends with this.
            self._child = None
            raise
        return tuple(header["parts"])

    def _answer(self, request: bytes, error: type[TemplateError]) -> tuple[dict[str, Any], bytes]:
        """Return what the child answers; raises `error` with what it says is wrong, or when it breaks a limit."""
        assert self._child is not None
        try:
            header, body = self._child.ask(request, WALL_SECONDS)
            faults = _faults(header, self.where, error)
        except BaseException as cause:
            # Whatever comes next in the pipe belongs to no request.
            self.close()
            if not isinstance(cause, _GoneError):
                raise
            raise (self._too_much(error, "time") if cause.too_long else self._ended(error, cause.reason)) from None
        if faults:
            first, *others = faults
            raise error(first.location, first.fact, first.advice, first.fault, tuple(others))
        if "limit" in header:
            self.close()
            raise self._too_much(error, str(header["limit"]))
        return header, body

    def _too_much(self, error: type[TemplateError], limit: str) -> TemplateError:
        if limit == "time":
            return fault_at("takes-too-long", Location(self.where), error, seconds=CPU_SECONDS - 1)
        if limit == "memory":
            return fault_at("takes-too-much-memory", Location(self.where), error, limit=MEMORY >> 20)
        return fault_at("output-too-large", Location(self.where), error, limit=MAX_ANSWER >> 20)

    def _ended(self, error: type[TemplateError], reason: str) -> TemplateError:
        return fault_at("filling-ended", Location(self.where), error, reason=_clean(reason))


class _GoneError(Exception):
    """The child has ended, or does not answer as agreed."""

    def __init__(self, reason: str, too_long: bool) -> None:
        super().__init__(reason, too_long)
        self.reason = reason
        self.too_long = too_long


class Child:
    """A child process that compiles templates and fills them, one request after another."""

    def __init__(self) -> None:
        path = [str(Path(entry).resolve()) for entry in sys.path if entry]
        start = _START.format(path=path, root=str(_ROOT))
        # Windows starts nothing without SYSTEMROOT.
        environment = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        self._late = False
        self.end = weakref.finalize(self, _end, self.process, os.getpid())
        """End the process; also done when this object or the interpreter goes."""
        self.ask(None, START_SECONDS)

    def ask(self, request: bytes | None, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and return header and body of the answer; raises _GoneError if none comes in time."""
        assert self.process.stdin is not None and self.process.stdout is not None
        clock = threading.Timer(seconds, self._stop)
        clock.daemon = True
        clock.start()
        header: Any = None
        body = b""
        try:
            if request is not None:
                send(self.process.stdin, request)
            header = json.loads(receive(self.process.stdout, _MAX_HEADER))
            body = receive(self.process.stdout, MAX_ANSWER)
        except (OSError, EOFError, ValueError, RecursionError):
            header = None
        finally:
            clock.cancel()
            # Only then is the number of the process sure to be still its own.
            clock.join()
        if self._late or not isinstance(header, dict):
            self.end()
            code = self.process.returncode
            raise _GoneError(_name_of(code), self._late or (sys.platform != "win32" and code == -signal.SIGXCPU))
        return header, body

    def _stop(self) -> None:
        self._late = True
        _kill(self.process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and all that it may have started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if os.getpid() != owner:
        # A copy of the owner, made by fork: the child is not its own.
        return
    _kill(process)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.wait()


def _name_of(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else str(code)
    except ValueError:
        return str(code)


# ---- what the child says


def _clean(text: Any) -> str:
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", str(text))


def _faults(header: dict[str, Any], where: str, error: type[TemplateError]) -> list[TemplateError]:
    """Return the mistakes told; raises _GoneError when the child failed, or does not answer as agreed."""
    try:
        if header.get("faults"):
            return [_fault(told, where, error) for told in header["faults"]]
        if "limit" in header or all(type(part) is str for part in header["parts"]):
            return []
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        pass
    raise _GoneError(str(header.get("reason", "?")), False)


def _fault(told: Any, where: str, error: type[TemplateError]) -> TemplateError:
    line, column, within = told["place"]
    place = Location(where, line, column, None if within is None else _clean(within))
    advice = None if told["advice"] is None else _message(told["advice"])
    return error(place, _message(told["fact"]), advice, _clean(told["fault"]))


def _message(told: Any) -> Message:
    text, values = told["text"], {name: _value(value) for name, value in told["values"].items()}
    if not _SENTENCE.fullmatch(text):
        raise ValueError(text)
    # A blank without a value is found here, not when the message is shown.
    text.format(**values)
    return Message(text, values)


def _value(told: Any) -> Any:
    if isinstance(told, dict):
        return _message(told)
    return told if type(told) is int else _clean(told)
