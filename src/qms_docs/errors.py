"""Trouble that stops a run. Each error owns its exit code and says what to do next.

QmsDocsError
├── WorkspaceError        2   no workspace there, or its settings cannot be read
├── RequestError          2   the command asks for something that does not exist
├── OutputError           4   the output folder cannot be written
│   ├── DiskFullError     4   the disk is full
│   ├── NameTooLongError  4   the file system does not take so long a name
│   └── StorageError      4   the object storage cannot be read or written
├── MissingProgramError   3   a program outside is needed and absent
├── SpreadsheetError      1   an Excel workbook cannot be read
└── TemplateError         1   a Word template cannot be used
    └── FillError         1   a template and its data do not fit
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Self

from .diagnostics import Diagnostic, Location, Message, Severity


class ExitCode(IntEnum):
    """What the operating system is told."""

    OK = 0
    DIAGNOSTICS = 1
    USAGE = 2
    PROGRAM_MISSING = 3
    DOCUMENTS_FAILED = 4
    REGISTER_CONFLICT = 5
    INTERRUPTED = 130


class QmsDocsError(Exception):
    """The run cannot go on; the message says what to do next."""

    exit_code = ExitCode.DIAGNOSTICS

    def __init__(self, fact: Message, advice: Message | None = None) -> None:
        super().__init__(fact, advice)
        self.fact = fact
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.fact} {self.advice}" if self.advice else str(self.fact)


class WorkspaceError(QmsDocsError):
    """No workspace there, or its settings cannot be read."""

    exit_code = ExitCode.USAGE


class RequestError(QmsDocsError):
    """The command asks for a unit, district, kind or day that does not exist."""

    exit_code = ExitCode.USAGE


class OutputError(QmsDocsError):
    """The output folder cannot be written."""

    exit_code = ExitCode.DOCUMENTS_FAILED


class DiskFullError(OutputError):
    """The disk that holds the output folder is full."""


class NameTooLongError(OutputError):
    """The file system does not take so long a name."""


class StorageError(OutputError):
    """The object storage cannot be read or written."""


class MissingProgramError(QmsDocsError):
    """A program outside is needed and absent."""

    exit_code = ExitCode.PROGRAM_MISSING


class SpreadsheetError(QmsDocsError):
    """An Excel workbook cannot be read; `diagnostic` says which and why."""

    def __init__(self, code: str, name: str, location: Location, fact: Message, advice: Message) -> None:
        super().__init__(fact, advice)
        self.args = (code, name, location, fact, advice)
        self.diagnostic = Diagnostic(code, name, Severity.ERROR, location, fact, advice)

    def __str__(self) -> str:
        return f"{self.diagnostic.location}: {super().__str__()}"


class TemplateError(QmsDocsError):
    """A Word template cannot be used; `location` says where in it, `fault` which kind of mistake it is.

    `others` are further mistakes found in the same run.
    """

    def __init__(
        self,
        location: Location,
        fact: Message,
        advice: Message | None = None,
        fault: str = "",
        others: tuple[TemplateError, ...] = (),
    ) -> None:
        super().__init__(fact, advice)
        self.args = (location, fact, advice, fault, others)
        self.location = location
        self.fault = fault
        self.others = others

    def __str__(self) -> str:
        return "\n".join((f"{self.location}: {super().__str__()}", *map(str, self.others)))

    @classmethod
    def of_all(cls, errors: Sequence[TemplateError]) -> Self:
        """Return one error that holds them all; `errors` has at least one."""
        told = [each for error in errors for each in (error, *error.others)]
        first, *more = [cls(each.location, each.fact, each.advice, each.fault) for each in told]
        return cls(first.location, first.fact, first.advice, first.fault, tuple(more))


class FillError(TemplateError):
    """A template and the data given to it do not fit."""
