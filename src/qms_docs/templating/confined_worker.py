"""The child that compiles a template and fills it behind limits of the operating system.

In: by pipe, a template, then the words of its documents. Out: by pipe, the documents or what is wrong. Touches: its own limits.
"""

from __future__ import annotations

import codecs
import gc
import importlib
import json
import pickle
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from ..diagnostics import Message
from ..errors import TemplateError
from .compiled import CompiledTemplate, compile_template

# Values may be of these kinds, and afterwards no file can be opened to load them.
from .drawings import Drawing
from .pictures import InlineImage
from .rich import Listing, RichText, RichTextParagraph
from .subdocument import SubDocument

VALUES = (Drawing, InlineImage, Listing, RichText, RichTextParagraph, SubDocument)

MEMORY = 2**30
"""Bytes of address space."""
CPU_SECONDS = 4
"""Computing time of one request, at most; the system counts whole seconds, so one less is sure."""
MAX_ANSWER = 64 * 2**20
"""Bytes of a document."""
# Standard input, output and error are open; a file, a folder, a socket or a program would be the fourth.
_OPEN_FILES = 3
# What a fault of ours may raise; any other error ends the process, and the parent says so.
_UNEXPECTED = (
    ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, NameError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, pickle.UnpicklingError,
)  # fmt: skip
_LOADED_LATE = ("docxtpl", "docx.image.image")
"""What the rooms of this package import when they first need it."""
_LENGTH = struct.Struct(">Q")

Answer = tuple[dict[str, Any], bytes]


def send(stream: IO[bytes], data: bytes) -> None:
    """Write the data with their length before them."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], limit: int) -> bytes:
    """Return the data that were sent; raises EOFError when the sender is gone, ValueError when they are longer than `limit`."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > limit:
        raise ValueError(length)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def main() -> None:
    """Answer requests until the parent is gone."""
    # What Python loads only when it is needed, for names in a ZIP and texts in a tag; afterwards no file can be opened.
    for codec in ("ascii", "cp437", "latin_1", "unicode_escape", "utf_16", "utf_8_sig"):
        codecs.lookup(codec)
    for name in _LOADED_LATE:
        importlib.import_module(name)
    _confine()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    template: CompiledTemplate | None = None

    def answer(message: bytes) -> Answer:
        nonlocal template
        # What the parent sends is as trusted as the parent; what goes back is never unpickled.
        request = pickle.loads(message)
        if isinstance(request, tuple):
            template = compile_template(*request)
            return {"parts": template.filled_parts}, b""
        assert template is not None
        return {"parts": []}, template.fill(request)

    with suppress(EOFError, BrokenPipeError):
        _put(out, {}, b"")
        while True:
            message = receive(source, sys.maxsize)
            _grant_time()
            _put(out, *_told(answer, message))


def _put(out: IO[bytes], header: dict[str, Any], body: bytes) -> None:
    if len(body) > MAX_ANSWER:
        header, body = {"limit": "answer"}, b""
    send(out, json.dumps(header).encode("ascii"))
    send(out, body)


def _told(answer: Callable[[bytes], Answer], message: bytes) -> Answer:
    """Return the answer, or what is wrong."""
    try:
        return answer(message)
    except TemplateError as cause:
        header: dict[str, Any] = {"faults": [_fault(each) for each in (cause, *cause.others)]}
    except MemoryError:
        header = {"limit": "memory"}
    except _UNEXPECTED as cause:
        header = {"reason": f"{type(cause).__name__}: {cause}"[:200]}
    # What the failure has left behind must not count against the next document.
    gc.collect()
    return header, b""


def _fault(error: TemplateError) -> dict[str, Any]:
    place = error.location
    return {
        "place": [place.line, place.column, place.within],
        "fact": _plain(error.fact),
        "advice": _plain(error.advice) if error.advice else None,
        "fault": error.fault,
    }


def _plain(value: Any) -> Any:
    """Return a message as text and values, a value as what it prints."""
    if isinstance(value, Message):
        return {"text": value.text, "values": {name: _plain(each) for name, each in value.values.items()}}
    return value if type(value) is int else str(value)


if sys.platform == "win32":

    def _confine() -> None:
        """Windows has no such limits; the parent's clock holds."""

    def _grant_time() -> None:
        pass

else:
    import resource

    def _confine() -> None:
        """Give up memory beyond the limit, and for good new files, sockets, programs and processes."""
        limits = {"AS": MEMORY, "FSIZE": 0, "CORE": 0, "NPROC": 0, "NOFILE": _OPEN_FILES}
        for name, most in limits.items():
            # A system may lack a limit, or have set a lower one.
            with suppress(AttributeError, ValueError, OSError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))

    def _grant_time() -> None:
        """Allow the next request its computing time; the system ends a process that takes more."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))
