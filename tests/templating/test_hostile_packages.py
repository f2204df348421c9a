"""Files of strangers that are no sound Word package are refused at once, and never by another kind of trouble."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qms_docs.errors import TemplateError
from qms_docs.templating import compile_template
from qms_docs.templating.guard import refusals
from qms_docs.templating.package import read_package

from . import reading
from .builder import NAME, document_xml, parts, parts_of, template, zipped
from .guarded import GUARDED, SOUND

ROOT = Path(__file__).parents[2]
SECONDS = 2.0
DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
MEBIBYTE = 2**20


def without(*names: str) -> bytes:
    return zipped({name: data for name, data in parts().items() if name not in names})


def beside(*more: tuple[str, bytes]) -> bytes:
    """A sound package with more parts."""
    return zipped([*parts("{{ x }}").items(), *more])


def patched(package: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """The package with `value` at `offset` of every header that starts with `signature`."""
    data, at = bytearray(package), package.find(signature)
    while at >= 0:
        data[at + offset : at + offset + len(value)] = value
        at = package.find(signature, at + 4)
    return bytes(data)


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def encrypted() -> bytes:
    return patched(patched(template(), LOCAL, 6, b"\x01\x00"), CENTRAL, 8, b"\x01\x00")


def of_unknown_method() -> bytes:
    return patched(patched(template(), LOCAL, 8, b"\x63\x00"), CENTRAL, 10, b"\x63\x00")


def overlapping(count: int) -> bytes:
    """Many entries that all point at one compressed part, as in the better zip bombs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts().items():
            archive.writestr(name, data)
        archive.writestr("word/media/0.bin", bytes(MEBIBYTE))
        first = archive.infolist()[-1]
        for number in range(1, count):
            again = zipfile.ZipInfo(f"word/media/{number}.bin")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, field, getattr(first, field))
            archive.filelist.append(again)
    return out.getvalue()


def many_full_parts(count: int) -> bytes:
    """Parts that are each within their limit, and together beyond the package's."""
    bulk = bytes(MEBIBYTE)
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts().items():
            archive.writestr(name, data)
        for number in range(count):
            archive.writestr(f"word/media/{number}.bin", bulk)
    return out.getvalue()


def laughs(depth: int = 9) -> bytes:
    entities = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, depth + 1))
    return (
        document_xml("{{ x }}@")
        .replace(b"@", f"&l{depth};".encode())
        .replace(b"?>\n", f"?>\n<!DOCTYPE x [{entities}]>".encode(), 1)
    )


def stranger(entity: str) -> bytes:
    """A document that asks for a file outside."""
    head = f"?>\n<!DOCTYPE x [<!ENTITY f {entity}>]>".encode()
    return document_xml("{{ x }}@").replace(b"@", b"&f;").replace(b"?>\n", head, 1)


def with_document(xml: bytes) -> bytes:
    return zipped(parts(replaced={DOCUMENT: xml}))


PACKAGES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "two letters": lambda: b"PK",
    "a text": lambda: "Xã An Hiệp {{ x }}".encode(),
    "a web page": lambda: b"<!DOCTYPE html><html></html>",
    "an old Word file": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096),
    "a PDF": lambda: b"%PDF-1.7\n%%EOF",
    "noise": lambda: random.Random(1).randbytes(10_000),
    "an empty archive": lambda: zipped({}),
    "another archive": lambda: zipped({"a.txt": b"a"}),
    "half a file": lambda: template()[: len(template()) // 2],
    "the end alone": lambda: template()[-100:],
    "without its directory": lambda: template()[: template().index(CENTRAL)],
    "without content types": lambda: without(TYPES),
    "without its document": lambda: without(DOCUMENT),
    "document of another name": lambda: zipped({name.replace("document", "dokument"): data for name, data in parts().items()}),
    "the document a folder": lambda: zipped([*((n, d) for n, d in parts().items() if n != DOCUMENT), (DOCUMENT + "/", b"")]),
    "a part twice": lambda: beside((DOCUMENT, b"<other/>")),
    "a part twice in other case": lambda: beside(("word/Document.XML", b"<other/>")),
    "a way up": lambda: beside(("../evil.xml", b"<a/>")),
    "a way up inside": lambda: beside(("word/../../evil.xml", b"<a/>")),
    "from the root": lambda: beside(("/etc/cron.d/evil", b"a")),
    "from another root": lambda: beside(("\\\\server\\evil", b"a")),
    "too many parts": lambda: beside(*((f"word/media/{n}.bin", b"") for n in range(1001))),
    "a bomb in the document": lambda: with_document(document_xml("{{ x }}" + " " * 12 * MEBIBYTE)),
    "a bomb beside it": lambda: beside(("word/media/a.bin", bytes(12 * MEBIBYTE))),
    "a part too large": lambda: zipped([*parts().items(), ("word/media/a.bin", bytes(51 * MEBIBYTE))], zipfile.ZIP_STORED),
    "parts too large together": lambda: many_full_parts(220),
    "parts on top of each other": lambda: overlapping(900),
    "locked by a password": encrypted,
    "an unknown compression": of_unknown_method,
    "a wrong checksum": lambda: patched(template(), CENTRAL, 16, b"\x00\x00\x00\x00"),
    "a size that lies low": lambda: patched(template(), CENTRAL, 24, struct.pack("<I", 10)),
    "a packed size that lies": lambda: patched(template(), CENTRAL, 20, struct.pack("<I", 5)),
    "billion laughs": lambda: with_document(laughs()),
    "a file outside": lambda: with_document(stranger('SYSTEM "file:///etc/passwd"')),
    "a file outside, by its public name": lambda: with_document(stranger('PUBLIC "a" "file:///etc/passwd"')),
    "an address outside": lambda: with_document(stranger('SYSTEM "http://127.0.0.1:9/evil"')),
    "an entity of its own": lambda: with_document(stranger('"<w:p/>"')),
    "elements too deep": lambda: with_document(b"<w:a xmlns:w='urn:w'>" * 5_000 + b"{{ x }}" + b"</w:a>" * 5_000),
    "a document with tags that is no XML": lambda: with_document(b"{{ x }}"),
    "a document cut off": lambda: with_document(document_xml("{{ x }}")[:-20]),
}


def with_name(name: bytes) -> bytes:
    """A package with a part whose raw name is this, three bytes long."""
    return zipped(parts(replaced={"qqq": b"<a/>"})).replace(b"qqq", name)


def of_spoiled_lzma() -> bytes:
    package = bytearray(zipped(parts(), zipfile.ZIP_LZMA))
    start = 30 + len(TYPES) + 29
    package[start : start + 40] = bytes(40)
    return bytes(package)


def directory_without_end() -> bytes:
    """A directory of 600,000 entries, all for one part."""
    package = zipped({TYPES: b"<a/>"})
    start = package.index(CENTRAL)
    listing = struct.pack("<4s6H3I5H2I", CENTRAL, 20, 20, 0, 0, 0, 0x21, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, len(listing) * 600_000, start, 0)
    return package[:start] + listing * 600_000 + end


def symbolic_link() -> bytes:
    out = io.BytesIO(template())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/media/a.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def doctype(declaration: str, text: str = "a") -> bytes:
    return with_document(document_xml(text).replace(b"?>\n", f"?>\n{declaration}".encode(), 1))


PACKAGES |= {
    "a directory before the beginning": lambda: patched(template(), b"PK\x05\x06", 16, struct.pack("<I", 2**31)),
    "a name that is no text": lambda: patched(with_name(b"\xff\xff\xff"), CENTRAL, 8, b"\x00\x08"),
    "a name that is empty": lambda: with_name(b"\0\0\0"),
    "spoiled LZMA": of_spoiled_lzma,
    "a document type alone": lambda: doctype("<!DOCTYPE x>"),
    "a document type and a tag": lambda: doctype("<!DOCTYPE x>", "{{ x }}"),
    "an entity nobody uses": lambda: doctype('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    "billion laughs without a tag": lambda: with_document(laughs().replace(b"{{ x }}", b"")),
    "a document cut off without a tag": lambda: with_document(b"<w:document"),
    "an empty document": lambda: with_document(b""),
    "packed by BZIP2": lambda: zipped(parts(), zipfile.ZIP_BZIP2),
    "a directory without end": directory_without_end,
    "behind another file": lambda: b"MZ" + bytes(1_000) + template(),
    "a symbolic link": symbolic_link,
    "a name with control characters": lambda: beside(("word/a\x1b[2Jb.xml", b"<a/>")),
    "a name written backwards": lambda: beside(("word/\u202elmx.exe", b"<a/>")),
    "a broken part aside": lambda: zipped(parts("{{ x }}", replaced={"word/settings.xml": b"<w:settings>"})),
}


PACKAGES |= {name: make for name, (_, make) in GUARDED.items()}
REASONS = {
    "an old Word file": "encrypted-file",
    "locked by a password": "encrypted-file",
    "a way up": "unsafe-package",
    "from the root": "unsafe-package",
    "a part twice in other case": "unsafe-package",
    "too many parts": "unsafe-package",
    "parts on top of each other": "unsafe-package",
    "a bomb beside it": "unpacks-too-large",
    "parts too large together": "unpacks-too-large",
    "billion laughs": "document-type-refused",
    "elements too deep": "nested-too-deep",
    "a document cut off": "broken-part",
    "a text": "no-word-document",
    "packed by BZIP2": "unsafe-package",
    "a directory without end": "unsafe-package",
    "behind another file": "unsafe-package",
    "a symbolic link": "unsafe-package",
    "a name with control characters": "unsafe-package",
    "a name written backwards": "unsafe-package",
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", PACKAGES)
def test_a_hostile_package_is_refused_at_once(name: str) -> None:
    package = PACKAGES[name]()
    start = time.process_time()
    with pytest.raises(TemplateError) as caught:
        compile_template(package, NAME).fill({"x": "a"})
    assert time.process_time() - start < SECONDS
    assert caught.value.location.file == NAME
    assert caught.value.advice
    assert "root:" not in str(caught.value)
    wanted = GUARDED[name][0] if name in GUARDED else REASONS.get(name)
    assert wanted is None or wanted in [error.fault for error in (caught.value, *caught.value.others)]


@pytest.mark.parametrize("name", SOUND)
def test_ordinary_packages_are_taken(name: str) -> None:
    assert reading.text(compile_template(SOUND[name](), NAME).fill({"x": "An"})).startswith(("An", "1"))


SAMPLES = [*ROOT.glob("templates/docx/*.docx"), *(ROOT.parent / "shared/data/samples").rglob("*.docx")]


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_real_files_are_taken(file: Path) -> None:
    assert [str(error) for error in refusals(read_package(file.read_bytes(), file.name), file.name)] == []


def test_what_an_error_shows_holds_no_control_character() -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(PACKAGES["a name with control characters"](), NAME)
    assert str(caught.value).replace("\n", " ").isprintable()


_MEASURE = """
import re, sys, time
from pathlib import Path
from qms_docs.errors import TemplateError
from qms_docs.templating import compile_template
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
package = sys.stdin.buffer.read()
before = peak()
start = time.process_time()
try:
    compile_template(package, "a.docx").fill({"x": "a"})
    print("taken")
except TemplateError:
    print(f"{time.process_time() - start:.3f} {peak() - before}")
"""


def measured(package: bytes, script: str = _MEASURE) -> list[str]:
    """Run the script in a process of its own, the package at its standard input; return the words it prints."""
    ran = subprocess.run([sys.executable, "-c", script], input=package, capture_output=True, timeout=60, check=True)
    return ran.stdout.decode().split()


HEAVY = [
    "a bomb in the document", "a bomb beside it", "a part too large", "parts too large together", "parts on top of each other",
    "billion laughs", "elements too deep in data", "elements without end", "attributes without end", "a directory without end",
]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory a process has taken")
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [HEAVY, pytest.param([*PACKAGES], marks=pytest.mark.slow)], ids=["heavy", "all"])
def test_a_refusal_costs_little(names: list[str]) -> None:
    """Time on the processor and memory that a refusal takes, each in a process of its own: 1 s and 150 MB are allowed."""
    costs = {}
    for name in names:
        seconds, kibibytes = measured(PACKAGES[name]())
        costs[name] = (float(seconds), int(kibibytes) / 1024)
    slowest, hungriest = max(costs, key=lambda name: costs[name][0]), max(costs, key=lambda name: costs[name][1])
    print(f"{len(PACKAGES)} hostile packages, {len(SOUND)} ordinary ones; {len(costs)} measured:")
    print(f"slowest: {slowest} {costs[slowest][0]:.2f} s; hungriest: {hungriest} {costs[hungriest][1]:.0f} MiB")
    assert costs[slowest][0] < 1 and costs[hungriest][1] < 150


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory a process has taken")
def test_the_same_bomb_hurts_who_is_not_guarded() -> None:
    script = _MEASURE.replace("from qms_docs.errors import TemplateError", "import io, docx")
    script = script.replace("from qms_docs.templating import compile_template", "class TemplateError(Exception): pass")
    opened = "made = docx.Document(io.BytesIO(package)); raise TemplateError"
    script = script.replace('compile_template(package, "a.docx").fill({"x": "a"})', opened)
    bomb = with_document(document_xml("@").replace(b"@", b"</w:t></w:r></w:p>" + b"<w:p/>" * 1_500_000 + b"<w:p><w:r><w:t>"))
    _, kibibytes = measured(bomb, script)
    assert int(kibibytes) / 1024 > 150
    with pytest.raises(TemplateError) as caught:
        compile_template(bomb)
    assert caught.value.fault == "unpacks-too-large"


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "mẫu hỏng.docx"
    file.write_bytes(b"PK")
    with pytest.raises(TemplateError) as caught:
        compile_template(file)
    assert caught.value.location.file == str(file)
    assert list(tmp_path.iterdir()) == [file]


def test_a_bomb_is_named_by_its_part() -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(PACKAGES["a bomb beside it"](), NAME)
    assert caught.value.location.within == "word/media/a.bin"


def test_no_reference_is_followed() -> None:
    """Even where a stranger's document is taken, nothing from outside comes into what is written."""
    for package in (with_document(stranger('SYSTEM "file:///etc/hostname"')), with_document(laughs(2))):
        try:
            data = compile_template(package).fill({"x": "a"})
        except TemplateError:
            continue
        assert len(parts_of(data)[DOCUMENT]) < 5_000


def test_rotten_bits_in_a_part_are_noticed() -> None:
    """A bit turned over inside compressed data is refused, or changes nothing at all."""
    package = template("Xã {{ x }}")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        info = archive.getinfo(DOCUMENT)
        start = info.header_offset + 30 + len(DOCUMENT)
    good = compile_template(package).fill({"x": "a"})
    refused = 0
    for at in range(start, start + info.compress_size, 3):
        spoiled = bytearray(package)
        spoiled[at] ^= 1 << at % 8
        try:
            assert compile_template(bytes(spoiled)).fill({"x": "a"}) == good
        except TemplateError:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_spoiled_packages_give_no_other_trouble(method: int) -> None:
    """Bytes changed anywhere, in headers and directory too: taken or refused, never a traceback."""
    package = zipped({TYPES: b"<a/>", DOCUMENT: document_xml("{{ x }}"), "word/ệ.xml": b"<b/>"}, method)
    chance = random.Random(method)
    refused = 0
    for _ in range(500):
        spoiled = bytearray(package)
        for _ in range(chance.choice((1, 1, 2, 3))):
            spoiled[chance.randrange(len(spoiled))] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        try:
            compile_template(bytes(spoiled)).fill({"x": "a"})
        except TemplateError:
            refused += 1
    assert refused > 200


def test_sound_packages_of_other_makes_are_taken() -> None:
    """Parts stored or packed otherwise, folders as entries, sizes that promise too much."""
    words = {"x": "An Hiệp"}
    folders = zipped([("word/", b""), *parts("Xã {{ x }}").items(), ("empty/", b"")])
    for package in (
        zipped(parts("Xã {{ x }}"), zipfile.ZIP_STORED),
        folders,
        zipped(dict(reversed(parts("Xã {{ x }}").items()))),
        patched(template("Xã {{ x }}"), CENTRAL, 24, struct.pack("<I", 2**31)),
    ):
        data = compile_template(package).fill(words)
        assert reading.text(data) == "Xã An Hiệp"
        assert not any(name.endswith("/") for name in parts_of(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert all(info.file_size == len(archive.read(info)) for info in archive.infolist())
