"""Old Word sheets of files and folders, read and matched to procedures: what import, drift and compare begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Message, Severity, say
from ..domain.catalogue import Catalogue
from ..errors import RequestError, TemplateError
from ..intake.portal.reading import needs_office
from ..intake.sheets.matching import MIN_SCORE, Match, procedures_like, sure_match
from ..intake.sheets.model import OldSheet

SUFFIXES = (".docx", ".docm", ".doc", ".rtf", ".odt")
MAX_FILE = 64 * 2**20


@dataclass
class ReadSheet:
    """A file: the sheet in it, None where it could not be read; what it was matched to, and what else was near."""

    file: Path
    sheet: OldSheet | None
    match: Match | None = None
    likely: tuple[Match, ...] = ()


@dataclass
class SheetFiles:
    """All files that were read, with what is told of them."""

    sheets: list[ReadSheet] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def read(self) -> list[OldSheet]:
        """The sheets that could be read."""
        return [each.sheet for each in self.sheets if each.sheet is not None]

    @property
    def codes(self) -> dict[str, str]:
        """The procedures sheets were matched to, by source."""
        return {each.sheet.source: each.match.key for each in self.sheets if each.sheet is not None and each.match is not None}


def read_sheets(
    files: Sequence[Path],
    catalogue: Catalogue,
    least: float = MIN_SCORE,
    given: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> SheetFiles:
    """Read and match sheets; `given` names procedures by file name, where a person decided.

    Raises RequestError for a file that is not there; what cannot be read is told, and the others go on.
    """
    found = SheetFiles()
    left = dict(given or {})
    for file in sheet_files(files):
        if progress:
            progress(file.name)
        sheet = _read(found, file)
        each = ReadSheet(file, sheet)
        found.sheets.append(each)
        code = left.pop(file.name, None)
        if sheet is None:
            continue
        each.likely = tuple(procedures_like(sheet.title.text, catalogue))
        if code is not None:
            name = catalogue.procedures[code].names[0].text if code in catalogue.procedures else sheet.title.text
            each.match = Match(code, name, 100.0)
        else:
            each.match = sure_match(list(each.likely), least)
    if left:
        names = ", ".join(left)
        raise RequestError(
            say("No file is named {names}.", names=names), say("Write --match FILE.docx=CODE with the file's own name.")
        )
    return found


def sheet_files(files: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those of the folders named that Word or LibreOffice reads, in order."""
    for each in files:
        if each.is_dir():
            inside = (file for file in each.rglob("*") if file.suffix.lower() in SUFFIXES)
            yield from sorted(file for file in inside if file.is_file() and not file.name.startswith(("~$", ".")))
        elif each.is_file():
            yield each
        else:
            raise RequestError(say("«{path}» is not there.", path=str(each)), say("Name a file or a folder."))


def read_sheet_file(file: Path) -> OldSheet:
    """Return the sheet of a file, whatever is in it; raises TemplateError where it is no sound Word file."""
    from ..templating.content import read_content  # the press is heavy

    return _sheet(read_content(word_bytes(file), str(file)), str(file))


def word_bytes(file: Path) -> bytes:
    """Return a file as .docx, through LibreOffice where it is of another kind; raises TemplateError, RequestError."""
    try:
        if file.stat().st_size > MAX_FILE:
            raise TemplateError(Location(str(file)), say("The file is larger than {limit} MiB.", limit=MAX_FILE >> 20))
        data = file.read_bytes()
    except OSError as cause:
        raise RequestError(say("«{path}» cannot be read: {reason}.", path=str(file), reason=cause.strerror or cause)) from cause
    suffix = file.suffix.lower()
    if needs_office(data) or (suffix == ".odt" and data.startswith(b"PK")):
        from ..convert.old_word import as_docx

        converted = as_docx(data, suffix if suffix in SUFFIXES else ".doc")
        if converted is None:
            raise TemplateError(
                Location(str(file)), say("LibreOffice could not read the file."), say("Open it in Word and save it as .docx.")
            )
        return converted
    return data


def _sheet(content: object, source: str) -> OldSheet:
    from ..intake.sheets.reading import read_sheet

    return read_sheet(content, source)  # type: ignore[arg-type]


def _read(found: SheetFiles, file: Path) -> OldSheet | None:
    try:
        sheet = read_sheet_file(file)
    except TemplateError as broken:
        fact: Message = say("The file cannot be read: {reason}", reason=str(broken.fact))
        advice = broken.advice or say("Open it in Word and save it as .docx.")
        place = Location(str(file), within=broken.location.within)
        found.diagnostics.append(Diagnostic("SHT002", "sheet-unreadable", Severity.ERROR, place, fact, advice))
        return None
    if not sheet.is_sheet:
        fact = say("No procedure sheet was recognised: no title, or none of its parts.")
        advice = say("See docs/import.md for the layouts that are read; headings such as «Thành phần hồ sơ» must stand in it.")
        found.diagnostics.append(Diagnostic("SHT001", "no-sheet", Severity.ERROR, Location(str(file)), fact, advice))
        return None
    return sheet
