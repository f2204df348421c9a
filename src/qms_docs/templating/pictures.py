"""Images: read with limits, proven to be whole, printed inline in the size asked for.

In: image files of strangers. Out: drawings, and the image as a part of the package. Touches: image files.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Protocol

from markupsafe import escape

from ..diagnostics import Location, say
from ..errors import TemplateError
from .markup import BLOCK, RUN, TEXT, MarkupValue, RefusedMarkupError, WrongPlaceError
from .resources import current
from .rich import address

MAX_BYTES = 20 * 2**20
MAX_PIXELS = 100_000_000
MAX_LENGTH = 27_273_042_316_900
"""The longest side of a drawing, in English Metric Units."""
KINDS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
}
"""Kinds of image and the extension of their parts."""

_ENDS = {"image/jpeg": re.compile(b"\xff\xd9"), "image/gif": re.compile(b"\x3b")}
_PNG_HEAD = 8
_NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Readable(Protocol):
    """An open file."""

    def read(self) -> bytes:
        """Return what the file holds."""


File = bytes | str | PathLike[str] | Readable
"""A file given by its bytes, its path, or open."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that Word can show; sizes in English Metric Units."""

    data: bytes
    content_type: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        """The extension of its part."""
        return KINDS[self.content_type]


def read_file(file: File, name: str = "") -> tuple[bytes, str]:
    """Return the bytes of a file and its name; raises TemplateError if it cannot be read."""
    if isinstance(file, bytes):
        return file, name
    if not isinstance(file, (str, PathLike)):
        if hasattr(file, "seek"):
            file.seek(0)
        return bytes(file.read()), Path(str(getattr(file, "name", name))).name
    path = Path(file)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refused(path.name)
        return path.read_bytes(), path.name
    except (OSError, ValueError) as cause:
        raise TemplateError(
            Location(str(path)), say("The file cannot be read: {reason}.", reason=str(cause)), say("Correct its path.")
        ) from cause


def read_picture(data: bytes, name: str = "") -> Picture:
    """Return the image in a file; raises TemplateError if it is broken, too large or of a kind that Word does not show."""
    if len(data) > MAX_BYTES:
        raise _refused(name)
    # Heavy to import; documents without pictures of their own begin sooner without it.
    from docx.image.image import Image

    try:
        image = Image.from_blob(data)
        size = image.px_width * image.px_height
        content_type = "image/bmp" if image.content_type.endswith("bmp") else image.content_type
        picture = Picture(data, content_type, int(image.width), int(image.height))
    except Exception as cause:  # python-docx raises just that, among others
        raise _broken(name) from cause
    if content_type not in KINDS or size < 1 or not _is_whole(data, content_type):
        raise _broken(name)
    if size > MAX_PIXELS:
        raise _refused(name)
    if not (1 <= picture.width <= MAX_LENGTH and 1 <= picture.height <= MAX_LENGTH):
        raise _broken(name)
    return picture


def _broken(name: str) -> TemplateError:
    return TemplateError(
        Location(name or "image"),
        say("This is no image that Word can show, or it is broken."),
        say("Save it again as PNG, JPEG, GIF, BMP or TIFF."),
    )


def _refused(name: str) -> TemplateError:
    return TemplateError(
        Location(name or "image"),
        say(
            "The image is larger than {bytes} MiB or {pixels} million pixels.", bytes=MAX_BYTES >> 20, pixels=MAX_PIXELS // 10**6
        ),
        say("Make it smaller."),
    )


def _is_whole(data: bytes, content_type: str) -> bool:
    """Return whether the file goes on to its end: one that was cut off is shown as a red cross."""
    if content_type == "image/png":
        return _is_whole_png(data)
    end = _ENDS.get(content_type)
    if end is not None:
        return end.search(data, max(len(data) - 64 * 1024, 0)) is not None
    return content_type != "image/bmp" or len(data) >= int.from_bytes(data[2:6], "little")


def _is_whole_png(data: bytes) -> bool:
    place = _PNG_HEAD
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        body, check = data[place + 4 : place + 8 + length], data[place + 8 + length : place + 12 + length]
        if len(check) < 4 or zlib.crc32(body) != int.from_bytes(check, "big"):
            return False
        if body[:4] == b"IEND":
            return True
        place += 12 + length
    return False


class InlineImage(MarkupValue):
    """An image in the line of its tag, `{{ }}` or `{{r }}`, or in a paragraph of its own, `{{p }}`.

    `width` and `height` are in English Metric Units, as python-docx's `Mm(30)`; with one of them, or none, the image keeps its
    shape. `anchor` is an address that a click opens. Raises TemplateError if the image cannot be read.
    """

    def __init__(self, image: File, width: int | None = None, height: int | None = None, anchor: str | None = None) -> None:
        data, name = read_file(image)
        self._name = name
        self._picture = read_picture(data, name)
        for side in (width, height):
            if side is not None and (isinstance(side, bool) or not isinstance(side, int) or not 1 <= side <= MAX_LENGTH):
                raise TemplateError(
                    Location(name or "image"),
                    say("{size} is no width or height of an image.", size=str(side)[:80]),
                    say("Give a length such as Mm(30)."),
                )
        self._width, self._height = self._scaled(width, height)
        self._anchor = anchor

    def _scaled(self, width: int | None, height: int | None) -> tuple[int, int]:
        own = self._picture
        if width is None and height is None:
            return own.width, own.height
        if width is None:
            return max(round(own.width * (height or 1) / own.height), 1), int(height or 1)
        return int(width), int(height) if height is not None else max(round(own.height * width / own.width), 1)

    def markup(self, place: str) -> str:
        """Return the drawing; its image becomes a part of the package."""
        if place not in (TEXT, RUN, BLOCK):
            raise WrongPlaceError("InlineImage", TEXT)
        drawing = self._drawing()
        if place == TEXT:
            # The text around stays in the run of its tag and keeps its look.
            return f'</w:t>{drawing}<w:t xml:space="preserve">'
        return f"<w:r>{drawing}</w:r>" if place == RUN else f"<w:p><w:r>{drawing}</w:r></w:p>"

    def _drawing(self) -> str:
        resources = current()
        number = resources.next_id("drawing")
        key = resources.add_image(self._picture.data, self._picture.extension, self._picture.content_type)
        click = ""
        if self._anchor:
            click = f'<a:hlinkClick xmlns:r="{_NS["r"]}" r:id="{resources.relate("hyperlink", address(self._anchor), True)}"/>'
        file = escape(self._name or f"image.{self._picture.extension}")
        if not file.isprintable():
            raise RefusedMarkupError(
                say("The image's name holds signs that cannot be shown."), say("Give its file another name.")
            )
        size = f'cx="{self._width}" cy="{self._height}"'
        return (
            f'<w:drawing><wp:inline xmlns:wp="{_NS["wp"]}" xmlns:a="{_NS["a"]}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr id="{number}" name="Picture {number}">{click}</wp:docPr>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{_NS["pic"]}"><pic:pic xmlns:pic="{_NS["pic"]}"><pic:nvPicPr>'
            f'<pic:cNvPr id="0" name="{file}">{click}</pic:cNvPr><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip xmlns:r="{_NS["r"]}" r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
