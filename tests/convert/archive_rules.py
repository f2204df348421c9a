"""What ISO 19005-2 asks of a PDF/A-2b file, as far as a PDF library can tell.

In: a PDF. Out: what is against the rules. Touches: nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript",
}  # fmt: skip
_FORBIDDEN_NOTES = {"/Sound", "/Movie", "/Screen", "/3D"}
_FORBIDDEN_FILTERS = {"/LZWDecode", "/Crypt"}
_BLEND_MODES = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
_XMP = re.compile(r"pdfaid:(part|conformance)\s*(?:=\s*[\"']|>)\s*([^\"'<\s]+)")


def against_pdfa_2b(data: bytes) -> list[str]:
    """Return what is against PDF/A-2b."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*_of_file(data, pdf), *_of_metadata(pdf), *_of_colours(pdf), *_of_objects(pdf)]


def _of_file(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", data):
        yield "6.1.2: the head, or no binary signs behind it"
    if "/ID" not in pdf.trailer:
        yield "6.1.3: no ID"
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "6.1.3: encrypted"
    if not data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "6.1.3: data behind the end"


def _of_metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield "6.6.2: no metadata"
        return
    if "/Filter" in stream:
        yield "6.6.2: the metadata are compressed"
    told = dict(_XMP.findall(stream.read_bytes().decode("utf-8")))
    if told != {"part": "2", "conformance": "B"}:
        yield f"6.6.4: it calls itself {told}"
    with pdf.open_metadata() as meta:
        title = pdf.docinfo.get("/Title")
        if title is not None and meta.get("dc:title") != str(title):
            yield "6.6.3: two titles"


def _of_colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    profiles = [intent for intent in pdf.Root.get("/OutputIntents", []) if intent.get("/S") == "/GTS_PDFA1"]
    if len(profiles) != 1 or "/DestOutputProfile" not in profiles[0]:
        yield "6.2.3: no output intent with a profile"
        return
    icc = profiles[0].DestOutputProfile
    profile = icc.read_bytes()
    if profile[36:40] != b"acsp" or profile[12:16] not in (b"mntr", b"prtr") or profile[16:20] != b"RGB " or icc.get("/N") != 3:
        yield "6.2.3: its profile is none for RGB"
    if int.from_bytes(profile[:4], "big") != len(profile):
        yield "6.2.3: its profile is not whole"


def _of_objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = pdf.Root.get("/Names", {})
    if "/JavaScript" in names or "/AA" in pdf.Root:
        yield "6.5.2: a program in the document"
    if "/EmbeddedFiles" in names:
        yield "6.8: a file in the document"
    for each in pdf.objects:
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _of_one(each)
    for page in pdf.pages:
        for content in _contents(page):
            for _, operator in content:
                if str(operator) in ("K", "k"):  # DeviceCMYK under a profile for RGB
                    yield "6.2.4.3: CMYK"


def _contents(page: pikepdf.Page) -> Iterator[Any]:
    yield pikepdf.parse_content_stream(page)
    for form in page.form_xobjects.values():
        yield pikepdf.parse_content_stream(form)


def _of_one(each: Any) -> Iterator[str]:
    kind, sort = str(each.get("/Type", "")), str(each.get("/Subtype", ""))
    filters = each.get("/Filter", []) if isinstance(each, pikepdf.Stream) else []
    for name in [filters] if isinstance(filters, pikepdf.Name) else filters:
        if str(name) in _FORBIDDEN_FILTERS:
            yield f"6.1.7: {name}"
    if kind == "/Font" and sort != "/Type3":
        descendants = list(each.get("/DescendantFonts", [each]))
        for font in descendants:
            held = font.get("/FontDescriptor")
            if sort != "/Type0" and held is None:
                yield f"6.2.11.4: {each.get('/BaseFont')} has no descriptor"
            elif held is not None and not any(key in held for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"6.2.11.4: {each.get('/BaseFont')} is not embedded"
    if str(each.get("/S", "")) in _FORBIDDEN_ACTIONS and (kind in ("", "/Action")):
        yield f"6.5.1: {each.S}"
    if kind == "/Annot" or "/Rect" in each:
        if sort in _FORBIDDEN_NOTES:
            yield f"6.3.1: {sort}"
        flags = int(each.get("/F", 0))
        if sort != "/Popup" and (not flags & 4 or flags & 0b100011):
            yield f"6.3.2: a note that does not print as it shows, flags {flags}"
        if "/AA" in each:
            yield "6.3.3: a program in a note"
    mode = each.get("/BM") if kind in ("", "/ExtGState") else None
    for name in [mode] if isinstance(mode, pikepdf.Name) else mode or []:
        if str(name) not in _BLEND_MODES:
            yield f"6.2.10: {name}"
    if kind == "/ExtGState" and ("/TR" in each or each.get("/TR2", "/Default") != "/Default"):
        yield "6.2.5: a transfer function"
    if sort == "/Image" and ("/Alternates" in each or each.get("/Interpolate", False) is True):
        yield "6.2.8: alternate or interpolated image"
    if sort == "/PS" or (sort in ("/Form", "/Image") and "/OPI" in each):
        yield "6.2.9: OPI or PostScript"
