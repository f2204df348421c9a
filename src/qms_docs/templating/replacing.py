"""Other pictures and embedded files in the place of a template's, with docxtpl's four ways to name them.

In: names or contents of old files, new files. Out: parts replaced while a document is filled. Touches: the new files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from html import unescape

from ..diagnostics import Location, Message, say
from ..errors import FillError
from .faults import did_you_mean
from .ground import Ground, data_of
from .pictures import File, read_file, read_picture
from .resources import Filling, resources_of

_PICTURE = re.compile(r"<wp:(inline|anchor)\b.*?</wp:\1>", re.DOTALL)
_NAMED = re.compile(r"<(?:wp:docPr|pic:cNvPr)\b[^>]*>")
_NAMES = re.compile(r'\b(?:name|descr|title)="([^"]*)"')
_EMBEDDED = re.compile(r'<a:blip\b[^>]*? r:embed="([^"]*)"')
_IMAGE = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?)$", re.IGNORECASE)


class Replacing:
    """What is to be replaced; the same for as many documents as you like. Each method returns the object itself."""

    def __init__(self) -> None:
        self._pictures: dict[str, bytes] = {}
        self._contents: dict[tuple[str, bytes], tuple[str, bytes]] = {}
        self._parts: dict[str, bytes] = {}

    def replace_pic(self, name: str, new: File) -> Replacing:
        """Replace the picture with this name, title or description."""
        self._pictures[name] = read_file(new)[0]
        return self

    def replace_media(self, old: File, new: File) -> Replacing:
        """Replace the pictures whose file is the same as `old`."""
        return self._replace_content("word/media/", old, new)

    def replace_embedded(self, old: File, new: File) -> Replacing:
        """Replace the embedded files that are the same as `old`."""
        return self._replace_content("word/embeddings/", old, new)

    def replace_zipname(self, name: str, new: File) -> Replacing:
        """Replace the part with this name."""
        self._parts[name] = read_file(new)[0]
        return self

    def _replace_content(self, folder: str, old: File, new: File) -> Replacing:
        data, name = read_file(old)
        self._contents[folder, hashlib.sha256(data).digest()] = (name, read_file(new)[0])
        return self

    def carry_out(self, filling: Filling, where: str) -> None:
        """Put the new files into the document; raises FillError that names all that the template does not have."""
        errors: list[FillError] = []
        for name, data in self._found(filling.ground, Location(where), errors):
            content_type = ""
            if _IMAGE.search(name):
                content_type = read_picture(data, name).content_type
            resources_of(filling).replace(name, data, content_type)
        if errors:
            raise FillError.of_all(errors)

    def _found(self, ground: Ground, place: Location, errors: list[FillError]) -> Iterator[tuple[str, bytes]]:
        """Yield the parts to replace."""
        ready = ground.ready

        def told(fact: Message, name: str, known: list[str]) -> None:
            listed = say("The template has: {names}.", names=", ".join(sorted(known)[:10]) or "–")
            errors.append(FillError(place, fact, did_you_mean(name, known) or listed))

        for name, data in self._parts.items():
            known = [each for each in ready if not re.search(r"\.(xml|rels)$", each)]
            if name in known:
                yield name, data
            else:
                told(say("The template has no picture or embedded file «{name}» that can be replaced.", name=name), name, known)
        for (folder, digest), (old, data) in self._contents.items():
            files = {each: hashlib.sha256(data_of(ready[each])).digest() for each in ready if each.startswith(folder)}
            yield from ((each, data) for each, own in files.items() if own == digest)
            if digest not in files.values():
                told(
                    say("No file of the template in {folder} is the same as «{name}».", folder=folder, name=old), old, list(files)
                )
        yield from self._found_pictures(_pictures(ground) if self._pictures else [], errors, told, place)

    def _found_pictures(
        self, pictures: list[tuple[tuple[str, ...], str]], errors: list[FillError], told: Callable[..., None], place: Location
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the parts of the pictures asked for by name."""
        for name, data in self._pictures.items():
            targets = {target for names, target in pictures if name in names}
            if not targets:
                told(
                    say("The template has no picture «{name}».", name=name),
                    name,
                    [each for names, _ in pictures for each in names],
                )
            yield from ((target, data) for target in sorted(targets))
            asked = {other for other, theirs in self._pictures.items() if theirs == data}
            for names, target in pictures:
                if target in targets and not asked.intersection(names):
                    fact = say("The pictures «{name}» and «{other}» share one file.", name=name, other=" / ".join(names))
                    errors.append(FillError(place, fact, say("Replace both alike, or insert one of them anew in Word.")))


def _pictures(ground: Ground) -> list[tuple[tuple[str, ...], str]]:
    """Return the names, titles and descriptions of each of the template's pictures, with the part of its image."""
    found = []
    for part in ground.stories:
        relations = ground.relations(part)
        for picture in _PICTURE.finditer(ground.text(part)):
            names = tuple(unescape(name) for tag in _NAMED.findall(picture.group()) for name in _NAMES.findall(tag) if name)
            for key in _EMBEDDED.findall(picture.group()):
                if key in relations and relations[key].target in ground.ready:
                    found.append((names, relations[key].target))
    return found
